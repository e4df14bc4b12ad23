import PerformanceRecords
import PerformanceStatistics

/// The costs of a series of benchmarks.
struct GrowthCosts {
  /// The numbers that are costs.
  enum Basis {
    case counts, times

    /// The metric, for a series of which no session has read it.
    fileprivate var metric: MetricDescription {
      switch self {
      case .counts: MetricDescription(name: CountedMetric.instructions, unit: .count)
      case .times: MetricDescription(name: MetricDescription.wallClock, unit: .nanoseconds)
      }
    }
  }

  let series: GrowthSeries
  let metric: MetricDescription
  /// The costs, from the smallest size to the largest.
  private(set) var points: [GrowthFit.Point] = []
  /// The number of sessions of the benchmark with the fewest.
  private(set) var sessions: Int
  /// Whether several sessions of each size came close to its best cost.
  private(set) var isFloorKnown = true
  /// Whether a benchmark has no size.
  private(set) var lacksSize = false

  /// Collects the costs of a series from the sessions of each of its benchmarks.
  init(of series: GrowthSeries, in benchmarks: [[BenchmarkSession]], by basis: Basis) {
    let usual = basis.metric
    self.series = series
    metric = benchmarks.lazy.flatMap { $0 }.compactMap { $0.reading(usual.name)?.metric }.first ?? usual
    sessions = benchmarks.map(\.count).min() ?? 0
    for sessions in benchmarks {
      guard let size = sessions.first?.growth?.size else {
        lacksSize = true
        continue
      }
      let readings = sessions.compactMap { $0.reading(usual.name) }
      switch basis {
      case .counts: add(counts: readings.compactMap(\.count), of: size)
      case .times: add(times: readings.compactMap(\.summary), of: size)
      }
    }
    points.sort { ($0.size, $0.cost) < ($1.size, $1.cost) }
  }

  private mutating func add(counts: [Double], of size: Double) {
    guard let count = Quantile.median(of: counts) else { return }
    points.append(GrowthFit.Point(size: size, cost: count))
  }

  private mutating func add(times: [Double], of size: Double) {
    sessions = min(sessions, times.count)
    guard let best = times.min() else { return }
    points.append(GrowthFit.Point(size: size, cost: best))
    let hits = times.count { $0 <= best * (1 + GrowthRule.floorShare) }
    if hits < GrowthRule.floorHits { isFloorKnown = false }
  }

  /// Whether the sizes suffice to judge the growth.
  var isEnough: Bool {
    let sizes = Set(points.map(\.size).filter { $0 > 0 })
    guard !lacksSize, sizes.count >= GrowthRule.fewestSizes, let least = sizes.min(), let most = sizes.max() else {
      return false
    }
    return most >= GrowthRule.span * least
  }
}
