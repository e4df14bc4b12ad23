import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// The bytes or elements per second, by the `throughput:` of `measure`: more is better.
  ///
  /// It is the reciprocal of ``wallClock``, so only one of the two is judged: the rate where a test selects it, else the
  /// time. The other one is shown.
  public static var throughput: Metric { Metric(.rate(of: nil)) }
}

extension MetricDefinition {
  /// The rate of a body with this throughput; unavailable without a positive one.
  static func rate(of throughput: Throughput?) -> MetricDefinition {
    MetricDefinition(
      MetricDescription.throughput, unit: throughput?.unit ?? .elementsPerSecond, direction: .higherIsBetter,
      kind: .sampled,
      tolerance: .usual, pass: TimingPass()
    ) { pass in
      guard let amount = throughput?.amount, amount > 0 else { return .unavailable(.noThroughput) }
      func rate(_ nanoseconds: Double) -> Double { amount * 1e9 / nanoseconds }
      let rates = pass.wall.filter { $0 > 0 }.map(rate)
      guard let best = pass.wall.min(), let waited = pass.waitedInBestSample, best > waited else {
        return .values(rates)
      }
      return .disturbed(rates, by: rate(best - waited) - rate(best))
    }
  }

  /// Whether this is the rate, whose amount only the `measure` call knows.
  package var isRate: Bool { description.name == MetricDescription.throughput }

  /// This metric, shown and not judged.
  package var shown: MetricDefinition {
    var definition = self
    definition.description.isJudged = false
    return definition
  }

  /// The rate of this throughput, with the tolerance of this metric.
  fileprivate func rate(of throughput: Throughput?) -> MetricDefinition {
    var rate = MetricDefinition.rate(of: throughput)
    rate.description.tolerance = description.tolerance
    rate.description.isJudged = description.isJudged
    return rate
  }
}

extension [MetricDefinition] {
  /// The metrics of a `measure` call with a throughput: the rate gets its amount, and only one of the rate and the time
  /// is judged; the other one is shown.
  func measuring(_ throughput: Throughput?) -> [MetricDefinition] {
    let metrics = map { $0.isRate ? $0.rate(of: throughput) : $0 }
    guard let throughput, throughput.amount > 0 else { return metrics }
    guard let rate = metrics.first(where: \.isRate) else {
      return metrics + [MetricDefinition.rate(of: throughput).shown]
    }
    guard rate.description.isJudged else { return metrics }
    let time = Metric.wallClock.definition
    let others = metrics.filter { $0.description.name != time.description.name }
    return others + [(metrics.first { $0.description.name == time.description.name } ?? time).shown]
  }
}
