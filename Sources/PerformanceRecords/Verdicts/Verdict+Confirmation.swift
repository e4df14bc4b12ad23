import PerformanceStatistics

extension Verdict {
  /// What a pair of builds, measured in turn, says of a time that the file's rule found worse.
  ///
  /// No statistic of one side can separate a slower machine from slower code; two builds on the same machine can.
  package struct Confirmation: Hashable, Sendable, Codable {
    /// What the pair says.
    package enum State: String, Sendable, Codable, CaseIterable {
      /// The pair has not been measured yet.
      case awaited
      /// The new build is slower than the old one as well.
      case confirmed
      /// It is not: the machine is slower, and not the code.
      case refuted
      /// The pairs do not agree.
      case unresolved
      /// No pair can be had; the file's verdict stands.
      case unavailable
    }

    /// What the pair says.
    package var state: State
    /// The commit of the old build as people read it; `nil` where there was no pair.
    package var commit: String?
    /// The pairs of sessions, one of each build.
    package var pairs: Int
    /// new / old; `nil` where nothing had to be measured.
    package var ratio: Double?
    /// The interval of new / old.
    package var interval: RatioInterval?
    /// Why there is no pair, or why nothing had to be measured.
    package var detail: String?

    /// A confirmation from its parts.
    package init(
      state: State, commit: String? = nil, pairs: Int = 0, ratio: Double? = nil, interval: RatioInterval? = nil,
      detail: String? = nil
    ) {
      self.state = state
      self.commit = commit
      self.pairs = pairs
      self.ratio = ratio
      self.interval = interval
      self.detail = detail
    }
  }

  /// Whether a pair of builds still has to decide; what is accepted passes without one.
  package var isCandidate: Bool { confirmation?.state == .awaited && outcome != .accepted }

  /// The verdict by the file, settled by one with a confirmation.
  ///
  /// Its numbers stay those of the file, since they are what the baseline is about. Where no pair can be had, the later
  /// verdict is by the file as well, with the evidence that it then needs.
  package func settled(by later: Verdict) -> Verdict {
    guard let confirmation = later.confirmation else { return self }
    var verdict = self
    verdict.confirmation = confirmation
    verdict.slowSessions = later.slowSessions ?? slowSessions
    switch confirmation.state {
    case .awaited: break
    case .confirmed:
      // What the file's rule allowed for is settled as well.
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
}
