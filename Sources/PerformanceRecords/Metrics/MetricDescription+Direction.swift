import PerformanceStatistics

extension MetricDescription.Direction {
  /// The amount by which a value is worse than a reference; negative where it is better.
  package func excess(of value: Double, over reference: Double) -> Double {
    self == .lowerIsBetter ? value - reference : reference - value
  }

  /// How many times worse a value is than a reference, both above zero.
  package func times(_ value: Double, worseThan reference: Double) -> Double {
    self == .lowerIsBetter ? value / reference : reference / value
  }

  /// The value that is worse than a reference by an amount in the metric's unit.
  package func value(_ amount: Double, worseThan reference: Double) -> Double {
    self == .lowerIsBetter ? reference + amount : reference - amount
  }

  /// The best value; `nil` without any.
  package func best(of values: [Double]) -> Double? {
    self == .lowerIsBetter ? values.lowest : values.greatest
  }

  /// The values from the best to the worst.
  package func bestFirst(_ values: [Double]) -> [Double] {
    self == .lowerIsBetter ? values.ascending : values.descending
  }

  /// The probability of the quantile that is as far from the best value as the given one is from the lowest.
  package func probability(fromBest probability: Double) -> Double {
    self == .lowerIsBetter ? probability : 1 - probability
  }
}

extension MetricDescription {
  /// The number that represents one value of each session; `nil` without any.
  package func representative(of values: [Double]) -> Double? {
    switch summary {
    case .best: direction.best(of: values)
    case .median: Quantile.median(of: values)
    }
  }
}
