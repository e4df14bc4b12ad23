import PerformanceRecords
import PerformanceStatistics

extension [BenchmarkSession] {
  /// Whether the samples of each session reach the rules' length of a long session. Later sessions of a long body may
  /// read only other metrics.
  var areLong: Bool {
    var areKnown = false
    for session in self {
      guard let length = session.sampledNanoseconds else { continue }
      guard length >= SampledRule.longSession else { return false }
      areKnown = true
    }
    return areKnown
  }
}

extension BenchmarkSession {
  /// The total duration of the samples; `nil` where the clock was not read.
  fileprivate var sampledNanoseconds: Double? {
    guard let times = reading(MetricDescription.wallClock), times.metric.unit == .nanoseconds else { return nil }
    return times.values.sum * Double(iterations)
  }
}
