/// Any JSON value, to be written in a form that reviewers can read.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue {
  /// A number, without a fraction where it has none; `null` where JSON cannot write it.
  package init(_ number: Double) {
    self = !number.isFinite ? .null : Int(exactly: number).map { .integer($0) } ?? .number(number)
  }

  /// An object without the members that have no value.
  package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(Dictionary(members.compactMap { key, value in value.map { (key, $0) } }) { _, last in last })
  }
}

extension JSONValue: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Each failed attempt throws an error, which dominates the cost: the most frequent types come first.
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Double.self) {
      if abs(value) < 0x1p53 {
        self = Int(exactly: value).map { .integer($0) } ?? .number(value)
      } else {
        self = (try? container.decode(Int.self)).map { .integer($0) } ?? .number(value)
      }
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
}
