import PerformanceRecords

/// Whether sessions of a benchmark can follow those that are judged.
package enum Remaining: Hashable, Sendable {
  /// They can: the judge may ask for them.
  case more
  /// None will be taken, and what there is must do.
  case none(because: End)

  /// Why no session will follow.
  package enum End: Hashable, Sendable {
    /// The time for sessions is used up.
    case timeLimitReached
    /// The process cannot start itself again, and runs other tests besides.
    case measuredInProcess
  }

  /// Whether none will follow.
  package var isNone: Bool { self != .more }

  /// Whether the time is used up.
  var isTimeUp: Bool { self == .none(because: .timeLimitReached) }

  /// The reason of a verdict that the sessions leave open.
  var openReason: Verdict.Reason {
    switch self {
    case .more: .tooFewSessions
    case .none(because: .timeLimitReached): .timeLimitReached
    case .none(because: .measuredInProcess): .measuredInProcess
    }
  }
}
