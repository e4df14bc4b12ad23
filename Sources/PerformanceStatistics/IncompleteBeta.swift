import Foundation

/// The regularised incomplete beta function, the basis of the exact intervals of shares and of Student's t.
package enum IncompleteBeta {
  /// The probability that a beta variable with the parameters `a` and `b` is at most `x`.
  ///
  /// By the continued fraction of DiDonato and Morris (1992) in the form of Lentz's method (Press et al., Numerical
  /// Recipes, 6.4), on the side of the mean where it converges fast.
  /// - Parameters:
  ///   - x: 0…1; values outside are clamped.
  ///   - a: above 0.
  ///   - b: above 0.
  package static func regularised(_ x: Double, a: Double, b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // (a·ln x + b·ln(1 − x)) − ln B(a, b), in logarithms: the powers alone underflow from a thousand trials on.
    let front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// The `x` at which ``regularised(_:a:b:)`` is `probability`, to the last bits of a double.
  package static func quantile(_ probability: Double, a: Double, b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if regularised(middle, a: a, b: b) < probability { low = middle } else { high = middle }
    }
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let smallest = 1e-300
    func away(_ value: Double) -> Double { abs(value) < smallest ? smallest : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for m in 1...10_000 {
      let m = Double(m)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / away(1 + numerator * d)
        c = away(1 + numerator / c)
        result *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return result
  }
}
