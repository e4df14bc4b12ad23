import PerformanceLog
import PerformanceSystem

extension LogRecord {
  /// Why a line is no record.
  package enum Unreadable: Error, Equatable, Sendable {
    /// It is not a JSON object, or was not written to its end.
    case malformed
    /// A member is missing or has another type or value than it can have; its name.
    case member(String)
    /// Another version of the tool wrote it; the number of the form.
    case version(Int)
  }

  /// Reads a line.
  /// - Parameters:
  ///   - line: its bytes without the line feed.
  ///   - known: its time, where that was read already.
  package init(line: some Sequence<UInt8>, at known: LogTime? = nil) throws(Unreadable) {
    let parsed: JSONValue? =
      line.withContiguousStorageIfAvailable { JSONParser.value(of: UnsafeRawBufferPointer($0)) }
      ?? Array(line).withUnsafeBytes { JSONParser.value(of: $0) }
    guard case .object(let members) = parsed else { throw .malformed }
    guard case .integer(let version) = members["v"] else { throw .member("v") }
    guard version == Self.version else { throw .version(version) }
    let text = { (name: String) throws(Unreadable) -> String in
      guard case .string(let text) = members[name] else { throw .member(name) }
      return text
    }
    guard let time = known == nil ? LogTime(text: try text("time")) : known else { throw .member("time") }
    guard let category = LogCategory(rawValue: try text("category")) else { throw .member("category") }
    guard case .integer(let number) = members["pid"], let process = Int32(exactly: number) else { throw .member("pid") }
    guard case .object(let attributes) = members["attributes"] ?? .object([:]) else { throw .member("attributes") }
    self.init(
      readingTime: time, level: try Self.level(members), category: category, id: LogMessage(rawValue: try text("id")),
      process: process, message: try text("message"), attributes: attributes, link: try Self.link(members))
  }

  /// A newer version may have more names; the number still orders them.
  private static func level(_ members: [String: JSONValue]) throws(Unreadable) -> LogLevel {
    if case .string(let name) = members["level"], let level = LogLevel(name: name) { return level }
    guard case .integer(let severity) = members["severity"], let level = LogLevel(severity: severity) else {
      throw .member("level")
    }
    return level
  }

  private static func link(_ members: [String: JSONValue]) throws(Unreadable) -> AuditLink? {
    guard let sequence = members["sequence"] else { return nil }
    guard case .integer(let number) = sequence, number > 0 else { throw .member("sequence") }
    guard case .string(let previous) = members["previous"] else { throw .member("previous") }
    return AuditLink(sequence: number, previous: previous)
  }
}
