import Foundation

/// Formats numbers in the reasons of readings.
enum GPUText {
  /// A number with at most three digits after the point, without trailing zeros.
  static func number(_ value: Double) -> String {
    let text = String(format: "%.3f", value)
    guard text.contains(".") else { return text }
    let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(short.reversed())
  }
}
