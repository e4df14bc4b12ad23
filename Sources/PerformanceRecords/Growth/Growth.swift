import PerformanceStatistics

/// The growth of a function's costs with their size, beside the declared one.
package struct Growth: Equatable, Sendable, Codable {
  /// The fastest growth that is allowed.
  package var declared: GrowthClass
  /// The metric whose values are the costs: instructions, or else the time.
  package var cost: MetricDescription
  /// The cost of each size, from the smallest to the largest.
  package var points: [GrowthFit.Point]
  /// The fitted growth; `nil` where the sizes do not suffice.
  package var fit: GrowthFit?
  /// The class whose growth is nearest to that of the costs; `nil` without a fit.
  package var nearest: GrowthClass?
  /// The name of the series: the other arguments, or the line of the `measure` call; `nil` where the function has one
  /// series only.
  package var series: String?

  package init(
    declared: GrowthClass, cost: MetricDescription, points: [GrowthFit.Point], fit: GrowthFit? = nil,
    nearest: GrowthClass? = nil, series: String? = nil
  ) {
    self.declared = declared
    self.cost = cost
    self.points = points
    self.fit = fit
    self.nearest = nearest
    self.series = series
  }

  /// The exponent as a metric of a function; it is as exact as the costs are.
  package static func metric(of cost: MetricDescription) -> MetricDescription {
    MetricDescription(
      name: "growth", unit: MetricUnit("exponent"), kind: cost.kind, tolerance: Tolerance(relative: 0))
  }
}

extension Verdict {
  /// The growth that the verdict is about; `nil` for all others.
  package var growth: Growth? { if case .growth(let growth)? = detail { growth } else { nil } }

  /// The name of the metric whose readings decide it.
  package var readMetric: String? { growth?.cost.name ?? metric?.name }
}
