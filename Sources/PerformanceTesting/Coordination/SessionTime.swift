import PerformanceRecords

/// How much time is enough for the sessions of a function that its first one did not decide.
struct SessionTime {
  /// Seconds that one of its sessions takes.
  var session: Double
  /// Its benchmarks that are undecided.
  var undecided: Int

  /// As many sessions as decide about a steady baseline, and some more. A body of four seconds that takes a third more
  /// had its sessions ended after five, when each undecided benchmark was given 30 seconds.
  private static let sessions = 20.0
  /// The fewest seconds for each undecided benchmark: against scattered baselines more sessions are taken.
  private static let fewest = 30.0
  /// The fewest seconds for a run: enough for sessions that lie apart.
  private static let fewestInAll = 120.0

  private var seconds: Double { max(Self.fewest * Double(undecided), Self.sessions * session) }

  /// The limit of a run with these functions, in whole minutes.
  static func limit(for functions: [SessionTime]) -> TimeLimit {
    let seconds = max(functions.reduce(0) { $0 + $1.seconds }, fewestInAll)
    return TimeLimit(nearest: (seconds / 60).rounded(.up) * 60)
  }
}
