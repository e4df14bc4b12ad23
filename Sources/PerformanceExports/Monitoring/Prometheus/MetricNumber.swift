/// Numbers as Go writes them (`strconv.FormatFloat(value, 'g', -1, 64)`), which OpenMetrics calls canonical.
///
/// The shortest digits that give the same number again. Swift's own text differs: it has `1000000.0` for `1e+06` and
/// `inf` for `+Inf`.
enum MetricNumber {
  /// A value: `12`, `0.25`, `1e-05`, `1.5e+06`, `+Inf`, `NaN`.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    let text = value.description
    // Swift's exponents, of very small and of very large numbers, are written like Go's.
    if text.utf8.contains(UInt8(ascii: "e")) { return text }
    if abs(value) >= 1e6 { return scientific(text) }
    return value == value.rounded() ? String(text.dropLast(2)) : text
  }

  /// Writes a value.
  static func write(_ value: Double, to bytes: inout [UInt8]) {
    guard abs(value) < 1e6, abs(value) >= 1e-4 || value == 0 else {
      bytes.append(contentsOf: text(value).utf8)
      return
    }
    bytes.append(contentsOf: value.description.utf8)
    if value == value.rounded() { bytes.removeLast(2) }
  }

  /// The bound of a bucket, which has a point or an exponent: `1.0`, `0.95`, `1e+06`, `+Inf`.
  static func bound(_ value: Double) -> String {
    let text = text(value)
    return text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      ? text + ".0" : text
  }

  /// A point in time in seconds with at most three decimals, since readers keep milliseconds, and without an exponent.
  static func time(_ seconds: Double) -> String {
    let milliseconds = (seconds * 1_000).rounded()
    guard abs(milliseconds) < 0x1p53 else { return text(seconds) }
    let (whole, rest) = Int(abs(milliseconds)).quotientAndRemainder(dividingBy: 1_000)
    let sign = milliseconds < 0 ? "-" : ""
    guard rest > 0 else { return sign + String(whole) }
    let digits = String(1_000 + rest).dropFirst()
    return "\(sign)\(whole)." + digits.reversed().drop { $0 == "0" }.reversed()
  }

  /// The number with an exponent, of text such as `-1234567.25`.
  private static func scientific(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts[0]
    let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
    var digits = String(whole.dropFirst() + fraction)
    while digits.hasSuffix("0") { digits.removeLast() }
    let exponent = whole.count - 1
    return sign + whole.prefix(1) + (digits.isEmpty ? "" : "." + digits) + "e+" + (exponent < 10 ? "0" : "")
      + String(exponent)
  }
}
