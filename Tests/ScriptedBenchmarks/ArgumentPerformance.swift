import Foundation
import PerformanceTesting
import Testing

/// A suite whose cases have the arguments that the line `arguments KIND …` of the work names; disabled without one.
@Suite(
  .enabled(if: Work.current.has("arguments")), .performance, .metrics(.allocations), .samples(5),
  .warmup(.milliseconds(2)))
struct ArgumentPerformance {
  @Test(arguments: Work.current.words("arguments").flatMap(CaseArgument.named))
  func each(argument: any Sendable) {
    let cost = Work.current.cost("arguments.time")
    measure { cost.spend() }
  }
}

/// Arguments of each kind.
private enum CaseArgument {
  static func named(_ kind: String) -> [any Sendable] {
    switch kind {
    case "long": [String(repeating: "a b ", count: 50_000)]
    case "huge": ["x", "y"].map { String(repeating: "0123456789", count: 1_000_000) + $0 }
    case "numbers": [Array(0..<40_000)]
    case "set": [Set((0..<200).map { "word \($0)" })]
    case "dictionary": [["b": 1, "a": 2, "d": 3, "c": 4], nested]
    case "nan": [Double.nan, Double.infinity, [Double.nan: 1, .nan: 2, 0.5: 3]]
    case "odd": ["", "a/b", "line one\nline two", "\u{1B}[31m", "größer"]
    case "described": [Described(name: "small"), Described(name: "large")]
    case "hidden": [[Hidden(number: 1)]]
    case "object": [Fixture()]
    case "equal": [5, 5]
    case "forms": ["e\u{301}", "é"]
    case "objects": [Fixture(), Fixture()]
    case "data": [Data([1, 2]), Data([2, 1])]
    default: []
    }
  }

  private static let nested: [String: Set<Int>]? = ["b": [2, 1, 3], "a": []]

  private struct Described: CustomTestStringConvertible {
    var name: String
    var text = String(repeating: "text ", count: 1_000)
    var testDescription: String { name }
  }

  private struct Hidden {
    var number: Int
  }

  private final class Fixture: NSObject, Sendable {}
}
