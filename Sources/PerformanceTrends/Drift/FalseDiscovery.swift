/// Which of many tests found something, so that few of those are due to chance.
package enum FalseDiscovery {
  /// Whether each test of a family counts, by the procedure of Benjamini and Hochberg (1995).
  ///
  /// At 0.05 a twentieth of a thousand series without a trend would be called drifting. Here at most a twentieth of those
  /// that are called drifting is.
  /// - Parameters:
  ///   - probabilities: that of each test's result by chance.
  ///   - rate: the expected part of false ones among those that count.
  package static func accepted(_ probabilities: [Double], rate: Double = 0.05) -> [Bool] {
    let ascending = probabilities.sorted()
    let last = ascending.indices.last { ascending[$0] <= rate * Double($0 + 1) / Double(ascending.count) }
    guard let last else { return probabilities.map { _ in false } }
    return probabilities.map { $0 <= ascending[last] }
  }
}
