import Foundation

/// The quantiles of the normal distribution, by which ranks are scored.
enum NormalScores {
  /// The value below which a standard normal variable lies with a probability in 0…1, exclusive.
  ///
  /// Acklam's rational approximation (2003), which is off by less than 1.2 · 10⁻⁹ of the value.
  static func quantile(_ probability: Double) -> Double {
    guard probability >= tail, probability <= 1 - tail else {
      let lower = probability < 0.5
      let q = (-2 * log(lower ? probability : 1 - probability)).squareRoot()
      var numerator = c.0 * q + c.1
      numerator = (((numerator * q + c.2) * q + c.3) * q + c.4) * q + c.5
      let value = numerator / ((((d.0 * q + d.1) * q + d.2) * q + d.3) * q + 1)
      return lower ? value : -value
    }
    let q = probability - 0.5
    let r = q * q
    var numerator = a.0 * r + a.1
    numerator = (((numerator * r + a.2) * r + a.3) * r + a.4) * r + a.5
    var denominator = b.0 * r + b.1
    denominator = (((denominator * r + b.2) * r + b.3) * r + b.4) * r + 1
    return numerator * q / denominator
  }

  /// Where the approximation of the tails begins.
  private static let tail = 0.02425
  private static let a = (
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239e+00
  )
  private static let b = (
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01
  )
  private static let c = (
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
    4.374664141464968e+00, 2.938163982698783e+00
  )
  private static let d = (
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
  )
}
