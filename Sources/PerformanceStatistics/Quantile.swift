/// Order statistics of a finite sample.
package enum Quantile {
  /// The quantile of values that are already in ascending order, by linear interpolation between neighbours.
  ///
  /// Type 7 of Hyndman and Fan (1996), which is also the default of R and NumPy.
  /// - Parameters:
  ///   - probability: 0…1; values outside are clamped, and NaN counts as 0.
  ///   - sorted: ascending values.
  /// - Returns: `nil` for an empty sample.
  package static func value(_ probability: Double, ofSorted sorted: [Double]) -> Double? {
    guard let last = sorted.last else { return nil }
    let position = (probability > 0 ? min(probability, 1) : 0) * Double(sorted.count - 1)
    let lower = Int(position)
    guard lower + 1 < sorted.count else { return last }
    let fraction = position - Double(lower)
    let step = sorted[lower + 1] - sorted[lower]
    // Interpolates from the nearer end, so that equal neighbours yield their own value and no result passes the other
    // end:
    // a·(1 − f) + b·f differs from a in the last digit even where a = b.
    return fraction < 0.5 ? sorted[lower] + fraction * step : sorted[lower + 1] - (1 - fraction) * step
  }

  /// The quantile of unsorted values.
  package static func value(_ probability: Double, of values: [Double]) -> Double? {
    value(probability, ofSorted: values.sorted())
  }

  /// The quantiles of unsorted values at several probabilities; empty for an empty sample.
  package static func values(_ probabilities: [Double], of values: [Double]) -> [Double] {
    let sorted = values.sorted()
    return probabilities.compactMap { value($0, ofSorted: sorted) }
  }

  /// Whether values are finite and in ascending order.
  package static func areAscending(_ values: [Double]) -> Bool {
    for index in values.indices {
      guard values[index].isFinite, index == 0 || values[index - 1] <= values[index] else { return false }
    }
    return true
  }

  /// The positions of values in descending order; those of equal values stay as they are.
  package static func descendingOrder(of values: [Double]) -> [Int] {
    values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }
  }

  /// The median of the finite ones among values; `nil` without one.
  package static func medianOfFinite(_ values: [Double]) -> Double? {
    median(of: values.filter(\.isFinite))
  }

  /// The median of the values.
  package static func median(of values: [Double]) -> Double? {
    value(0.5, of: values)
  }
}
