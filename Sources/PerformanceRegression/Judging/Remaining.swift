import PerformanceRecords

/// Whether more sessions of a benchmark can follow.
package enum Remaining: Hashable, Sendable {
  /// More sessions can follow if the judge needs them.
  case more
  /// No session follows; the verdict is final.
  case none(because: End)

  /// Why no session follows.
  package enum End: Hashable, Sendable {
    /// The time limit is reached.
    case timeLimitReached
    /// The process cannot start itself again, and runs other tests as well.
    case measuredInProcess
  }

  /// Whether no session follows.
  package var isNone: Bool { self != .more }

  /// Whether the time limit is reached.
  var isTimeUp: Bool { self == .none(because: .timeLimitReached) }

  /// The reason of a verdict that the sessions leave undecided.
  var openReason: Verdict.Reason {
    switch self {
    case .more: .tooFewSessions
    case .none(because: .timeLimitReached): .timeLimitReached
    case .none(because: .measuredInProcess): .measuredInProcess
    }
  }
}
