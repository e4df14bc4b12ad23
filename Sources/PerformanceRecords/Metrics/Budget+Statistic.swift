import PerformanceStatistics

extension Budget {
  /// A statistic of the samples of one session.
  package enum Statistic: OpenEnumeration, Hashable {
    case minimum, p50, p90, p95, p99, maximum, mean
    case other(UnknownName)

    package static let known: [Statistic] = [.minimum, .p50, .p90, .p95, .p99, .maximum, .mean]

    /// The name in files and messages, equal to the label of the trait's argument.
    package var name: String {
      switch self {
      case .minimum: "minimum"
      case .p50: "p50"
      case .p90: "p90"
      case .p95: "p95"
      case .p99: "p99"
      case .maximum: "maximum"
      case .mean: "mean"
      case .other(let name): name.text
      }
    }

    /// The statistic of samples in any order; `nil` without samples, and for a statistic that this build does not know.
    ///
    /// Quantiles count from the best value: the p95 of a throughput is the value that 95 % of the samples reach.
    package func value(of samples: [Double], better direction: MetricDescription.Direction) -> Double? {
      guard !samples.isEmpty else { return nil }
      if self == .mean { return samples.reduce(0, +) / Double(samples.count) }
      return probability.flatMap { Quantile.value(direction == .lowerIsBetter ? $0 : 1 - $0, of: samples) }
    }

    /// The statistic of the sessions of a baseline; `nil` for one that baselines do not have.
    package func value(of session: SessionQuantiles, better direction: MetricDescription.Direction) -> Double? {
      guard let probability else { return nil }
      let wanted = direction.probability(fromBest: probability)
      return SessionQuantiles.probabilities.firstIndex { abs($0 - wanted) < 1e-9 }.map { session.values[$0] }
    }

    /// Whether baselines have the statistic of each session.
    package var isOnFile: Bool { probability.map(SessionQuantiles.probabilities.contains) ?? false }

    private var probability: Double? {
      switch self {
      case .minimum: 0
      case .p50: 0.5
      case .p90: 0.9
      case .p95: 0.95
      case .p99: 0.99
      case .maximum: 1
      case .mean, .other: nil
      }
    }
  }
}
