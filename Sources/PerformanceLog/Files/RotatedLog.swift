/// A file that is no longer written to, `application-2026-11-29-0001.jsonl`, with `.gz` where it is compressed.
package struct RotatedLog: Hashable, Sendable {
  /// The day of its first record in UTC, or a later one: names sort by the time of their renaming.
  package let day: String
  /// Its number on that day, from 1.
  package let number: Int
  /// Whether it is compressed.
  package let isCompressed: Bool

  package init(day: String, number: Int, isCompressed: Bool = false) {
    (self.day, self.number, self.isCompressed) = (day, number, isCompressed)
  }

  /// Reads a name; `nil` for that of another file.
  package init?(name: String, of category: LogCategory) {
    guard name.hasPrefix(category.rawValue + "-") else { return nil }
    var rest = name.dropFirst(category.rawValue.count + 1)
    isCompressed = rest.hasSuffix(Self.compressed)
    if isCompressed { rest = rest.dropLast(Self.compressed.count) }
    guard rest.hasSuffix(Self.plain) else { return nil }
    rest = rest.dropLast(Self.plain.count)
    let day = rest.prefix(10)
    guard LogTime(text: day) != nil, rest.dropFirst(10).first == "-", let number = Int(rest.dropFirst(11)), number > 0
    else { return nil }
    (self.day, self.number) = (String(day), number)
  }

  private static let plain = ".jsonl"
  private static let compressed = ".gz"

  /// Its name.
  package func name(of category: LogCategory) -> String {
    let digits = String(number)
    let padding = String(repeating: "0", count: max(4 - digits.count, 0))
    return "\(category.rawValue)-\(day)-\(padding)\(digits)" + Self.plain + (isCompressed ? Self.compressed : "")
  }

  /// Whether both are forms of one file.
  package func isSameLog(as other: RotatedLog) -> Bool { day == other.day && number == other.number }
}

extension RotatedLog: Comparable {
  package static func < (left: RotatedLog, right: RotatedLog) -> Bool {
    if left.day != right.day { return left.day < right.day }
    if left.number != right.number { return left.number < right.number }
    return !left.isCompressed && right.isCompressed
  }
}
