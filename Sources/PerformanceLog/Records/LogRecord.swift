import PerformanceSystem

/// What the tool did at a moment: one line of a log file.
package struct LogRecord: Equatable, Sendable {
  /// The version of the form of a line.
  package static let version = 1

  /// When it happened.
  package let time: LogTime
  /// Its severity.
  package let level: LogLevel
  /// Its purpose.
  package let category: LogCategory
  /// Its kind.
  package let id: LogMessage
  /// The process that made it.
  package let process: Int32
  /// A sentence for people.
  package let message: String
  /// Details by keys with dots, such as `git.commit`; no value is an object.
  package let attributes: [String: JSONValue]
  /// The place in the chain of audit records; `nil` for a record of another category.
  package let link: AuditLink?

  /// Makes a record, in which secrets are replaced and long texts are cut.
  /// - Parameter attributes: the details. An object in them becomes a detail for each member, its key before a dot.
  package init(
    time: LogTime, level: LogLevel, category: LogCategory, id: LogMessage, process: Int32, message: String,
    attributes: [String: JSONValue] = [:]
  ) {
    self.init(
      readingTime: time, level: level, category: category, id: id, process: process,
      message: Self.kept(message), attributes: Self.kept(attributes), link: nil)
  }

  /// A record as it is in a file.
  package init(
    readingTime time: LogTime, level: LogLevel, category: LogCategory, id: LogMessage, process: Int32, message: String,
    attributes: [String: JSONValue], link: AuditLink?
  ) {
    (self.time, self.level, self.category, self.id, self.process) = (time, level, category, id, process)
    (self.message, self.attributes, self.link) = (message, attributes, link)
  }

  /// The same record at its place in the chain.
  package func linked(_ link: AuditLink) -> LogRecord {
    LogRecord(
      readingTime: time, level: level, category: category, id: id, process: process, message: message,
      attributes: attributes, link: link)
  }

  // MARK: - Limits

  /// The most bytes of a text. A compiler's output may have megabytes, and a reader holds one line in memory.
  private static let mostBytes = 8192
  /// The most details, so that a line is bounded.
  private static let mostAttributes = 64

  /// A text without its secrets, cut where it is too long.
  private static func kept(_ text: String) -> String {
    let count = text.utf8.count
    // Secrets are looked for in a longer part than is kept: the last of it may be the half of one.
    let harmless = Redaction.text(count > 4 * mostBytes ? beginning(of: text, 4 * mostBytes) : text)
    guard count > mostBytes else { return harmless }
    return beginning(of: harmless, mostBytes) + "… (\(count))"
  }

  /// The first bytes. A character that is cut in two becomes a mark.
  private static func beginning(of text: String, _ count: Int) -> String {
    String(decoding: text.utf8.prefix(count), as: UTF8.self)
  }

  private static func kept(_ attributes: [String: JSONValue]) -> [String: JSONValue] {
    var flat: [String: JSONValue] = [:]
    for (key, value) in attributes.sorted(by: { $0.key < $1.key }) { add(value, key, to: &flat) }
    return flat
  }

  private static func add(_ value: JSONValue, _ key: String, to flat: inout [String: JSONValue]) {
    guard flat.count < mostAttributes else { return }
    if case .object(let members) = value {
      for (name, member) in members.sorted(by: { $0.key < $1.key }) { add(member, key + "." + name, to: &flat) }
    } else {
      flat[kept(key)] = Redaction.value(kept(value), named: key)
    }
  }

  private static func kept(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(kept(text))
    case .array(let values): .array(values.prefix(mostAttributes).map { kept($0) })
    case .object, .null, .bool, .integer, .number: value
    }
  }
}

extension LogRecord {
  /// The text of a detail; `nil` where it has none of that key, or another value than a text.
  package func text(_ key: String) -> String? {
    if case .string(let text) = attributes[key] { text } else { nil }
  }

  /// The number of a detail; `nil` where it has none of that key, or another value than a number.
  package func number(_ key: String) -> Double? {
    switch attributes[key] {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
