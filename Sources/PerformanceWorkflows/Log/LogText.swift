import PerformanceLog
import PerformanceSystem
import PerformanceText

/// A log record as a line for people: time, level, message, details.
package struct LogText {
  private let colour: Colour

  package init(colour: Colour = .off) { self.colour = colour }

  /// `2026-11-29 20:15:03.123 notice   gate ended with 0  duration.seconds=12.5`
  package func line(of record: LogRecord) -> String {
    var line = Style.dim.applied(to: record.time.shownText, colour) + " "
    line += Self.style(of: record.level).applied(to: Self.padded(record.level.name), colour)
    line += " " + record.message.printable
    var details = ""
    for (key, value) in record.attributes.sorted(by: { $0.key < $1.key }) {
      details += (details.isEmpty ? "" : " ") + key.printable + "=" + Self.text(of: value)
    }
    return details.isEmpty ? line : line + "  " + Style.dim.applied(to: details, colour)
  }

  private static let width = LogLevel.allCases.map(\.name.count).max() ?? 0

  private static func padded(_ name: String) -> String { name + String(repeating: " ", count: width - name.count) }

  private static func style(of level: LogLevel) -> Style {
    switch level {
    case .trace, .debug: .dim
    case .info: .plain
    case .notice: .green
    case .warning: .yellow
    case .error, .critical, .fatal: .red
    }
  }

  /// A text without blanks as it is, and every other value as JSON.
  private static func text(of value: JSONValue) -> String {
    if case .string(let text) = value, Self.isWord(text) { return text.printable }
    var json = JSONText()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self).printable
  }

  private static func isWord(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "=") { return false }
        index += 1
      }
      return index > 0
    }
  }
}
