import PerformanceRecords

/// The time limit for the sessions of a function that its first one did not decide.
struct SessionTimeLimit {
  /// Seconds of one of its sessions.
  var session: Double
  /// The number of its undecided benchmarks.
  var undecided: Int

  /// The sessions that decide with a steady baseline, and a reserve. With 30 seconds for each undecided benchmark, a
  /// body of four seconds that takes a third more had its sessions ended after five.
  private static let sessions = 20.0
  /// The least seconds for each undecided benchmark: scattered baselines need more sessions.
  private static let fewest = 30.0
  /// The least seconds for a run, sufficient for sessions with pauses.
  private static let fewestInAll = 120.0

  private var seconds: Double { max(Self.fewest * Double(undecided), Self.sessions * session) }

  /// The limit of a run with these functions, in whole minutes.
  static func limit(for functions: [SessionTimeLimit]) -> TimeLimit {
    let seconds = max(functions.reduce(0) { $0 + $1.seconds }, fewestInAll)
    return TimeLimit(nearest: (seconds / 60).rounded(.up) * 60)
  }
}
