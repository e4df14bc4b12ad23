import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import Testing

@Suite("Trends of the points of a history")
struct TrendBuilderTests {
  private static let id = Example.id("decode()")

  private func series(_ id: BenchmarkID = id, environment: String = "epyc") -> HistorySeries {
    HistorySeries(
      benchmark: id, metric: "wallClock", unit: .nanoseconds, direction: .lowerIsBetter, kind: .sampled,
      environment: environment)
  }

  private func point(_ run: String, _ value: Double, baseline: Double? = nil) -> (String, HistoryPoint) {
    let point = HistoryPoint(
      value: value, sessions: 1, samples: 2, statistics: PointStatistics(samples: [value, value * 2], around: value),
      outcome: .same, baseline: baseline)
    return (run, point)
  }

  /// A history of points with the names of their runs.
  private struct Points: HistoryReader {
    let points: [HistorySeries: [(run: String, point: HistoryPoint)]]

    func runs(in period: ClosedRange<Double>) -> [HistoryRun] { [] }
    func series(of benchmark: BenchmarkID?) -> [HistorySeries] { points.keys.sorted() }
    func points(of series: HistorySeries, last count: Int) -> [HistoryPoint.InRun] { [] }
    func contents(ofRun name: String) -> RunContents? { nil }

    func forEach(
      of series: [HistorySeries], inRuns names: [String],
      _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void
    ) throws {
      for series in series.reversed() {
        let listed = names.enumerated().flatMap { position, name in
          (points[series] ?? []).filter { $0.run == name }.map {
            HistoryPoint.Listed(position: position, point: $0.point)
          }
        }
        if !listed.isEmpty { try body(series, listed) }
      }
    }
  }

  private func trends(
    _ points: [HistorySeries: [(String, HistoryPoint)]], on axis: TrendAxis? = nil,
    budgets: [BenchmarkID: [Budget]] = [:]
  ) throws -> [Trend] {
    let history = Points(points: points)
    return try TrendBuilder(axis: axis ?? self.axis, budgets: budgets)
      .trends(of: history.series(of: nil), in: history)
  }

  private let axis = TrendAxis(positions: [
    .init(revision: "a", runs: ["a"]), .init(revision: "b", runs: ["b1", "b2", "b3"]),
    .init(revision: "c", runs: ["c"]),
  ])

  @Test("Runs of one revision are their median, a missing value is a gap, and other runs are left out")
  func values() throws {
    let points = [point("a", 1), point("b1", 10), point("b2", 30), point("b3", 20, baseline: 9), point("elsewhere", 7)]
    let trends = try trends([series(): points])
    let trend = try #require(trends.first)
    #expect(trend.values[0] == 1 && trend.values[1] == 20 && trend.values[2].isNaN)
    #expect(trend.baseline == 9 && trend.isJudged && trends.count == 1)
    #expect(try self.trends([series(): [point("elsewhere", 7)]]).isEmpty)
  }

  @Test("Machine classes stay apart")
  func environments() throws {
    let trends = try trends([
      series(): [point("a", 1), point("c", 3)], series(environment: "xeon"): [point("a", 9)],
    ])
    #expect(trends.map(\.environment) == ["epyc", "xeon"])
    #expect(trends[0].values[0] == 1 && trends[0].values[1].isNaN && trends[0].values[2] == 3)
  }

  @Test("A rising statistic crosses its budget in as many runs as its slope needs; other statistics have no forecast")
  func forecast() throws {
    let axis = TrendAxis(
      positions: (0..<30).map { .init(revision: "\($0)", time: Double($0) * 86_400, runs: ["\($0)"]) })
    let points = (0..<30).map { point("\($0)", 1_000 + 10 * Double($0)) }
    func runs(_ statistic: Budget.Statistic, _ limit: Double) throws -> [ClosedRange<Int>] {
      let budgets = [Self.id: [Budget(metric: "wallClock", statistic: statistic, limit: limit)]]
      return try trends([series(): points], on: axis, budgets: budgets).flatMap(\.forecasts).map(\.interval)
    }
    // The newest minimum is 1 290, and the newest maximum 2 580.
    #expect(try runs(.minimum, 1_400) == [11...11])
    #expect(try runs(.maximum, 2_680) == [5...5])
    #expect(try runs(.minimum, 1_200) == [0...0])
    #expect(try runs(.minimum, 1_500).isEmpty, "21 runs are more than half of the 30 that rose")
    #expect(try runs(.p90, 1_400).isEmpty)
  }

  @Test("Runs of other branches take no place of those on the axis", .enabled(if: (try? SQLiteLibrary()) != nil))
  func otherBranches() throws {
    let folder = try TemporaryFolder()
    let index = try HistoryIndex(file: folder.file("history.db"), library: SQLiteLibrary())
    // After each commit of the default branch, ten of pull requests.
    let runs = (0..<220).map { number -> RunContents in
      let isOnDefault = number % 11 == 0
      var provenance = RunProvenance()
      (provenance.revision, provenance.branch) = ("\(number)", isOnDefault ? "main" : "feature")
      provenance.position = isOnDefault ? number + 1 : nil
      return RunContents(
        run: HistoryRun(name: "run\(number)", time: 1e9 + Double(number) * 60, provenance: provenance),
        rows: [.init(series: series(), point: point("", Double(number)).1)])
    }
    try index.add(runs)
    let axis = RunSelection().axis(of: try index.runs())
    #expect(axis.positions.count == 20)
    let trend = try #require(try TrendBuilder(axis: axis).trends(of: [series()], in: index).first)
    #expect(trend.values == stride(from: 0, to: 220, by: 11).map { Double($0) })
    let newest = axis.newest(5)
    let shown = try #require(try TrendBuilder(axis: newest).trends(of: [series()], in: index).first)
    #expect(shown.values == [165, 176, 187, 198, 209])
  }
}
