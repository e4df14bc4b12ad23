import PerformanceSystem

// The order of the members is fixed: a search compares the first of them as bytes. Readers accept any order.
extension LogRecord {
  /// The bytes of a line up to the time.
  package static let lineStart = #"{"v":1,"time":""#

  /// The record as a line of a file, with its line feed.
  package var line: [UInt8] {
    var text = JSONText()
    text.raw(Self.lineStart + time.text + #"","level":""# + level.name + #"","severity":"# + String(level.rawValue))
    text.raw(#","category":""# + category.rawValue + #"","id":"#)
    text.string(id.rawValue)
    text.raw(#","pid":"# + String(process) + #","message":"#)
    text.string(message)
    text.raw(#","attributes":"#)
    text.value(.object(attributes))
    if let link {
      text.raw(#","sequence":"# + String(link.sequence) + #","previous":"#)
      text.string(link.previous)
    }
    text.raw("}\n")
    return text.bytes
  }
}
