import PerformanceRecords

extension [BenchmarkSession] {
  /// Whether the samples of each session reach the rules' length of a long session. Later sessions of a long body may
  /// read only other metrics.
  var areLong: Bool {
    let lengths = compactMap { $0.sampledNanoseconds }
    return !lengths.isEmpty && lengths.allSatisfy { $0 >= SampledRule.longSession }
  }
}

extension BenchmarkSession {
  /// The total duration of the samples; `nil` where the clock was not read.
  fileprivate var sampledNanoseconds: Double? {
    guard let times = reading("wallClock"), times.metric.unit == .nanoseconds else { return nil }
    return times.values.reduce(0, +) * Double(iterations)
  }
}
