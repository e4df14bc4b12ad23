import PerformanceSystem

/// A file of another tool, with the part of its content by which formats are recognised.
package struct ImportedFile: Sendable {
  /// What a file begins with.
  enum Outline: Equatable {
    /// An object of JSON, with its keys.
    case object(Set<String>)
    /// A list of JSON, with the keys of its first object.
    case list(Set<String>)
    /// Anything else.
    case text
  }

  /// The name for messages.
  package let name: String
  /// The content, without a byte order mark.
  package let bytes: [UInt8]
  let outline: Outline

  /// - Parameter name: the name for messages.
  package init(_ bytes: [UInt8], name: String) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    self.name = name
    outline = Self.outline(JSONCursor(self.bytes, file: name))
  }

  /// Whether there is nothing but white space.
  package var isEmpty: Bool { bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  /// The lines of a text.
  var lines: TextLines { TextLines(bytes) }

  /// The reader of a document of JSON.
  var json: JSONCursor { JSONCursor(bytes, file: name) }

  /// Whether the last line has a line feed, or there is none.
  var endsInLineFeed: Bool { bytes.last.map { $0 == UInt8(ascii: "\n") } ?? true }

  /// The error about a line of the file.
  func error(line: Int, _ problem: String, _ remedy: String) -> InputError {
    InputError(file: name, key: "line \(line)", problem: problem, remedy: remedy)
  }

  private static func outline(_ json: JSONCursor) -> Outline {
    var json = json
    switch json.kind {
    case .object: return .object(keys(&json))
    case .array:
      guard (try? json.openArray()) != nil, (try? json.nextElement()) == true, json.kind == .object else {
        return .list([])
      }
      return .list(keys(&json))
    default: return .text
    }
  }

  /// The keys of an object, up to where the document breaks off.
  private static func keys(_ json: inout JSONCursor) -> Set<String> {
    var keys: Set<String> = []
    guard (try? json.openObject()) != nil else { return keys }
    while let key = try? json.nextKey() {
      keys.insert(key)
      guard (try? json.skip()) != nil else { break }
    }
    return keys
  }
}
