import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport

/// A package with the event log of one run of a large suite, and an index that has the runs before it too.
struct ScaleSuite {
  private static let runsAtOnce = 10
  private static let secondsBetweenRuns = 6.0 * 3600

  private let state: StateFolder

  init(folder: URL) { state = StateFolder(package: folder, environment: [:]) }

  /// Makes them; five metrics each, one of which is never judged. Every hundredth benchmark becomes slower at a commit.
  func make(benchmarks: Int, runs: Int) throws {
    try state.create()
    let log = try ScaleLogs(state: state).makeRun(benchmarks: benchmarks)
    guard let newest = try RunContents.read(log: log) else { return }
    let index = try HistoryIndex(file: state.history, library: try SQLiteLibrary())
    var random = SplitMix64(seed: 9)
    for first in stride(from: 0, to: runs, by: Self.runsAtOnce) {
      try index.add(
        (first..<min(first + Self.runsAtOnce, runs)).map { earlier(newest, number: $0, of: runs, &random) })
    }
    try index.add([newest])
    print("\(runs + 1) runs, \(newest.rows.count) series")
  }

  private func earlier(
    _ newest: RunContents, number: Int, of runs: Int, _ random: inout SplitMix64
  ) -> RunContents {
    var contents = newest
    contents.log = nil
    contents.run.name = "20200101-000000000-\(String(format: "%08d", number))-scale"
    contents.run.time -= Double(runs - number) * Self.secondsBetweenRuns
    // Pages show the beginning of a revision.
    contents.run.provenance.revision = String(format: "%012x", number + 1) + String(repeating: "0", count: 28)
    contents.run.provenance.position = number + 1
    contents.start?.provenance = contents.run.provenance
    for row in contents.rows.indices {
      let series = contents.rows[row].series
      let wasFaster = ScaleLogs.isSlower(series.benchmark) && number < runs / 2
      let noise = series.kind == .exact ? 1 : 0.99 + Double(random.next() % 20_000) / 1e6
      let before = series.direction == .higherIsBetter ? 1 / ScaleLogs.levelBefore : ScaleLogs.levelBefore
      let value = contents.rows[row].point.value * noise * (wasFaster ? before : 1)
      contents.rows[row].point.value = series.kind == .exact ? value.rounded() : value
      if wasFaster { (contents.rows[row].point.outcome, contents.rows[row].point.reason) = (.same, .withinTolerance) }
      contents.rows[row].point.statistics = PointStatistics(samples: [value], around: value)
      (contents.rows[row].summaries, contents.rows[row].samples) = ([], [])
    }
    return contents
  }
}
