import PerformanceRecords

extension MetricDescription.Direction {
  /// How many times worse a number became: 1 for no change, infinite for what was nothing.
  package func worsening(from old: Double, to new: Double) -> Double {
    let (less, more) = self == .lowerIsBetter ? (old, new) : (new, old)
    if less == more { return 1 }
    // Live bytes may shrink: of numbers below nothing only the order says something.
    guard less > 0, more >= 0 else { return more > less ? .infinity : 0 }
    return more / less
  }
}
