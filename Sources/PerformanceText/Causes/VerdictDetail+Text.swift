import PerformanceRecords

extension Verdict.Detail {
  /// The detail in words, without the reason that it completes.
  package var text: String {
    switch self {
    case .failure(let failure): failure.text
    case .unavailable(let cause): cause.text
    case .unavailableInBase(let cause): "of the other side: " + cause.text
    case .incomparability(let difference): difference.text
    case .base(let problem): problem.text
    case .contamination(let contamination): contamination.text
    case .gpu(let findings): findings.text
    case .gpuClock(let change): change.text
    case .sessionsOnFile(let count): "the baseline has \(Plural.text(count, "session"))"
    case .refusal(let refusal): [refusal.date, refusal.reason].compactMap { $0 }.joined(separator: ": ")
    case .uncheckedBudget(let budget): budget.text
    case .budget(let facts): facts.origin.map { "budget '\($0.id)'" } ?? "budget"
    case .growth(let growth): growth.text(.growthUnclear)
    case .other(let kind): kind
    }
  }
}
