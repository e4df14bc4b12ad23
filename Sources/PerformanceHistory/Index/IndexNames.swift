import Foundation
import PerformanceRecords

/// The numbers of benchmarks, series and words, for the time of one transaction.
struct IndexNames {
  private let connection: SQLiteConnection
  private var benchmarks: [BenchmarkID: Int] = [:]
  private var series: [HistorySeries: Int] = [:]
  private var words: [String: Int] = [:]
  private var greatest = (benchmark: 0, series: 0, word: 0)

  /// Reads all numbers.
  /// - Throws: ``SQLiteError``.
  init(_ connection: SQLiteConnection) throws {
    self.connection = connection
    let ids = try Self.benchmarks(connection)
    for (number, id) in ids { benchmarks[id] = number }
    greatest.benchmark = ids.keys.max() ?? 0
    try connection.statement("SELECT \(Self.seriesColumns), series.id FROM series").forEachRow { row in
      greatest.series = max(greatest.series, row.integer(7))
      if let id = ids[row.integer(0)] { series[Self.series(row, of: id)] = row.integer(7) }
    }
    try connection.statement("SELECT text, id FROM word").forEachRow { row in
      words[row.text(0)] = row.integer(1)
      greatest.word = max(greatest.word, row.integer(1))
    }
  }

  // MARK: Numbers, made where there is none

  mutating func number(of benchmark: BenchmarkID) throws -> Int {
    if let number = benchmarks[benchmark] { return number }
    let number = greatest.benchmark + 1
    try connection.statement("INSERT INTO benchmark VALUES (?, ?, ?, ?, ?)")
      .bind(number).bind(benchmark.module).bind(Self.text(of: benchmark.suite)).bind(benchmark.test)
      .bind(benchmark.label).run()
    (benchmarks[benchmark], greatest.benchmark) = (number, number)
    return number
  }

  mutating func number(of series: HistorySeries) throws -> Int {
    if let number = self.series[series] { return number }
    let benchmark = try number(of: series.benchmark)
    let number = greatest.series + 1
    try connection.statement("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(number).bind(benchmark).bind(series.metric).bind(series.unit.rawValue).bind(series.direction.rawValue)
      .bind(series.kind.rawValue).bind(series.relativeTo?.name ?? "").bind(series.environment).run()
    (self.series[series], greatest.series) = (number, number)
    return number
  }

  mutating func number(of word: String) throws -> Int {
    if let number = words[word] { return number }
    let number = greatest.word + 1
    try connection.statement("INSERT INTO word VALUES (?, ?)").bind(number).bind(word).run()
    (words[word], greatest.word) = (number, number)
    return number
  }

  // MARK: Rows

  /// The columns of a series after its benchmark's number.
  static let seriesColumns = """
    series.benchmark, series.metric, series.unit, series.direction, series.kind, series.relative, series.environment
    """

  /// The series in a row that has ``seriesColumns`` from a column on.
  static func series(_ row: SQLiteStatement, of benchmark: BenchmarkID, from first: Int32 = 0) -> HistorySeries {
    HistorySeries(
      benchmark: benchmark, metric: row.text(first + 1), unit: MetricUnit(row.text(first + 2)),
      direction: MetricDescription.Direction(rawValue: row.text(first + 3)) ?? .lowerIsBetter,
      kind: MetricDescription.Kind(rawValue: row.text(first + 4)) ?? .sampled,
      relativeTo: reference(row.text(first + 5)), environment: row.text(first + 6))
  }

  private static func reference(_ name: String) -> MetricReference? {
    name.isEmpty ? nil : MetricReference(name: name)
  }

  /// The number of a benchmark; `nil` where the index has none of that name.
  static func number(of benchmark: BenchmarkID, _ connection: SQLiteConnection) throws -> Int? {
    let sql = """
      SELECT id FROM benchmark WHERE module = ? AND suite = ? AND test = ? AND (label IS NULL) = ?
      AND ifnull(label, '') = ?
      """
    return try connection.statement(sql)
      .bind(benchmark.module).bind(text(of: benchmark.suite)).bind(benchmark.test)
      .bind(benchmark.label == nil ? 1 : 0).bind(benchmark.label ?? "").first { $0.integer(0) }
  }

  /// All benchmarks by number.
  static func benchmarks(_ connection: SQLiteConnection) throws -> [Int: BenchmarkID] {
    var all: [Int: BenchmarkID] = [:]
    // Many benchmarks share a suite, and decoding JSON is slow.
    var suites: [String: [String]] = [:]
    try connection.statement("SELECT id, module, suite, test, label FROM benchmark").forEachRow { row in
      let text = row.text(2)
      let names = suites[text] ?? suite(text)
      suites[text] = names
      all[row.integer(0)] = BenchmarkID(
        module: row.text(1), suite: names, test: row.text(3), label: row.optionalText(4))
    }
    return all
  }

  /// The names of suites as JSON: a name may contain any separator.
  static func text(of suite: [String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(suite), as: UTF8.self)
  }

  static func suite(_ text: String) -> [String] {
    (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? [text]
  }
}
