import Foundation

/// Reads times as tables have them: seconds or milliseconds since 1970, or a day with or without a time.
struct TimeReader {
  /// The greatest number of seconds, in the year 5138; larger ones are milliseconds.
  private static let mostSeconds = 1e11

  private let formatters = ["yyyy-MM-dd HH:mm:ss Z", "yyyy-MM-dd HH:mm Z"].map { format in
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = format
    return formatter
  }

  /// The seconds since 1970; `nil` for another text.
  ///
  /// Otava's tests write `2024.01.02 3:00:00 +0100`. A time without a zone is one in UTC, and fractions are cut off.
  func seconds(_ text: String) -> Double? {
    if let number = Double(decimal: text) { return number > Self.mostSeconds ? number / 1000 : number }
    let words = text.split { $0 == " " || $0 == "T" }
    guard let day = words.first, day.count >= 8 else { return nil }
    let digits: (Character) -> Bool = { $0.isNumber || $0 == ":" || $0 == "." }
    let clock = words.dropFirst().first.map { $0.prefix(while: digits) } ?? "00:00"
    let after = words.dropFirst().first?.drop(while: digits) ?? ""
    let zone = words.count > 2 ? words[2] : after
    let offset = zone.isEmpty || zone == "Z" ? "+0000" : zone.replacing(":", with: "")
    let whole = clock.prefix { $0 != "." }
    let date = "\(day.replacing(".", with: "-").replacing("/", with: "-")) \(whole) \(offset)"
    return formatters.lazy.compactMap { $0.date(from: date)?.timeIntervalSince1970 }.first
  }
}
