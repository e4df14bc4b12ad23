import PerformanceStatistics

extension Verdict {
  /// What a pair of builds, measured in turn, shows about a time that is worse than the file.
  ///
  /// No statistic of one side can separate a slower machine from slower code; two builds on the same machine can.
  package struct Confirmation: Hashable, Sendable, Codable {
    /// What the pair shows.
    package enum State: OpenEnumeration {
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

    /// What the pair shows.
    package var state: State
    /// The commit of the old build as people read it; `nil` where there was no pair.
    package var commit: String?
    /// The pairs of sessions, one of each build.
    package var pairs: Int
    /// new / old; `nil` where nothing had to be measured.
    package var ratio: Double?
    /// The interval of new / old.
    package var interval: RatioInterval?
    /// Why there is no pair; `nil` where there is one.
    package var absence: PairAbsence?
    /// Why nothing had to be measured; `nil` where pairs were.
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
    case .awaited, .other: break
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
