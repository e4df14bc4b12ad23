import Foundation

/// Days, weeks and hours of a time zone.
package struct UsageCalendar: Sendable {
  /// The time zone.
  package let timeZone: TimeZone
  private let calendar: Calendar

  /// The names of the days of a week, as the rows of a heatmap are.
  package static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  package init(timeZone: TimeZone = .gmt) {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = timeZone
    (self.timeZone, self.calendar) = (timeZone, calendar)
  }

  /// The day of a time, `2026-11-29`.
  package func day(_ time: Double) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: time))
    return Self.padded(parts.year, 4) + "-" + Self.padded(parts.month, 2) + "-" + Self.padded(parts.day, 2)
  }

  /// The week of a time as ISO 8601 numbers them, `2026-W48`.
  package func week(_ time: Double) -> String {
    let parts = calendar.dateComponents([.yearForWeekOfYear, .weekOfYear], from: Date(timeIntervalSince1970: time))
    return Self.padded(parts.yearForWeekOfYear, 4) + "-W" + Self.padded(parts.weekOfYear, 2)
  }

  /// The day of the week of a time, from 0 for Monday, and its hour from 0 to 23.
  package func slot(_ time: Double) -> (weekday: Int, hour: Int) {
    let parts = calendar.dateComponents([.weekday, .hour], from: Date(timeIntervalSince1970: time))
    // Foundation counts from 1 for Sunday.
    return (((parts.weekday ?? 1) + 5) % 7, parts.hour ?? 0)
  }

  private static func padded(_ number: Int?, _ digits: Int) -> String {
    let text = String(number ?? 0)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }
}
