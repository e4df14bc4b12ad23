import PerformanceRecords

extension Array where Element == BenchmarkSession {
  /// The number of sessions with values of a metric. Sessions that counted instructions have no times, and timed ones
  /// have no instructions.
  func count(with metric: MetricDescription) -> Int {
    count { $0.reading(metric.name)?.values.isEmpty == false }
  }
}
