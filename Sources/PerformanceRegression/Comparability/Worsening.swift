import PerformanceRecords

extension MetricDescription.Direction {
  /// How many times worse a number became: 1 for no change, infinite from zero.
  package func worsening(from old: Double, to new: Double) -> Double {
    let (less, more) = self == .lowerIsBetter ? (old, new) : (new, old)
    if less == more { return 1 }
    // Growth of live bytes may be negative: of numbers below zero only the order is meaningful.
    guard less > 0, more >= 0 else { return more > less ? .infinity : 0 }
    return more / less
  }
}
