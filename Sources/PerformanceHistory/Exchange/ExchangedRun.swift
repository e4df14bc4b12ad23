import Foundation
import PerformanceRecords
import PerformanceSystem

/// A run in the form in which histories exchange it: one line of JSON.
///
/// The parts of a series are listed once in a line, and points have their positions. Statistics are differences from the
/// point's value in single precision, as in the index, so that a run is the same after an exchange.
package struct ExchangedRun: Equatable, Sendable {
  /// Marks a line of this form.
  package static let schema = "swift-performance-testing/history-run"
  /// The version that this build reads and writes.
  package static let version = 1

  /// The amount of detail in a line.
  package enum Detail: Sendable {
    /// Points with their statistics.
    case numbers
    /// The sessions with their samples as well. Summaries of sessions alone would triple the size of a line.
    case samples
  }

  /// The run. It came from no log of this machine.
  package private(set) var contents: RunContents
  private let detail: Detail

  /// Prepares a run for an exchange.
  package init(_ contents: RunContents, detail: Detail) {
    self.contents = contents
    self.detail = detail
  }

  /// Reads a line.
  /// - Throws: ``ExchangeProblem``.
  package init(line: Data) throws {
    do {
      self = try JSONFile.decode(ExchangedRun.self, from: line, file: "", remedy: "")
    } catch let error as InputError {
      throw ExchangeProblem.undecodable(key: error.key, problem: error.problem)
    }
  }

  /// The line, without a line feed. Equal runs give equal bytes.
  package func line() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}

// MARK: - Coding

extension ExchangedRun: Codable {
  fileprivate enum Key: String, CodingKey {
    case schema, version, run, start, benchmarks, metrics, environments, points, verdicts
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encode(ExchangedHead(contents.run), forKey: .run)
    try container.encodeIfPresent(contents.start, forKey: .start)
    var parts = SeriesParts()
    let points = contents.rows.map { ExchangedPoint($0, parts.positions(of: $0.series), detail) }
    try container.encode(parts.benchmarks.values, forKey: .benchmarks)
    try container.encode(parts.metrics.values, forKey: .metrics)
    try container.encode(parts.environments.values, forKey: .environments)
    try container.encode(points, forKey: .points)
    try container.encode(contents.verdicts.map(ExchangedVerdict.init), forKey: .verdicts)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard try container.decodeIfPresent(String.self, forKey: .schema) == Self.schema else {
      throw ExchangeProblem.otherFormat
    }
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else { throw ExchangeProblem.otherVersion(version) }
    let run = try container.decode(ExchangedHead.self, forKey: .run).run()
    let start = try container.decodeIfPresent(RunStart.self, forKey: .start)
    let parts = SeriesParts(
      benchmarks: try container.decode([BenchmarkID].self, forKey: .benchmarks),
      metrics: try container.decode([ExchangedMetric].self, forKey: .metrics),
      environments: try container.decode([String].self, forKey: .environments))
    let points = try container.decode([ExchangedPoint].self, forKey: .points)
    var seen: Set<HistorySeries> = []
    let rows = try points.enumerated().map { index, point in
      let row = try point.row(at: index, parts)
      guard seen.insert(row.series).inserted else { throw ExchangeProblem.sameSeries(index: index) }
      return row
    }
    let verdicts = try container.decode([ExchangedVerdict].self, forKey: .verdicts).map(\.verdict)
    contents = RunContents(run: run, start: start, rows: rows.sorted(by: \.series), verdicts: verdicts)
    detail = .samples
  }
}

// MARK: - The parts of series

/// The benchmarks, metrics and environments of a line, which points have the positions of.
struct SeriesParts {
  /// The position of a series' parts.
  struct Positions: Equatable {
    var benchmark: Int
    var metric: Int
    var environment: Int
  }

  private(set) var benchmarks = Interned<BenchmarkID>()
  private(set) var metrics = Interned<ExchangedMetric>()
  private(set) var environments = Interned<String>()

  init() {}

  init(benchmarks: [BenchmarkID], metrics: [ExchangedMetric], environments: [String]) {
    self.benchmarks.values = benchmarks
    self.metrics.values = metrics
    self.environments.values = environments
  }

  /// The positions of a series' parts, which are added where they are new.
  mutating func positions(of series: HistorySeries) -> Positions {
    Positions(
      benchmark: benchmarks.position(of: series.benchmark), metric: metrics.position(of: ExchangedMetric(series)),
      environment: environments.position(of: series.environment))
  }

  /// The series with its parts at these positions; `nil` where a list is shorter.
  func series(_ positions: Positions) -> HistorySeries? {
    guard benchmarks.values.indices.contains(positions.benchmark),
      metrics.values.indices.contains(positions.metric),
      environments.values.indices.contains(positions.environment)
    else { return nil }
    let metric = metrics.values[positions.metric]
    return HistorySeries(
      benchmark: benchmarks.values[positions.benchmark], metric: metric.name, unit: metric.unit,
      direction: metric.direction, kind: metric.kind, relativeTo: metric.relativeTo,
      environment: environments.values[positions.environment])
  }
}

/// Values that are listed once.
struct Interned<Value: Hashable> {
  var values: [Value] = []
  private var known: [Value: Int] = [:]

  mutating func position(of value: Value) -> Int {
    if let position = known[value] { return position }
    known[value] = values.count
    values.append(value)
    return values.count - 1
  }
}

/// The metric of a series.
struct ExchangedMetric: Codable, Hashable {
  let name: String
  let unit: MetricUnit
  let direction: MetricDescription.Direction
  let kind: MetricDescription.Kind
  let relativeTo: MetricReference?

  init(_ series: HistorySeries) {
    name = series.metric
    unit = series.unit
    direction = series.direction
    kind = series.kind
    relativeTo = series.relativeTo
  }

  /// By what differs between the metrics of a run.
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
