import PerformanceRecords

/// Separates good commits from bad ones by a metric's numbers.
///
/// A commit is bad when its number is nearer to that of the bad end than to that of the good one. If one commit made
/// all of the difference, every threshold between the two gives the same result, and this one is farthest from the
/// noise of both.
package struct BisectionRule: Equatable, Sendable {
  /// The metric.
  package let metric: MetricDescription
  /// The number of the good end.
  package let good: Double
  /// The number of the bad end.
  package let bad: Double

  /// The rule between two ends; `nil` when the bad one is not worse by more than the metric's tolerance.
  package init?(metric: MetricDescription, good: Double, bad: Double) {
    let excess = metric.direction.excess(of: bad, over: good)
    let allowance = metric.tolerance.allowance(for: good)
    guard excess > (metric.kind == .exact ? allowance.rounded(.down) : allowance) else { return nil }
    self.metric = metric
    self.good = good
    self.bad = bad
  }

  /// Whether a number is nearer to that of the bad end.
  package func isBad(_ value: Double) -> Bool { share(of: value) >= 0.5 }

  /// The position of a number between the good end, 0, and the bad end, 1.
  package func share(of value: Double) -> Double { (value - good) / (bad - good) }

  /// Half of the difference as a tolerance, for a build that is measured in turn with the good end.
  package var halfway: Tolerance {
    let half = abs(bad - good) / 2
    return good > 0 ? Tolerance(relative: half / good) : Tolerance(relative: 0, absolute: half)
  }
}
