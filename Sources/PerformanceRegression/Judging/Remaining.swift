import PerformanceRecords

/// Whether more sessions of a benchmark can follow.
package enum Remaining: Equatable, Sendable {
  /// More sessions can follow if the judge needs them.
  case more
  /// No session follows; the verdict is final.
  case none(because: End)

  /// Why no session follows.
  package enum End: Equatable, Sendable {
    /// The limit for undecided benchmarks, usual or by `--time-limit`, is reached.
    case timeLimitReached
    /// The process cannot start itself again, and runs other tests as well.
    case measuredInProcess
    /// The sessions are those of files, whose number was chosen before anything was compared.
    case sessionsAreGiven
  }

  /// Whether no session follows.
  package var isNone: Bool { self != .more }

  /// Whether the sessions decide as they are: the time limit is reached, or no other session exists.
  var isLast: Bool { self == .none(because: .timeLimitReached) || self == .none(because: .sessionsAreGiven) }

  /// The reason of a verdict that the sessions leave undecided.
  var openReason: Verdict.Reason {
    switch self {
    case .more, .none(because: .sessionsAreGiven): .tooFewSessions
    case .none(because: .timeLimitReached): .timeLimitReached
    case .none(because: .measuredInProcess): .measuredInProcess
    }
  }
}
