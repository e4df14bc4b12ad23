import Foundation

/// Welch's t test of two samples whose variances may differ.
package struct WelchTest: Equatable, Sendable {
  /// The statistic: how many standard errors the second mean lies above the first.
  package var t: Double
  /// The degrees of freedom after Welch and Satterthwaite.
  package var freedom: Double

  /// Creates the test from the moments of two samples; the variances are divided by n − 1.
  /// - Returns: `nil` for samples of fewer than two values, or without any variance.
  package init?(
    first: (mean: Double, variance: Double, count: Int), second: (mean: Double, variance: Double, count: Int)
  ) {
    guard first.count > 1, second.count > 1 else { return nil }
    let (a, b) = (first.variance / Double(first.count), second.variance / Double(second.count))
    guard a + b > 0 else { return nil }
    t = (second.mean - first.mean) / (a + b).squareRoot()
    freedom = (a + b) * (a + b) / (a * a / Double(first.count - 1) + b * b / Double(second.count - 1))
  }

  /// The one-sided p value of "the second is greater".
  package var greater: Double { StudentT.upperTail(t, freedom: freedom) }
}

/// Student's t distribution.
package enum StudentT {
  /// The probability of a value above `t`.
  ///
  /// Half the regularised incomplete beta function at `ν/(ν + t²)` (Abramowitz and Stegun, 26.7.1).
  package static func upperTail(_ t: Double, freedom: Double) -> Double {
    let tail = IncompleteBeta.regularised(freedom / (freedom + t * t), a: freedom / 2, b: 0.5) / 2
    return t > 0 ? tail : 1 - tail
  }

  /// The value that the magnitude exceeds with a probability in 0…1; the inverse of ``upperTail(_:freedom:)`` on both
  /// sides.
  package static func value(outside probability: Double, freedom: Double) -> Double {
    let share = IncompleteBeta.quantile(probability, a: freedom / 2, b: 0.5)
    return (freedom * (1 - share) / share).squareRoot()
  }
}
