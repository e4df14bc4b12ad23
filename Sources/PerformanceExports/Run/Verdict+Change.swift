import PerformanceRecords

extension Verdict {
  /// The change as a share of the baseline, 0.25 for 25 % more; `nil` where a number is unknown or the baseline is 0.
  var change: Double? {
    guard let baseline, let now, baseline != 0 else { return nil }
    return ((now - baseline) / baseline).roundedShare
  }

  /// The interval of ``change``.
  var changeInterval: (lower: Double, upper: Double)? {
    interval.map { (($0.lower - 1).roundedShare, ($0.upper - 1).roundedShare) }
  }
}

extension Double {
  /// A share to a billionth, below which are only errors of its subtraction.
  fileprivate var roundedShare: Double { (self * 1e9).rounded() / 1e9 }
}
