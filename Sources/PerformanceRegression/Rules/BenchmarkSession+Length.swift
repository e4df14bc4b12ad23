import PerformanceRecords

extension [BenchmarkSession] {
  /// Whether the samples of each session took as long as to be long for the rules. Later sessions of a long body may read
  /// other metrics alone.
  var areLong: Bool {
    let lengths = compactMap { $0.sampledNanoseconds }
    return !lengths.isEmpty && lengths.allSatisfy { $0 >= SampledRule.longSession }
  }
}

extension BenchmarkSession {
  /// How long the samples took together; `nil` where the clock was not read.
  fileprivate var sampledNanoseconds: Double? {
    guard let times = reading("wallClock"), times.metric.unit == .nanoseconds else { return nil }
    return times.values.reduce(0, +) * Double(iterations)
  }
}
