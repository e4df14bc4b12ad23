import PerformanceRecords
import PerformanceStatistics
import PerformanceSystem

/// The numbers of one entry of Google Benchmark: two times in nanoseconds, and counters.
struct GoogleBenchmarkNumbers {
  /// A statistic of several entries.
  enum Aggregate: String, CaseIterable {
    case mean, median, stddev, cv

    func value(of values: [Double]) -> Double {
      let moments = SampleMoments(values)
      let (mean, deviation) = (moments?.mean ?? 0, moments?.deviation ?? 0)
      return switch self {
      case .mean: mean
      case .median: Quantile.median(of: values) ?? 0
      case .stddev: deviation
      case .cv: mean == 0 ? 0 : deviation / mean
      }
    }
  }

  private static let cpuTime = "cpuTime"
  /// The keys of an entry that no counter may take.
  private static let keys: Set<String> = [
    "name", "run_name", "run_type", "family_index", "per_family_instance_index", "repetitions", "repetition_index",
    "threads", "iterations", "time_unit", "real_time", "cpu_time", "aggregate_name", "aggregate_unit", "label",
    "error_occurred", "error_message",
  ]

  private let realTime: Double
  private let cpuTime: Double
  private let counters: [String: Double]

  /// The best samples of a session, and the counts of the benchmark that another pass read.
  init(_ session: MeasuredBenchmark.Session, of benchmark: MeasuredBenchmark) {
    func best(_ metric: MeasuredMetric) -> Double? {
      let description = metric.description
      guard let values = session.values(of: description.name) else {
        return description.kind == .exact ? metric.value : nil
      }
      return description.direction.best(of: values)
    }
    var numbers: [String: Double] = [:]
    for metric in benchmark.metrics { numbers[metric.description.name] = best(metric) }
    let realTime = numbers.removeValue(forKey: MetricDescription.wallClock) ?? 0
    self.realTime = realTime
    cpuTime = numbers.removeValue(forKey: Self.cpuTime) ?? realTime
    counters = numbers
  }

  /// An aggregate of the numbers of several entries.
  init(_ all: [GoogleBenchmarkNumbers], _ aggregate: Aggregate) {
    realTime = aggregate.value(of: all.map(\.realTime))
    cpuTime = aggregate.value(of: all.map(\.cpuTime))
    counters = Dictionary(grouping: all.flatMap(\.counters), by: \.key).mapValues {
      aggregate.value(of: $0.map(\.value))
    }
  }

  /// The members of the entry that have numbers.
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = ["real_time": JSONValue(realTime), "cpu_time": JSONValue(cpuTime)]
    for (name, value) in counters { members[Self.keys.contains(name) ? "metric." + name : name] = JSONValue(value) }
    return members
  }
}
