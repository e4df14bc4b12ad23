import Foundation

/// A point in time in microseconds since 1970, as a text in UTC that sorts like it.
package struct LogTime: Hashable, Comparable, Sendable {
  /// Microseconds since 1970, of the years 1970 to 9999.
  package let microseconds: Int64

  /// The microseconds from 1970 to the end of the year 9999.
  private static let allowed: ClosedRange<Int64> = 0...253_402_300_799_999_999

  /// A time; one outside of the years 1970 to 9999 becomes the nearest in them.
  package init(microseconds: Int64) {
    self.microseconds = min(max(microseconds, Self.allowed.lowerBound), Self.allowed.upperBound)
  }

  /// A time in seconds since 1970.
  package init(seconds: Double) {
    let clamped = min(max(seconds, 0), Double(Self.allowed.upperBound) / 1e6 - 1)
    self.init(microseconds: Int64((clamped * 1e6).rounded()))
  }

  /// The time of the system's clock.
  package static var now: LogTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return LogTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  package static func < (left: LogTime, right: LogTime) -> Bool { left.microseconds < right.microseconds }

  /// Seconds since 1970.
  package var seconds: Double { Double(microseconds) / 1e6 }
}

// MARK: - Text

extension LogTime {
  /// The number of characters of ``text``.
  package static let length = 27

  /// `2026-11-29T20:15:03.123456Z`
  package var text: String { text(separator: UInt8(ascii: "T"), length: Self.length) }

  /// `2026-11-29 20:15:03.123`
  package var shownText: String { text(separator: UInt8(ascii: " "), length: 23) }

  /// The first bytes of ``form`` with the digits of this time. Every line of a log has one, so it is written as bytes.
  private func text(separator: UInt8, length: Int) -> String {
    var (seconds, parts) = (time_t(microseconds / 1_000_000), tm())
    gmtime_r(&seconds, &parts)
    return String(unsafeUninitializedCapacity: Self.length) { bytes in
      for index in 0..<Self.length { bytes[index] = Self.form.utf8Start[index] }
      func write(_ number: Int, endingAt end: Int, digits: Int) {
        var rest = number
        for index in 0..<digits {
          bytes[end - index] += UInt8(rest % 10)
          rest /= 10
        }
      }
      write(Int(parts.tm_year) + 1900, endingAt: 3, digits: 4)
      write(Int(parts.tm_mon) + 1, endingAt: 6, digits: 2)
      write(Int(parts.tm_mday), endingAt: 9, digits: 2)
      write(Int(parts.tm_hour), endingAt: 12, digits: 2)
      write(Int(parts.tm_min), endingAt: 15, digits: 2)
      write(Int(parts.tm_sec), endingAt: 18, digits: 2)
      write(Int(microseconds % 1_000_000), endingAt: 25, digits: 6)
      bytes[10] = separator
      return length
    }
  }

  /// The form of ``text`` with a zero for each digit.
  private static let form: StaticString = "0000-00-00T00:00:00.000000Z"

  /// `2026-11-29`
  package var day: String { String(text.prefix(10)) }

  /// Reads ``text``, or a day, or a day with hours, minutes, seconds and at most six digits of a fraction in UTC; `nil`
  /// for another text and for a day that no calendar has.
  package init?(text: some StringProtocol) {
    // A fraction has any number of digits, everything before it has fixed places.
    let bytes = Array(text.utf8)
    let places = Array("0000-00-00T00:00:00.000000Z".utf8)
    guard bytes.count == 10 || bytes.count >= 16, bytes.count <= Self.length else { return nil }
    var digits = bytes.last == UInt8(ascii: "Z") && bytes.count > 10 ? Array(bytes.dropLast()) : bytes
    guard [10, 16, 19, 21, 22, 23, 24, 25, 26].contains(digits.count) else { return nil }
    digits += places[digits.count..<(Self.length - 1)]
    for (byte, place) in zip(digits, places) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard place == UInt8(ascii: "0") ? isDigit : byte == place else { return nil }
    }
    func number(_ begin: Int, _ count: Int) -> Int {
      digits[begin..<(begin + count)].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    var parts = tm()
    parts.tm_year = Int32(number(0, 4) - 1900)
    parts.tm_mon = Int32(number(5, 2) - 1)
    parts.tm_mday = Int32(number(8, 2))
    parts.tm_hour = Int32(number(11, 2))
    parts.tm_min = Int32(number(14, 2))
    parts.tm_sec = Int32(number(17, 2))
    let (month, day) = (parts.tm_mon, parts.tm_mday)
    guard number(0, 4) >= 1970, 0...11 ~= month, parts.tm_hour < 24, parts.tm_min < 60, parts.tm_sec < 60 else {
      return nil
    }
    let seconds = timegm(&parts)
    // `timegm` makes the 3rd of March of the 31st of February.
    guard parts.tm_mon == month, parts.tm_mday == day else { return nil }
    self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(number(20, 6)))
  }
}
