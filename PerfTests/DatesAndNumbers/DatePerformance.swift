import Foundation
import PerformanceTesting
import Testing

/// Dates as text and in calendars.
///
/// A regression means that logs, feeds and calendars became slower, most often by making a formatter or a time zone
/// anew for each date.
@Suite(.performance, .duration(.milliseconds(40)))
struct DatePerformance {
  private static let dates = SplitMix64.integers(16).map { Date(timeIntervalSince1970: Double($0 % 2_000_000_000)) }
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  @Test func formatAsISO8601() {
    measure(throughput: .elements(Self.dates.count)) {
      Self.dates.reduce(into: 0) { $0 += $1.formatted(.iso8601).utf8.count }
    }
  }

  @Test func parseISO8601() throws {
    let texts = Self.dates.map { $0.formatted(.iso8601) }
    try measure(throughput: .elements(texts.count)) {
      try texts.reduce(0) { try $0 + Date($1, strategy: .iso8601).timeIntervalSince1970 }
    }
  }

  @Test func splitIntoComponents() {
    measure(throughput: .elements(Self.dates.count)) {
      Self.dates.reduce(into: 0) { sum, date in
        let parts = Self.calendar.dateComponents([.year, .month, .day, .weekday], from: date)
        sum += (parts.year ?? 0) + (parts.month ?? 0) + (parts.day ?? 0) + (parts.weekday ?? 0)
      }
    }
  }
}
