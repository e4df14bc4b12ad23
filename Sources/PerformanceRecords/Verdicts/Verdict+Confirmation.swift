import PerformanceStatistics

extension Verdict {
  /// The result of a pair of builds, measured in turn, for a time that is worse than its baseline.
  ///
  /// No statistic of one side can separate a slower machine from slower code; two builds on the same machine can.
  package struct Confirmation: Equatable, Sendable, Codable {
    /// The results of a pair, or why there is none.
    package enum State: OpenEnumeration {
      /// The pair has not been measured yet.
      case awaited
      /// The new build is slower than the old one as well.
      case confirmed
      /// The new build is not slower than the old one: the machine is.
      case refuted
      /// The pairs do not agree.
      case unresolved
      /// No pair is available; the verdict by the baseline stands.
      case unavailable
      /// A state of a newer version of this package.
      case other(UnknownName)

      package static let known: [State] = [.awaited, .confirmed, .refuted, .unresolved, .unavailable]

      package var name: String {
        switch self {
        case .awaited: "awaited"
        case .confirmed: "confirmed"
        case .refuted: "refuted"
        case .unresolved: "unresolved"
        case .unavailable: "unavailable"
        case .other(let name): name.text
        }
      }
    }

    /// The result of the pair; `awaited` until it was measured.
    package var state: State
    /// The display name of the old build; `nil` where there was no pair.
    package var commit: String?
    /// The number of pairs of sessions, one of each build.
    package var pairs: Int
    /// new / old; `nil` where nothing was measured.
    package var ratio: Double?
    /// The interval of new / old.
    package var interval: RatioInterval?
    /// Why there is no pair; `nil` where there is one.
    package var absence: PairAbsence?
    /// Why nothing was measured; `nil` where pairs were.
    package var identity: BuildIdentity?

    package init(
      state: State, commit: String? = nil, pairs: Int = 0, ratio: Double? = nil, interval: RatioInterval? = nil,
      absence: PairAbsence? = nil, identity: BuildIdentity? = nil
    ) {
      self.state = state
      self.commit = commit
      self.pairs = pairs
      self.ratio = ratio
      self.interval = interval
      self.absence = absence
      self.identity = identity
    }
  }

  /// Whether a pair of builds still has to decide; an accepted regression needs none.
  package var isCandidate: Bool { confirmation?.state == .awaited && outcome != .accepted }

  /// The verdict by the baseline, settled by a later one with a confirmation.
  ///
  /// The numbers stay those of the baseline comparison. Where no pair is available, the later verdict is by the
  /// baseline as well, with the additional evidence that it needs.
  package func settled(by later: Verdict) -> Verdict {
    guard let confirmation = later.confirmation else { return self }
    if budget != nil { return budgetSettled(by: later, confirmation) }
    var verdict = self
    verdict.confirmation = confirmation
    verdict.slowSessions = later.slowSessions ?? slowSessions
    switch confirmation.state {
    case .awaited, .other: break
    case .confirmed:
      // The pair also settles the allowances that the rule made.
      (verdict.outcome, verdict.reason, verdict.detail) = (.regressed, .confirmedByPair, later.detail)
    case .refuted: (verdict.outcome, verdict.reason) = (.same, .refutedByPair)
    case .unresolved where later.outcome == .contaminated:
      (verdict.outcome, verdict.reason, verdict.detail) = (.contaminated, later.reason, later.detail)
    case .unresolved: (verdict.outcome, verdict.reason) = (.ambiguous, .pairsDisagree)
    case .unavailable:
      verdict = later
      verdict.cause = later.cause ?? cause
    }
    return verdict
  }

  /// A budget stays exceeded whether or not the older build exceeds it too, which only says who is to blame.
  private func budgetSettled(by later: Verdict, _ confirmation: Confirmation) -> Verdict {
    if confirmation.state == .unavailable { return later }
    var verdict = self
    verdict.confirmation = confirmation
    if case .budget = later.detail { verdict.detail = later.detail }
    if confirmation.state == .unresolved {
      (verdict.outcome, verdict.reason, verdict.detail) = (later.outcome, later.reason, later.detail)
    }
    return verdict
  }
}
