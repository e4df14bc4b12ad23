import Foundation

/// A growth with a size n: `n^power · log(n)^logarithms`.
package struct GrowthModel: Equatable, Sendable {
  /// The power of the size.
  package var power: Double
  /// The power of its logarithm.
  package var logarithms: Double

  package init(power: Double, logarithms: Double = 0) {
    self.power = power
    self.logarithms = logarithms
  }

  /// The cost of a size, up to a factor.
  ///
  /// The logarithm is log₂(n + 1), so that a size of 1 has a cost.
  package func cost(of size: Double) -> Double { pow(size, power) * pow(log2(size + 1), logarithms) }

  /// The exponent of the power of the size that grows as much from one size to another.
  package func exponent(from smallest: Double, to largest: Double) -> Double {
    log(cost(of: largest) / cost(of: smallest)) / log(largest / smallest)
  }
}
