import PerformanceRecords

extension Array where Element == BenchmarkSession {
  /// How many of them have values of a metric: sessions that counted instructions have no times, and those with times no
  /// instructions.
  func count(with metric: MetricDescription) -> Int {
    count { $0.reading(metric.name)?.values.isEmpty == false }
  }
}
