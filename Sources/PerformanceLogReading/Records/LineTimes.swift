import Foundation
import PerformanceLog

/// Reads the times of lines, most of which are of the same day as the one before: only the day needs a calendar.
struct LineTimes {
  private var day: [UInt8] = []
  /// The beginning of the day in microseconds since 1970.
  private var midnight: Int64 = 0

  /// The form of ``LogTime/text``, in which a `0` stands for any digit.
  private static let form = Array("0000-00-00T00:00:00.000000Z".utf8)
  private static let dayLength = 10

  /// The time of a text in the form of ``LogTime/text``; `nil` for another one.
  mutating func time(_ text: UnsafeRawBufferPointer) -> LogTime? {
    guard text.count == Self.form.count else { return nil }
    for index in Self.dayLength..<text.count {
      let isRight = Self.form[index] == UInt8(ascii: "0") ? text[index].isDigit : text[index] == Self.form[index]
      guard isRight else { return nil }
    }
    let (hour, minute, second) = (Self.number(text, 11, 2), Self.number(text, 14, 2), Self.number(text, 17, 2))
    guard hour < 24, minute < 60, second < 60, readDay(text) else { return nil }
    let seconds = (hour * 60 + minute) * 60 + second
    return LogTime(microseconds: midnight + seconds * 1_000_000 + Self.number(text, 20, 6))
  }

  private mutating func readDay(_ text: UnsafeRawBufferPointer) -> Bool {
    if let base = text.baseAddress, day.count == Self.dayLength, memcmp(base, day, Self.dayLength) == 0 { return true }
    let bytes = text[..<Self.dayLength]
    guard let time = LogTime(text: String(decoding: bytes, as: UTF8.self)) else { return false }
    (day, midnight) = (Array(bytes), time.microseconds)
    return true
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ begin: Int, _ count: Int) -> Int64 {
    var number: Int64 = 0
    for index in begin..<(begin + count) { number = number * 10 + Int64(text[index] &- UInt8(ascii: "0")) }
    return number
  }
}
