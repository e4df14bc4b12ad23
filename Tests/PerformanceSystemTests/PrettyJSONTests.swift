import Foundation
import PerformanceSystem
import Testing

@Suite("JSON for checked-in files")
struct PrettyJSONTests {
  private static func text(_ value: some Encodable) throws -> String {
    String(decoding: try PrettyJSON.encode(value), as: UTF8.self)
  }

  @Test("has sorted keys, and numbers on one line")
  func layout() throws {
    struct Example: Encodable {
      var scalars = ["b", "a"]
      var lists = [[1.5, 2], []]
      var numbers = ["b": 2, "a": 1]
      var mixed: [String: String] = ["x": "]}"]
      var none: [String: Int] = [:]
    }
    let text = """
      {
        "lists": [
          [1.5, 2],
          []
        ],
        "mixed": {
          "x": "]}"
        },
        "none": {},
        "numbers": {"a": 1, "b": 2},
        "scalars": ["b", "a"]
      }

      """
    #expect(try Self.text(Example()) == text)
    #expect(try Self.text(true) == "true\n")
  }

  @Test("has the digits of whole numbers, and exponents where no integer holds them")
  func numbers() throws {
    let values = [1e16, -0.0, 12, 0.1, 1e-7, 1e22, 123_456_789_012_345_680, -2.5]
    let text = "[10000000000000000, 0, 12, 0.1, 1e-07, 1e+22, 123456789012345680, -2.5]\n"
    #expect(try Self.text(values) == text)
    #expect(try Self.text([Int.max, Int.min]) == "[\(Int.max), \(Int.min)]\n")
  }

  @Test("escapes what ends lines or acts on terminals, and nothing else")
  func escapes() throws {
    let texts = ["\u{8}\u{C}\u{1}", "\"\\\n\r\t/", "\u{7F}\u{2028}\u{2029}", "é→\u{FEFF}x", "\\\"]}"]
    let text =
      #"["\u0008\u000c\u0001", "\"\\\n\r\t/", "\u007f\u2028\u2029", "é→"# + "\u{FEFF}" + #"x", "\\\"]}"]"# + "\n"
    #expect(try Self.text(texts) == text)
    #expect(try JSONDecoder().decode([String].self, from: PrettyJSON.encode(texts)).count == texts.count)
  }
}
