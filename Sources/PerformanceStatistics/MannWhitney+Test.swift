import Foundation

extension MannWhitney {
  /// The one-sided p value of "the second sample is greater", by the normal approximation with the corrections for ties
  /// and for continuity, as is usual from about ten values on.
  ///
  /// - Parameters:
  ///   - first: in ascending order.
  ///   - second: in ascending order.
  ///   - factor: a factor for each value of the second sample, above 0.
  /// - Returns: 1 for an empty sample, and where all values are equal.
  package static func greater(ofSorted first: [Double], second: [Double], times factor: Double = 1) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    let (m, n) = (Double(first.count), Double(second.count))
    var (i, j) = (0, 0)
    /// Pairs in which the second is greater; equal ones count half.
    var statistic = 0.0
    /// Σ(t³ − t) over groups of t equal values.
    var ties = 0.0
    while i < first.count || j < second.count {
      let a = i < first.count ? first[i] : .infinity
      let value = min(a, j < second.count ? second[j] * factor : .infinity)
      let (before, beforeOther) = (i, j)
      while i < first.count, first[i] == value { i += 1 }
      while j < second.count, second[j] * factor == value { j += 1 }
      guard i > before || j > beforeOther else { return 1 }  // NaN equals nothing, and the walk would never end
      statistic += Double(j - beforeOther) * (Double(before) + Double(i - before) / 2)
      let group = Double(i - before + j - beforeOther)
      ties += group * group * group - group
    }
    let total = m + n
    let variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)))
    guard variance > 0 else { return 1 }
    let z = (statistic - m * n / 2 - 0.5) / variance.squareRoot()
    return erfc(z / 2.0.squareRoot()) / 2
  }
}
