import Foundation
import PerformanceRecords
import PerformanceSystem

/// The history as the logs give it: every query reads all of them, one at a time.
package final class LogHistory: HistoryReader {
  private let state: StateFolder
  private let known: [String: Int]
  /// Logs that were left out, and why.
  package private(set) var problems: [HistoryMessage] = []

  /// - Parameter known: the lengths of logs that are left out unless they have grown, by name.
  package init(state: StateFolder, besides known: [String: Int] = [:]) {
    (self.state, self.known) = (state, known)
  }

  package func runs(in period: ClosedRange<Double>) throws -> [HistoryRun] {
    var runs: [HistoryRun] = []
    forEachRun { contents in
      if period.contains(contents.run.time) { runs.append(contents.run) }
    }
    return runs.inOrderOfTime { $0 }
  }

  package func series(of benchmark: BenchmarkID?) throws -> [HistorySeries] {
    var series: Set<HistorySeries> = []
    forEachRun { contents in
      series.formUnion(contents.rows.lazy.map(\.series).filter { benchmark == nil || $0.benchmark == benchmark })
    }
    return Array(series).sorted(by: \.self)
  }

  package func points(of series: HistorySeries, last count: Int) throws -> [HistoryPoint.InRun] {
    var points: [HistoryPoint.InRun] = []
    forEachRun { contents in
      for row in contents.rows where row.series == series {
        points.append(HistoryPoint.InRun(run: contents.run, point: row.point))
      }
    }
    return points.inOrderOfTime(\.run).suffix(max(count, 0))
  }

  /// Reads the logs once for all series.
  package func forEach(
    of series: [HistorySeries], inRuns names: [String],
    _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void
  ) throws {
    let wanted = Set(series)
    let positions = Dictionary(zip(names, names.indices)) { first, _ in first }
    var points: [HistorySeries: [HistoryPoint.Listed]] = [:]
    forEachRun { contents in
      guard let position = positions[contents.run.name] else { return }
      for row in contents.rows where wanted.contains(row.series) {
        points[row.series, default: []].append(HistoryPoint.Listed(position: position, point: row.point))
      }
    }
    for series in series {
      if let points = points[series] { try body(series, points.inOrder) }
    }
  }

  package func contents(ofRun name: String) throws -> RunContents? {
    // A log has the name of its run, unless somebody renamed it.
    let log = state.eventLog(run: name)
    if !name.contains("/"), let contents = try? RunContents.read(log: log), contents.run.name == name {
      return contents
    }
    var found: RunContents?
    forEachRun { contents in
      if contents.run.name == name { found = contents }
    }
    return found
  }

  private func forEachRun(_ body: (RunContents) -> Void) {
    problems = []
    var logs: [String: URL] = [:]
    for log in state.eventLogs.reversed()
    where known.isEmpty || known[log.lastPathComponent] != RunContents.Log.bytes(of: log) {
      do {
        guard let contents = try RunContents.read(log: log) else { continue }
        if let other = logs[contents.run.name] {
          problems.append(.sameRun(log: log, as: other.lastPathComponent))
          continue
        }
        logs[contents.run.name] = log
        body(contents)
      } catch {
        problems.append(.unreadableLog(log, error as? InputError))
      }
    }
  }
}
