import Foundation
import PerformanceRecords
import PerformanceSystem

extension PostgreSQLHistory {
  /// Adds runs in one transaction; those that are there stay as they are.
  /// - Returns: The number of added runs.
  /// - Throws: ``PostgreSQLError``; then nothing was added.
  package func push(_ runs: [RunContents], detail: ExchangedRun.Detail) throws -> Int {
    for contents in runs where !contents.isStorable { throw PostgreSQLError.unstorable(contents.run.name) }
    return try connection.transaction {
      try connection.execute(PostgreSQLSchema.incoming)
      try send(runs, detail)
      // The slow part came before: others wait only while rows are inserted.
      try takeLock()
      try connection.execute(PostgreSQLSchema.addRuns)
      let times = try connection.rows("SELECT time FROM added_run").compactMap { $0[0].flatMap { Double($0) } }
      for month in Set(times.map(Month.init)) { try connection.execute(month.partition) }
      try connection.execute(PostgreSQLSchema.addResults)
      return times.count
    }
  }

  private func send(_ runs: [RunContents], _ detail: ExchangedRun.Detail) throws {
    var benchmarks = Interned<BenchmarkID>()
    var series = Interned<HistorySeries>()
    let points = runs.enumerated().flatMap { run, contents in
      contents.rows.map { CopyRow($0, series: series.position(of: $0.series), run: run, detail) }
    }
    let verdicts = runs.enumerated().flatMap { run, contents in
      contents.verdicts.enumerated().map { ordinal, verdict in
        CopyRow(verdict, run: run, ordinal: ordinal, benchmark: benchmarks.position(of: verdict.subject.id))
      }
    }
    let rows = series.values.enumerated().map { number, series in
      CopyRow(series, number: number, benchmark: benchmarks.position(of: series.benchmark))
    }
    try connection.copy(try runs.enumerated().map { try CopyRow($1, number: $0) }, into: "incoming_run")
    try connection.copy(
      try benchmarks.values.enumerated().map { try CopyRow($1, number: $0) }, into: "incoming_benchmark")
    try connection.copy(rows, into: "incoming_series")
    try connection.copy(points, into: "incoming_point")
    try connection.copy(verdicts, into: "incoming_verdict")
  }
}

/// A month in Greenwich time, and the partition of the points in it.
private struct Month: Hashable {
  let name: String
  let begin: String

  init(_ time: Double) {
    let date = Date(timeIntervalSince1970: time)
    name = date.text(utc: "yyyy_MM")
    begin = date.text(utc: "yyyy-MM") + "-01"
  }

  var partition: String {
    """
    CREATE TABLE IF NOT EXISTS perftest.point_\(name) PARTITION OF perftest.point
    FOR VALUES FROM (timestamptz '\(begin)') TO (timestamptz '\(begin)' + interval '1 month')
    """
  }
}

extension RunContents {
  /// Whether the database can store it: it has no character 0 and no time after the year 9999.
  fileprivate var isStorable: Bool { !hasNull && (0..<253_402_300_800).contains(run.time) }

  private var hasNull: Bool {
    let provenance = run.provenance
    let texts =
      [run.name, run.mode, run.toolchain, run.machine]
      + [provenance.revision, provenance.branch, provenance.provider, provenance.buildURL, provenance.change]
      .compactMap { $0 }
    return texts.contains { $0.utf8.contains(0) } || rows.contains { $0.series.hasNull }
      || verdicts.contains { $0.subject.id.hasNull || $0.metric?.utf8.contains(0) ?? false }
  }
}

extension HistorySeries {
  fileprivate var hasNull: Bool {
    benchmark.hasNull || [metric, unit.rawValue, environment].contains { $0.utf8.contains(0) }
  }
}

extension BenchmarkID {
  // The names of suites are stored as JSON, which escapes it.
  fileprivate var hasNull: Bool { [module, test, label ?? ""].contains { $0.utf8.contains(0) } }
}

// MARK: - Rows

extension CopyRow {
  fileprivate init(_ contents: RunContents, number: Int) throws {
    let run = contents.run
    let start = try contents.start.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    self.init([
      .integer(number), .text(run.name), .number(run.time), .number(run.seconds), .flag(run.isFinished),
      .text(run.mode), .text(run.provenance.revision), .text(run.provenance.branch), .flag(run.provenance.dirty),
      .integer(run.provenance.position), .text(run.provenance.provider), .text(run.provenance.buildURL),
      .text(run.provenance.change), .text(run.toolchain), .text(run.machine), .number(run.slowdown), .text(start),
    ])
  }

  fileprivate init(_ benchmark: BenchmarkID, number: Int) throws {
    self.init([
      .integer(number), .text(benchmark.module), .text(try IndexNames.text(of: benchmark.suite)),
      .text(benchmark.test), .text(benchmark.label),
    ])
  }

  fileprivate init(_ series: HistorySeries, number: Int, benchmark: Int) {
    self.init([
      .integer(number), .integer(benchmark), .text(series.metric), .text(series.unit.rawValue),
      .text(series.direction.rawValue), .text(series.kind.rawValue), .text(series.relativeTo?.name ?? ""),
      .text(series.environment),
    ])
  }

  fileprivate init(_ row: RunContents.Row, series: Int, run: Int, _ detail: ExchangedRun.Detail) {
    let (point, statistics) = (row.point, row.point.statistics)
    let (summaries, samples): ([UInt8], [UInt8]) =
      switch detail {
      case .numbers: ([], [])
      case .samples: (row.summaries, row.samples)
      }
    self.init([
      .integer(series), .integer(run), .number(point.value), .integer(point.sessions), .integer(point.samples),
      .number(statistics.minimum), .number(statistics.mean), .number(statistics.p50), .number(statistics.p95),
      .number(statistics.p99), .number(statistics.maximum), .number(statistics.mad), .text(point.outcome?.name),
      .text(point.reason?.name), .number(point.baseline), .bytes(summaries), .bytes(samples),
    ])
  }

  fileprivate init(_ verdict: HistoryVerdict, run: Int, ordinal: Int, benchmark: Int) {
    self.init([
      .integer(run), .integer(ordinal), .integer(benchmark), .flag(verdict.subject.benchmark == nil),
      .text(verdict.metric), .text(verdict.budget?.name), .text(verdict.outcome.name), .text(verdict.reason.name),
      .number(verdict.baseline), .number(verdict.now),
    ])
  }
}
