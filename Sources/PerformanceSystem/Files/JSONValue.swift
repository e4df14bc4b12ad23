/// Any JSON value, kept to be written in a form that reviewers can read.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: Decodable {
  init(from decoder: any Decoder) throws {
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
