import Foundation
import PerformanceSystem

/// A JSON value on one line, with sorted keys.
enum CompactJSON {
  static func text(_ value: JSONValue) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(Encoded(value: value))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private struct Encoded: Encodable {
    let value: JSONValue

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch value {
      case .null: try container.encodeNil()
      case .bool(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .string(let value): try container.encode(value)
      case .array(let values): try container.encode(values.map(Encoded.init))
      case .object(let members): try container.encode(members.mapValues(Encoded.init))
      }
    }
  }
}
