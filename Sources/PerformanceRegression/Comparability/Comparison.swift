import PerformanceRecords

/// The number that a metric of a benchmark is compared with.
package enum Comparison: Equatable, Sendable {
  /// A baseline made the same way on the same kind of machine.
  /// - Parameter differences: differences of the GPU's state that may excuse a worse number.
  case against(BaselineMetric, differences: [GPUDifference] = [])
  /// A baseline exists, but its numbers are not comparable.
  case incomparable(Incomparability)
  /// Times are to be compared with another build, which cannot be used.
  case unusable(BaseProblem)
  /// A recording measured the metric but refused to file it.
  case refused(RefusedMetric)
  /// No baseline anywhere.
  case new
}
