import PerformanceExports
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import PerformanceTrends
import PerformanceWorkflows

/// The part of a history that a report is made of.
struct HistoryExcerpt {
  /// The newest revisions that are analysed: a page shows no more, and a thousand benchmarks have many series.
  private static let mostPositions = 200
  /// The most worse verdicts whose functions are looked up in the logs of the runs around their changes.
  private static let mostExplained = 10

  /// The runs and their trends.
  let reported: ReportedHistory
  private let opened: OpenedHistory
  private let series: [HistorySeries]

  /// Reads the history of the package that the arguments name; `nil` where it has no run of the default branch.
  /// - Parameters:
  ///   - record: the last run, so that a later one does not change a document; `nil` for the newest one.
  ///   - period: the positions that the report is about.
  /// - Throws: ``InputError`` when there is no package, or the error of a query.
  init?(
    upTo record: RunRecord?, _ arguments: Arguments, in context: CommandContext,
    period: (TrendAxis) throws -> Range<Int>
  ) throws {
    opened = try OpenedHistory(arguments, in: context)
    let renames = opened.settings.renames
    let logs = RunLogs(of: opened.package, renames: renames)
    let read = try opened.read { history -> (axis: TrendAxis, series: [HistorySeries], trends: [Trend])? in
      let runs = try history.read { try $0.runs(in: -.infinity...(record?.time ?? .infinity)) }
      let axis = RunSelection().axis(of: runs).newest(Self.mostPositions)
      guard !axis.positions.isEmpty else { return nil }
      let series = try history.read { try $0.series(of: nil) }
      let budgets = record.map { RunLogs.budgets(of: $0, renames) } ?? logs.budgets(axis)
      let builder = TrendBuilder(axis: axis, budgets: budgets)
      return (axis, series, try history.read { try builder.trends(of: series, in: $0) })
    }
    guard var read else { return nil }
    let worst = Set(
      record?.verdicts.lazy.filter { $0.outcome == .regressed }.map { renames.current($0.subject.id) }
        .prefix(Self.mostExplained) ?? [])
    for index in read.trends.indices where read.trends[index].benchmark.map(worst.contains) == true {
      logs.explain(&read.trends[index], on: read.axis, in: read.axis.positions.indices)
    }
    series = read.series
    reported = ReportedHistory(axis: read.axis, period: try period(read.axis), trends: read.trends)
  }

  /// The regressions of all series, and the newest result of each within the period.
  /// - Throws: The error of the query.
  func results() throws -> (episodes: [RegressionEpisode], numbers: [SeriesNumbers]) {
    let runs = reported.axis.positions.enumerated().flatMap { index, position in
      position.runs.map { (position: index, name: $0) }
    }
    var episodes: [RegressionEpisode] = []
    var numbers: [SeriesNumbers] = []
    try opened.store.read { history in
      try history.forEach(of: series, inRuns: runs.map(\.name)) { series, listed in
        let points = listed.map { HistoryPoint.Listed(position: runs[$0.position].position, point: $0.point) }
        episodes += RegressionEpisode.all(in: points, of: series)
        let newest = points.last { reported.period.contains($0.position) }
        if let newest { numbers.append(SeriesNumbers(series: series, point: newest.point)) }
      }
    }
    return (episodes.sorted { $0.order < $1.order }, numbers.sorted { $0.series < $1.series })
  }
}

extension RegressionEpisode {
  fileprivate var order: (String, String, Int) { (benchmark.description, metric.name, first) }
}
