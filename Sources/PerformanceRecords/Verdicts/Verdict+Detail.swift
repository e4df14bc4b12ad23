extension Verdict {
  /// Numbers and names that complete the reason of a verdict.
  ///
  /// Indirect: few verdicts have a detail, all are copied, and inline storage tripled their size.
  package indirect enum Detail: Equatable, Sendable {
    /// The failure of the measuring process.
    case failure(Failure)
    /// Why there is no number.
    case unavailable(Unavailability)
    /// Why there is no number in the other build.
    case unavailableInBase(Unavailability)
    /// The difference between the baseline and this run.
    case incomparability(Incomparability)
    /// Why the other build cannot be measured.
    case base(BaseProblem)
    /// The part of the change that the machine explains.
    case contamination(Contamination)
    /// Findings about the GPU that may have caused the change, the most general first.
    case gpu([GPUFinding])
    /// The contribution of the GPU's clock to the change.
    case gpuClock(GPUClockChange)
    /// The number of sessions of the baseline, where they are too few.
    case sessionsOnFile(Int)
    /// The refusal of a recording.
    case refusal(Refusal)
    /// The budget that was not checked, with the cause.
    case uncheckedBudget(UncheckedBudget)
    /// The budget that is exceeded or nearly so.
    case budget(BudgetFacts)
    /// The growth of costs with a size.
    case growth(Growth)
    /// A detail of a kind that a newer version of this package writes.
    case other(String)
  }

  /// The refusal of a recording.
  package struct Refusal: Equatable, Sendable, Codable {
    /// The day of the recording, `2026-01-31`.
    package var date: String
    /// The reason in the words of the baseline file; `nil` where it is the spread of the sessions.
    package var reason: String?

    package init(date: String, reason: String? = nil) {
      self.date = date
      self.reason = reason
    }
  }
}

extension Verdict.Detail: Codable {
  private enum Key: String, CodingKey { case kind, value }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    switch kind {
    case "failure": self = .failure(try container.decode(Failure.self, forKey: .value))
    case "unavailable": self = .unavailable(try container.decode(Unavailability.self, forKey: .value))
    case "unavailableInBase": self = .unavailableInBase(try container.decode(Unavailability.self, forKey: .value))
    case "incomparability": self = .incomparability(try container.decode(Incomparability.self, forKey: .value))
    case "base": self = .base(try container.decode(BaseProblem.self, forKey: .value))
    case "contamination": self = .contamination(try container.decode(Contamination.self, forKey: .value))
    case "gpu": self = .gpu(try container.decode([GPUFinding].self, forKey: .value))
    case "gpuClock": self = .gpuClock(try container.decode(GPUClockChange.self, forKey: .value))
    case "sessionsOnFile": self = .sessionsOnFile(try container.decode(Int.self, forKey: .value))
    case "refusal": self = .refusal(try container.decode(Verdict.Refusal.self, forKey: .value))
    case "uncheckedBudget": self = .uncheckedBudget(try container.decode(UncheckedBudget.self, forKey: .value))
    case "budget": self = .budget(try container.decode(BudgetFacts.self, forKey: .value))
    case "growth": self = .growth(try container.decode(Growth.self, forKey: .value))
    default: self = .other(kind)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func encode(_ kind: String, _ value: some Encodable) throws {
      try container.encode(kind, forKey: .kind)
      try container.encode(value, forKey: .value)
    }
    switch self {
    case .failure(let failure): try encode("failure", failure)
    case .unavailable(let cause): try encode("unavailable", cause)
    case .unavailableInBase(let cause): try encode("unavailableInBase", cause)
    case .incomparability(let difference): try encode("incomparability", difference)
    case .base(let problem): try encode("base", problem)
    case .contamination(let contamination): try encode("contamination", contamination)
    case .gpu(let findings): try encode("gpu", findings)
    case .gpuClock(let change): try encode("gpuClock", change)
    case .sessionsOnFile(let count): try encode("sessionsOnFile", count)
    case .refusal(let refusal): try encode("refusal", refusal)
    case .uncheckedBudget(let budget): try encode("uncheckedBudget", budget)
    case .budget(let facts): try encode("budget", facts)
    case .growth(let growth): try encode("growth", growth)
    case .other(let kind): try container.encode(kind, forKey: .kind)
    }
  }
}
