import Foundation

/// JSON for checked-in files: sorted keys, two spaces, arrays and objects of numbers only on one line.
///
/// `JSONEncoder` writes each number of an array on its own line, so that a baseline of ten sessions has a thousand
/// lines, too many to review.
package enum PrettyJSON {
  /// The document as text, terminated by a line feed.
  package static func encode(_ value: some Encodable) throws -> Data {
    let compact = try JSONEncoder().encode(value)
    var text = ""
    write(try JSONDecoder().decode(JSONValue.self, from: compact), indentation: 0, to: &text)
    text += "\n"
    return Data(text.utf8)
  }

  private static func write(_ value: JSONValue, indentation: Int, to text: inout String) {
    switch value {
    case .array(let values) where !values.allSatisfy(\.isScalar):
      write(values.map { (nil, $0) }, between: ("[", "]"), indentation: indentation, to: &text)
    case .object(let members) where !members.values.allSatisfy(\.isNumber):
      let sorted = members.sorted { $0.key < $1.key }.map { (Optional($0.key), $0.value) }
      write(sorted, between: ("{", "}"), indentation: indentation, to: &text)
    default:
      text += value.oneLine
    }
  }

  private static func write(
    _ members: [(String?, JSONValue)], between brackets: (String, String), indentation: Int, to text: inout String
  ) {
    let margin = String(repeating: " ", count: indentation + 2)
    text += brackets.0
    for (index, member) in members.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + margin
      if let key = member.0 { text += JSONValue.string(key).oneLine + ": " }
      write(member.1, indentation: indentation + 2, to: &text)
    }
    text += "\n" + String(repeating: " ", count: indentation) + brackets.1
  }
}

extension JSONValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    default: false
    }
  }

  fileprivate var oneLine: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.oneLine).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.oneLine)" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
