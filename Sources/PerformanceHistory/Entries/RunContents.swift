import Foundation
import PerformanceRecords

/// Everything that the history keeps of one run.
package struct RunContents: Equatable, Sendable {
  /// The run.
  package var run: HistoryRun
  /// The start of the run as logged; `nil` where the log has no beginning.
  package var start: RunStart?
  /// Its results, ordered by series.
  package var rows: [Row]
  /// The verdicts that belong to no point, in the order reached.
  package var verdicts: [HistoryVerdict]
  /// The log that it was read from; `nil` for a run from elsewhere.
  package var log: Log?

  /// The results of one series.
  package struct Row: Equatable, Sendable {
    /// The series.
    package var series: HistorySeries
    /// The result of the new build.
    package var point: HistoryPoint
    /// The summaries of the sessions of both builds, as ``CompactSessions`` writes them.
    package var summaries: [UInt8]
    /// The samples of the same sessions, as ``CompactSamples`` writes them; empty where they were not kept.
    package var samples: [UInt8]

    package init(series: HistorySeries, point: HistoryPoint, summaries: [UInt8] = [], samples: [UInt8] = []) {
      self.series = series
      self.point = point
      self.summaries = summaries
      self.samples = samples
    }
  }

  /// The state of a log when it was read.
  package struct Log: Hashable, Sendable {
    /// The name of the file.
    package var name: String
    /// Its length, of which at least that much was read.
    package var bytes: Int

    package init(name: String, bytes: Int) {
      self.name = name
      self.bytes = bytes
    }
  }

  package init(
    run: HistoryRun, start: RunStart? = nil, rows: [Row] = [], verdicts: [HistoryVerdict] = [], log: Log? = nil
  ) {
    self.run = run
    self.start = start
    self.rows = rows
    self.verdicts = verdicts
    self.log = log
  }

  /// The contents of a record; `nil` for one without events.
  package init?(_ record: RunRecord, log: Log? = nil) {
    guard let run = HistoryRun(record) else { return nil }
    self.init(run: run, start: record.start, log: log)
    if let environment = record.start?.environment, run.slowdown == 1 {
      rows = record.headBenchmarks.flatMap { Self.rows(of: record.benchmark($0), in: environment) }.sorted(by: \.series)
    }
    let covered = Set(rows.map { Subject(benchmark: $0.series.benchmark, metric: $0.series.metric) })
    verdicts = record.verdicts.filter { verdict in
      guard verdict.budget == nil, let benchmark = verdict.benchmark, let metric = verdict.metric else { return true }
      return !covered.contains(Subject(benchmark: benchmark, metric: metric.name))
    }.map { HistoryVerdict($0) }
  }

  private struct Subject: Hashable {
    let benchmark: BenchmarkID
    let metric: String
  }

  private static func rows(of benchmark: BenchmarkRecord, in environment: RunEnvironment) -> [Row] {
    var series: [HistorySeries: [SessionReading]] = [:]
    for event in benchmark.sessions {
      for reading in event.session.readings {
        guard let quantiles = SessionQuantiles(samples: reading.values) else { continue }
        series[HistorySeries(reading, of: event.session, in: environment), default: []].append(
          SessionReading(
            session: HistorySession(
              side: event.side, round: event.round, iterations: event.session.iterations, quantiles: quantiles),
            samples: reading.values))
      }
    }
    return series.compactMap { row($0, $1, verdict: benchmark.comparison(of: $0.metric)) }
  }

  private struct SessionReading {
    let session: HistorySession
    let samples: [Double]
  }

  /// The row of a series; `nil` where only the old build was measured.
  private static func row(_ series: HistorySeries, _ readings: [SessionReading], verdict: Verdict?) -> Row? {
    let head = readings.filter { $0.session.side == .head }.map { ($0.samples, $0.session.quantiles) }
    guard var point = HistoryPoint(sessions: head, direction: series.direction) else { return nil }
    (point.outcome, point.reason, point.baseline) = (verdict?.outcome, verdict?.reason, verdict?.baseline)
    return Row(
      series: series, point: point, summaries: CompactSessions.bytes(of: readings.map(\.session)),
      samples: CompactSamples.bytes(of: readings.map(\.samples)) ?? [])
  }
}

extension BenchmarkRecord {
  /// The verdict of comparing a metric, which is none on its budgets.
  fileprivate func comparison(of metric: String) -> Verdict? {
    verdicts.first { $0.metric?.name == metric && $0.budget == nil }
  }
}
