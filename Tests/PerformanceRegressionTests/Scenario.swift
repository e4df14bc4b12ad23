import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport

/// A benchmark with its baseline and fresh sessions, as the judge sees them.
struct Scenario: Sendable {
  var metric = Example.wallClock
  /// The best sample of each session on file; `nil` for no baseline.
  var baseline: [Double]? = Array(repeating: 100, count: 12)
  /// The range on file, for counts.
  var range: ClosedRange<Double>?
  /// One best sample for each fresh session.
  var now: [Double]
  var budgets: [Budget] = []
  var conditions: [SessionConditions] = []
  /// How much of each fresh session's value the machine's doing may be.
  var disturbance: Double?
  /// The times of the calibration loops when the times on file were recorded.
  var dependent: Double?
  var independent: Double?
  var loads: Double?
  var last = Remaining.more
  /// Whether a pair of builds will confirm.
  var confirms = false

  var sessions: [BenchmarkSession] {
    now.enumerated().map { index, value in
      Self.session(
        [MetricReading(metric, values: [value], disturbance: disturbance)], budgets: budgets,
        conditions: conditions.element(index))
    }
  }

  var finder: ComparisonFinder {
    var loaded = BaselineStore.Loaded()
    if let range {
      loaded.counts = [Example.document(machine: nil, Example.benchmark(Example.exact(range, of: metric)))]
    } else if let baseline {
      var benchmark = Example.benchmark(Example.sampled(baseline, of: metric))
      benchmark.calibration = CalibrationTimes(dependent: dependent, independent: independent, loads: loads)
      loaded.times = [Example.document(benchmark)]
    }
    return ComparisonFinder(loaded: loaded, environment: Example.environment)
  }

  var judgement: Judgement {
    BenchmarkJudge(finder: finder, confirms: confirms).judge(sessions, last)
  }

  static func session(
    _ readings: [MetricReading], budgets: [Budget] = [], conditions: SessionConditions? = nil
  ) -> BenchmarkSession {
    BenchmarkSession(
      id: Example.id, location: Example.location, iterations: 1000, readings: readings, budgets: budgets,
      conditions: conditions ?? SessionConditions())
  }
}

extension Array {
  /// The element there, or `nil` behind the end.
  func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// The same number for several sessions.
func many(_ count: Int, _ value: Double) -> [Double] { Array(repeating: value, count: count) }

/// The conditions of several sessions in which the loop of dependent arithmetic took the same time.
func many(_ count: Int, dependent: Double) -> [SessionConditions] {
  Array(repeating: SessionConditions(dependent: dependent), count: count)
}

/// The conditions of several sessions in which the loop of independent arithmetic took the same time.
func many(_ count: Int, independent: Double) -> [SessionConditions] {
  Array(repeating: SessionConditions(independent: independent), count: count)
}
