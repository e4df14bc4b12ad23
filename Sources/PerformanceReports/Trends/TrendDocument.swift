import PerformanceRecords
import PerformanceRegression
import PerformanceTrends

/// Series with their analysis as JSON.
package struct TrendDocument: Encodable {
  /// The value of `schema` in the document.
  package static let schema = "swift-performance-testing/trend"
  /// The version of the document's schema.
  package static let version = 1

  private let axis: TrendAxis
  private let period: Range<Int>
  private let trends: [Trend]
  private let moved: [MovedForm]
  private let unchanged: Int?

  /// The document of series.
  package init(_ trends: [Trend], on axis: TrendAxis, period: Range<Int>) {
    self.axis = axis
    self.period = period
    self.trends = trends
    moved = []
    unchanged = nil
  }

  /// The document of a digest: its series, the worst first, each once.
  package init(_ digest: TrendDigest) {
    axis = digest.axis
    period = digest.period
    var shown: [Trend] = []
    var moved: [MovedForm] = []
    for row in digest.rows {
      switch row.content {
      case .change(let trend, _), .drift(let trend, _):
        let isShown = shown.contains { other in
          other.benchmark == trend.benchmark && other.metric == trend.metric && other.environment == trend.environment
        }
        if !isShown { shown.append(trend) }
      case .moved(let cost, let suite, let metric, let environment):
        moved.append(MovedForm(cost, suite: suite, metric: metric.name, environment: environment))
      }
    }
    trends = shown
    self.moved = moved
    unchanged = digest.seriesCount - shown.count
  }

  private enum Key: String, CodingKey {
    case schema, version, branch, leftOut, positions, period, series, moved, unchanged
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(Self.version, forKey: .version)
    try container.encodeIfPresent(axis.branch, forKey: .branch)
    let leftOut = axis.leftOut.map { ($0.key.rawValue, $0.value) }
    try container.encode(Dictionary(leftOut) { first, _ in first }, forKey: .leftOut)
    try container.encode(axis.positions.map(PositionForm.init), forKey: .positions)
    try container.encode(["first": period.lowerBound, "count": period.count], forKey: .period)
    try container.encode(trends.map(SeriesForm.init), forKey: .series)
    if !moved.isEmpty { try container.encode(moved, forKey: .moved) }
    try container.encodeIfPresent(unchanged, forKey: .unchanged)
  }
}

private struct PositionForm: Encodable {
  var revision: String?
  var number: Int?
  var dirty: Bool?
  var time: Double?
  var runs: [String]

  init(_ position: TrendAxis.Position) {
    (revision, number, time, runs) = (position.revision, position.number, position.time, position.runs)
    dirty = position.isDirty ? true : nil
  }
}

private struct SeriesForm: Encodable {
  struct Level: Encodable {
    var position: Int
    var value: Double

    init(_ level: Drift.Level) { (position, value) = (level.index, level.value) }
  }

  struct Segment: Encodable {
    var first: Int
    var last: Int
    var level: Double
  }

  struct Function: Encodable {
    var name: String
    var change: Int
  }

  struct Change: Encodable {
    var last: Int
    var index: Int
    var before: Double
    var after: Double
    var ratio: Double?
    var effect: String
    var certainty: String
    var wentAway: Bool
    var functions: [Function]?
  }

  struct Slope: Encodable {
    var value: Double
    var interval: [Double]?

    init(_ slope: TrendLine.Slope) {
      (value, interval) = (slope.value, slope.interval.map { [$0.lowerBound, $0.upperBound] })
    }
  }

  struct DriftForm: Encodable {
    var best: Level
    var current: Level
    var accumulated: Double?
    var gradual: Double?
    var since: Int
    var perRun: Slope?
    var perWeek: Slope?
    var probability: Double?
    var isDrifting: Bool

    init(_ drift: Drift) {
      (best, current) = (Level(drift.best), Level(drift.current))
      (accumulated, gradual, since) = (drift.accumulated, drift.gradual, drift.since)
      perRun = (drift.line?.perPoint).map(Slope.init)
      perWeek = (drift.line?.perWeek).map(Slope.init)
      probability = drift.line?.probability
      isDrifting = drift.line?.isDrifting ?? false
    }
  }

  struct Forecast: Encodable {
    var statistic: String
    var limit: Double
    var runs: Int
    var interval: [Int]

    init(_ forecast: Trend.Forecast) {
      (statistic, limit) = (forecast.budget.statistic.name, forecast.budget.limit)
      (runs, interval) = (forecast.runs, [forecast.interval.lowerBound, forecast.interval.upperBound])
    }
  }

  var benchmark: BenchmarkID?
  var metric: String
  var unit: String
  var direction: MetricDescription.Direction
  var environment: String
  var values: [Double?]
  var baseline: Double?
  var segments: [Segment]
  var changes: [Change]
  var drift: DriftForm?
  var forecasts: [Forecast]

  init(_ trend: Trend) {
    benchmark = trend.benchmark
    (metric, unit, direction) = (trend.metric.name, trend.metric.unit.rawValue, trend.metric.direction)
    environment = trend.environment
    values = trend.values.map { $0.isFinite ? $0 : nil }
    baseline = trend.baseline
    segments = trend.segments.map {
      Segment(first: $0.positions.lowerBound, last: $0.positions.upperBound, level: $0.level)
    }
    changes = trend.changes.map { change in
      Change(
        last: change.last, index: change.index, before: change.before, after: change.after, ratio: change.ratio,
        effect: "\(change.effect(trend.metric.direction))", certainty: "\(change.certainty)",
        wentAway: change.wentAway,
        functions: trend.causes[change.index].map {
          $0.causes(atMost: 3).map { Function(name: $0.name, change: $0.change) }
        })
    }
    drift = trend.drift.map(DriftForm.init)
    forecasts = trend.forecasts.map(Forecast.init)
  }
}

private struct MovedForm: Encodable {
  struct Row: Encodable {
    var name: String
    var position: Int
    var before: Double
    var after: Double

    init(_ row: MovedCost.Row) { (name, position, before, after) = (row.name, row.position, row.before, row.after) }
  }

  var suite: String
  var metric: String
  var environment: String
  var lighter: [Row]
  var heavier: [Row]
  var remainder: Double

  init(_ cost: MovedCost, suite: String, metric: String, environment: String) {
    (self.suite, self.metric, self.environment) = (suite, metric, environment)
    (lighter, heavier) = (cost.lighter.map(Row.init), cost.heavier.map(Row.init))
    remainder = cost.remainder
  }
}
