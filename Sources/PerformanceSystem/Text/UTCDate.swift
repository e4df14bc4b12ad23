import Foundation

extension Date {
  /// The date as text in UTC, the same in every locale; the format is one of Unicode's, such as `yyyy-MM-dd`.
  package func text(utc format: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = format
    return formatter.string(from: self)
  }
}
