/// What the folds of usage say about the last seven days, short enough for a page.
package struct WeeklyUsage: Equatable, Sendable, Encodable {
  /// The seconds of the period.
  package static let seconds = 7.0 * 86_400
  /// The most rows of each kind.
  package static let mostRows = 5

  /// The period in seconds since 1970.
  package let begin: Double
  package let end: Double
  /// The number of commands that began in the period, and of those in the seven days before.
  package let commandCount: Int
  package let previousCommandCount: Int
  /// The commands that were used most.
  package let commands: [CommandUsage.Row]
  package let sessionCount: Int
  /// The median of the durations of sessions in seconds; `nil` without sessions.
  package let sessionSeconds: Double?
  /// The busiest hour of the week; `nil` without commands.
  package let peak: UsageHeatmap.Peak?
  /// What the time of commands that measure went into.
  package let phases: [PhaseUsage.Row]
  /// The number of runs, of those with a red verdict, and of those that broke off.
  package let runCount: Int
  package let redRunCount: Int
  package let unfinishedRunCount: Int
  /// The number of benchmarks that ran, came and went.
  package let benchmarkCount: Int
  package let addedCount: Int
  package let removedCount: Int
  /// The part of the added benchmarks that stayed; `nil` where none was added.
  package let completionShare: Double?
  /// The benchmarks that were red most often, take longest, and scatter most.
  package let red: [BenchmarkUsage.Row]
  package let slowest: [BenchmarkUsage.Row]
  package let noisiest: [BenchmarkUsage.Row]
  /// What each kind of machine measured.
  package let runners: [RunnerUsage]
  package let patterns: [UsagePattern]

  /// - Parameters:
  ///   - entries: the commands of the last fourteen days at least.
  ///   - runs: those of the history; `benchmarks` has their results.
  ///   - end: the end of the period, in seconds since 1970.
  package init(
    _ entries: [UsageEntry], runs: [UsageRun], benchmarks: BenchmarkUsage, end: Double, calendar: UsageCalendar
  ) {
    let begin = end - Self.seconds
    let own = entries.filter { begin <= $0.time && $0.time < end }
    (self.begin, self.end, commandCount) = (begin, end, own.count)
    previousCommandCount = entries.count { begin - Self.seconds <= $0.time && $0.time < begin }
    commands = Array(CommandUsage(own, calendar: calendar).rows.prefix(Self.mostRows))
    let sessions = SessionUsage(own)
    (sessionCount, sessionSeconds) = (sessions.sessions.count, sessions.medianSeconds)
    peak = UsageHeatmap(own, calendar: calendar).peak
    phases = PhaseUsage(own).rows
    let runs = runs.filter { begin <= $0.time && $0.time < end }
    (runCount, redRunCount) = (runs.count, runs.count(where: \.isRed))
    unfinishedRunCount = runs.count { !$0.isFinished }
    let rows = benchmarks.rows
    (benchmarkCount, completionShare) = (rows.count, benchmarks.completionShare)
    (addedCount, removedCount) = (rows.count(where: \.isAdded), rows.count(where: \.isRemoved))
    red = benchmarks.top(.red, Self.mostRows)
    slowest = benchmarks.top(.time, Self.mostRows)
    noisiest = benchmarks.top(.noise, Self.mostRows)
    runners = Array(RunnerUsage.rows(of: runs).prefix(Self.mostRows))
    patterns = UsagePattern.all(in: runs)
  }
}
