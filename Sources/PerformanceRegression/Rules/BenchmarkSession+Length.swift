import PerformanceRecords

extension [BenchmarkSession] {
  /// Whether the samples of each session took as long as to be long for the rules.
  var areLong: Bool { !isEmpty && allSatisfy { $0.sampledNanoseconds >= SampledRule.longSession } }
}

extension BenchmarkSession {
  /// How long the samples took together; 0 where the clock was not read.
  fileprivate var sampledNanoseconds: Double {
    guard let times = reading("wallClock"), times.metric.unit == .nanoseconds else { return 0 }
    return times.values.reduce(0, +) * Double(iterations)
  }
}
