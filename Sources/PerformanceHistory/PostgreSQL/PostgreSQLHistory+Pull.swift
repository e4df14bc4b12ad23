import Foundation
import PerformanceRecords

extension PostgreSQLHistory {
  /// The contents of runs, as far as the database has them.
  /// - Returns: Those that can be read, and the names of the others.
  /// - Throws: ``PostgreSQLError``.
  package func contents(ofRuns names: [String]) throws -> (runs: [RunContents], unreadable: [String]) {
    try connection.transaction("ISOLATION LEVEL REPEATABLE READ READ ONLY") {
      let list = "ARRAY[" + names.indices.map { "$\($0 + 1)" }.joined(separator: ",") + "]::text[]"
      let rows = try connection.rows("\(Self.selectRuns) WHERE name = ANY (\(list)) ORDER BY time, id", names)
      var runs: [RunContents] = []
      var unreadable: [String] = []
      for row in rows {
        var columns = Columns(row)
        let id = columns.integer()
        guard let id, var contents = Self.contents(&columns) else {
          unreadable.append((row.count > 1 ? row[1] : nil) ?? "")
          continue
        }
        let points = try connection.rows(Self.selectPoints, ["\(id)"]).map(Self.row)
        let verdicts = try connection.rows(Self.selectVerdicts, ["\(id)"]).map(Self.verdict)
        guard points.allSatisfy({ $0 != nil }), verdicts.allSatisfy({ $0 != nil }) else {
          unreadable.append(contents.run.name)
          continue
        }
        contents.rows = points.compactMap { $0 }.sorted(by: \.series)
        contents.verdicts = verdicts.compactMap { $0 }
        runs.append(contents)
      }
      return (runs, unreadable)
    }
  }

  private static let selectRuns = """
    SELECT id, name, time, seconds, finished, mode, revision, branch, dirty, position, provider, build, change,
    toolchain, machine, slowdown, start FROM perftest.run
    """

  private static let selectPoints = """
    SELECT module, suite, test, label, metric, unit, direction, kind, relative, environment, value, sessions, samples,
    minimum, mean, p50, p95, p99, maximum, mad, outcome, reason, baseline, session_bytes, sample_bytes
    FROM perftest.point JOIN perftest.series ON series.id = point.series
    JOIN perftest.benchmark ON benchmark.id = series.benchmark WHERE point.run = $1::bigint
    """

  private static let selectVerdicts = """
    SELECT module, suite, test, label, whole, metric, budget, outcome, reason, baseline, now
    FROM perftest.verdict JOIN perftest.benchmark ON benchmark.id = verdict.benchmark
    WHERE run = $1::bigint ORDER BY ordinal
    """

  // MARK: - Rows

  private static func contents(_ row: inout Columns) -> RunContents? {
    guard let name = row.text(), let time = row.number(), let seconds = row.number(), let finished = row.flag(),
      let mode = row.text()
    else { return nil }
    var provenance = RunProvenance()
    provenance.revision = row.text()
    provenance.branch = row.text()
    provenance.dirty = row.flag()
    provenance.position = row.integer()
    provenance.provider = row.text()
    provenance.buildURL = row.text()
    provenance.change = row.text()
    guard let toolchain = row.text(), let machine = row.text(), let slowdown = row.number() else { return nil }
    let run = HistoryRun(
      name: name, time: time, seconds: seconds, isFinished: finished, mode: mode, provenance: provenance,
      toolchain: toolchain, machine: machine, slowdown: slowdown)
    guard let text = row.text() else { return RunContents(run: run) }
    guard let start = try? JSONDecoder().decode(RunStart.self, from: Data(text.utf8)) else { return nil }
    return RunContents(run: run, start: start)
  }

  private static func row(_ values: PostgreSQLConnection.Row) -> RunContents.Row? {
    var row = Columns(values)
    guard let benchmark = benchmark(&row), let metric = row.text(), let unit = row.text(),
      let direction = row.text().flatMap({ MetricDescription.Direction(rawValue: $0) }),
      let kind = row.text().flatMap({ MetricDescription.Kind(rawValue: $0) }), let relative = row.text(),
      let environment = row.text(), let value = row.number(), let sessions = row.integer(),
      let samples = row.integer()
    else { return nil }
    var numbers: [Double] = []
    for _ in 0..<7 { if let number = row.number() { numbers.append(number) } }
    guard numbers.count == 7 else { return nil }
    let differences = numbers[..<6].map { Float(bounded: $0 - value) } + [Float(bounded: numbers[6])]
    guard let statistics = PointStatistics(differences: differences, around: value) else { return nil }
    let outcome = row.text().map { Verdict.Outcome(name: $0) }
    let reason = row.text().map { Verdict.Reason(name: $0) }
    let baseline = row.number()
    guard let summaryBytes = row.bytes(), let sampleBytes = row.bytes(),
      SeriesSessions(summaries: summaryBytes, samples: sampleBytes) != nil
    else { return nil }
    return RunContents.Row(
      series: HistorySeries(
        benchmark: benchmark, metric: metric, unit: MetricUnit(unit), direction: direction, kind: kind,
        relativeTo: relative.isEmpty ? nil : MetricReference(name: relative), environment: environment),
      point: HistoryPoint(
        value: value, sessions: sessions, samples: samples, statistics: statistics, outcome: outcome, reason: reason,
        baseline: baseline),
      summaries: summaryBytes, samples: sampleBytes)
  }

  private static func verdict(_ values: PostgreSQLConnection.Row) -> HistoryVerdict? {
    var row = Columns(values)
    guard let benchmark = benchmark(&row), let isWhole = row.flag() else { return nil }
    let (metric, budget) = (row.text(), row.text())
    guard let outcome = row.text(), let reason = row.text() else { return nil }
    return HistoryVerdict(
      subject: isWhole ? .function(benchmark.function) : .benchmark(benchmark), metric: metric,
      budget: budget.map { Budget.Statistic(name: $0) }, outcome: Verdict.Outcome(name: outcome),
      reason: Verdict.Reason(name: reason), baseline: row.number(), now: row.number())
  }

  private static func benchmark(_ row: inout Columns) -> BenchmarkID? {
    guard let module = row.text(), let suite = row.text(), let test = row.text() else { return nil }
    return BenchmarkID(module: module, suite: IndexNames.suite(suite), test: test, label: row.text())
  }
}

/// The values of a row, read one after the other; `nil` for a null and for what is no such value.
private struct Columns {
  private var rest: ArraySlice<String?>

  init(_ row: PostgreSQLConnection.Row) { rest = row[...] }

  mutating func text() -> String? { rest.popFirst() ?? nil }

  mutating func integer() -> Int? { text().flatMap { Int($0) } }

  mutating func number() -> Double? { text().flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }

  mutating func flag() -> Bool? { text().map { $0 == "t" } }

  /// The bytes of `\x6162`; none for a null, `nil` for another text.
  mutating func bytes() -> [UInt8]? {
    guard let text = text() else { return [] }
    guard text.hasPrefix(#"\x"#), text.utf8.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var digits = Array(text.utf8.dropFirst(2))[...]
    while let high = digits.popFirst(), let low = digits.popFirst() {
      guard let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
    }
    return bytes
  }
}
