import PerformanceRecords

/// What a metric of a benchmark can be compared with.
package enum Comparison: Hashable, Sendable {
  /// A baseline made the same way on the same kind of machine.
  /// - Parameter differences: why a worse number may still be no regression, where the GPU is in another state.
  case against(BaselineMetric, differences: [GPUDifference] = [])
  /// A baseline exists, but its numbers mean something else.
  case incomparable(Incomparability)
  /// Times are compared with another build, which cannot be used.
  case unusable(BaseProblem)
  /// A recording measured it and filed nothing.
  case refused(RefusedMetric)
  /// No baseline anywhere.
  case new
}
