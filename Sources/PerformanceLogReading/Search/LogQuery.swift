import PerformanceLog
import PerformanceSystem

/// Which records are wanted.
package struct LogQuery: Equatable, Sendable {
  /// The lowest level.
  package var level: LogLevel?
  /// The first time.
  package var since: LogTime?
  /// The time that is no longer wanted.
  package var until: LogTime?
  /// Details with their values as texts.
  package var fields: [Field] = []
  /// What the message, the identifier or a detail must contain, all of them.
  package var texts: [String] = []

  /// A detail that a record must have.
  package struct Field: Equatable, Sendable {
    package let key: String
    /// The text, or the number or truth value as JSON writes it.
    package let value: String

    package init(key: String, value: String) { (self.key, self.value) = (key, value) }
  }

  package init() {}

  /// Whether a record is wanted.
  package func matches(_ record: LogRecord) -> Bool {
    if let level, record.level < level { return false }
    if let since, record.time < since { return false }
    if let until, record.time >= until { return false }
    return fields.allSatisfy { Self.text(of: $0.key, in: record) == $0.value }
      && texts.allSatisfy { Self.has($0, in: record) }
  }

  private static func text(of key: String, in record: LogRecord) -> String? {
    switch key {
    case "id": record.id.rawValue
    case "pid": String(record.process)
    case "level": record.level.name
    case "category": record.category.rawValue
    default: record.attributes[key].map(text)
    }
  }

  private static func text(_ value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    var json = JSONText()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func has(_ text: String, in record: LogRecord) -> Bool {
    record.message.contains(text) || record.id.rawValue.contains(text)
      || record.attributes.contains { $0.key.contains(text) || Self.text($0.value).contains(text) }
  }
}
