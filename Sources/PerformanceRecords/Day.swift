import Foundation

/// A day of the calendar in UTC, written `2026-01-31`.
package struct Day: Equatable, Sendable {
  /// Days since 1970-01-01.
  package let number: Int
  private let text: String

  /// The day of a text such as `2026-01-31`; `nil` for any other form and for days that do not exist.
  package init?(_ text: String) {
    let digits = text.utf8.map { $0 }
    let dash = UInt8(ascii: "-")
    guard digits.count == 10, digits[4] == dash, digits[7] == dash else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      digits[range].reduce(into: Int?.some(0)) { sum, digit in
        let value = Int(digit) - Int(UInt8(ascii: "0"))
        sum = 0...9 ~= value ? sum.map { $0 * 10 + value } : nil
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    guard 1...12 ~= month, day >= 1, day <= Self.length(of: month, in: year) else { return nil }
    self.text = text
    self.number = Self.number(year, month, day)
  }

  /// The day of a point in time.
  package init(_ moment: Date) {
    text = moment.text(utc: "yyyy-MM-dd")
    number = Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days since 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day is their last (Howard
  /// Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear >= 0 ? marchYear / 400 : -1
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Day: CustomStringConvertible {
  package var description: String { text }
}

extension Day: Comparable {
  package static func < (first: Day, second: Day) -> Bool { first.number < second.number }
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "is '\(text)', expected a day such as 2026-01-31")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
