/// Numbers as text without a locale: the same digits on every machine.
package enum Digits {
  /// The number with this many significant digits; digits before the point are never rounded away.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard let decimals = decimals(of: abs(value), digits: digits) else { return "\(value)" }
    return fixed(value, decimals: decimals)
  }

  /// The number rounded to this many significant digits, digits before the point kept.
  package static func rounded(_ value: Double, digits: Int = 3) -> Double {
    guard let decimals = decimals(of: abs(value), digits: digits) else { return value }
    let scale = power(decimals)
    return (value * scale).rounded() / scale
  }

  /// The number with this many digits after the point, grouped by a thin space from 10 000 on.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (abs(value) * power(decimals)).rounded()
    guard scaled < 1e18 else { return "\(value)" }
    let (whole, fraction) = Int(scaled).quotientAndRemainder(dividingBy: Int(power(decimals)))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + grouped(whole) }
    let digits = String(fraction)
    return sign + grouped(whole) + "." + String(repeating: "0", count: decimals - digits.count) + digits
  }

  /// Digits after the point that make `digits` significant ones; `nil` where only powers of ten can write the number.
  private static func decimals(of magnitude: Double, digits: Int) -> Int? {
    guard magnitude != 0 else { return 0 }
    guard magnitude.isFinite, magnitude >= 1e-6 else { return nil }
    let limit = power(digits)
    var decimals = digits - 1
    while magnitude * power(decimals) < limit / 10 { decimals += 1 }
    // 9.996 has one digit before the point, and two when it is rounded.
    while decimals > 0, (magnitude * power(decimals)).rounded() >= limit { decimals -= 1 }
    return decimals
  }

  private static func grouped(_ value: Int) -> String {
    guard value >= 10_000 else { return String(value) }
    var (rest, text) = (value, "")
    while rest >= 1000 {
      let digits = String(rest % 1000)
      text = "\u{202F}" + String(repeating: "0", count: 3 - digits.count) + digits + text
      rest /= 1000
    }
    return String(rest) + text
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]

  private static func power(_ exponent: Int) -> Double {
    exponent < powers.count ? powers[exponent] : (0..<exponent).reduce(1) { result, _ in result * 10 }
  }
}
