/// The exact null distribution of the number of inversions among values in random order (Kendall 1938).
package enum InversionCounts {
  /// The probabilities of 0 … n·(n − 1)/2 inversions.
  package static func distribution(of count: Int) -> [Double] {
    var probabilities = [1.0]
    var values = 1
    while values < count {
      values += 1
      // The n-th value precedes 0 … n − 1 of the earlier ones, each with the same probability.
      var next = [Double](repeating: 0, count: probabilities.count + values - 1)
      for (inversions, probability) in probabilities.enumerated() {
        for added in 0..<values { next[inversions + added] += probability / Double(values) }
      }
      probabilities = next
    }
    return probabilities
  }
}
