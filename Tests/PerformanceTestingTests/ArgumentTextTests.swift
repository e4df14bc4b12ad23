import Foundation
import PerformanceTesting
import Testing

struct Query {
  var tags: Set<String>
  var limit: Int
}

enum Search {
  case all
  case tagged(Set<String>)
  case limited(tags: Set<String>, limit: Int)
}

struct Document: CustomTestStringConvertible, CustomStringConvertible {
  var name: String
  var text: String

  var description: String { "\(name), \(text.count) characters" }
  var testDescription: String { name }
}

indirect enum Link {
  case end
  case next(Link)
}

private struct Hidden {
  var number: Int
}

final class Fixture: NSObject {}

final class Named: CustomStringConvertible {
  var description: String { "a fixture at \(Unmanaged.passUnretained(self).toOpaque())" }
}

final class Unnamed {}

@Suite("The text of an argument")
struct ArgumentTextTests {
  private static func debug(_ value: Any) -> String { "\(value)" }

  @Test("is Swift's description of a value that has one in every process")
  func plain() {
    let values: [Any] = [
      1, -1.5, Double.nan, Double.infinity, -Double.infinity, -0.0, 1e300, Float16(0.1), true, "", "x", "a/b\nc",
      "größer", Substring("sub"), Character("x"), Optional("x") as Any, Optional(Optional(1)) as Any,
      Optional<Int>.none as Any, 0..<5, 1...3, 3..., ...4, ..<4, [1, 2], ["a", "b"], [[1], [2, 3]], [Optional(1), nil],
      [1, 2, 3][0..<2], ContiguousArray(["a"]), (1, "x"), (number: 1, text: "x"), Speed.fast, [Speed.fast], Search.all,
      Link.next(.end), Result<Int, CocoaError>.success(1), Int.self, Data([1, 2]), Date(timeIntervalSince1970: 0),
      Decimal(string: "0.1") as Any, ["b": 1, "a": 2] as KeyValuePairs, AnyHashable("x"),
      [AnyHashable("x"), AnyHashable(1)], Duration.seconds(2), URL(string: "https://example.org/a?b#c") as Any,
      String(repeating: "x", count: 1_000),
    ]
    for value in values { #expect(ArgumentText.of(value) == Self.debug(value)) }
  }

  @Test("is Swift's own form where collections without an order have one element")
  func form() {
    let values: [Any] = [
      Set(["a"]), Set<Int>(), ["a": 1], [String: Int](), Optional(Set([1])) as Any, [Set([1]), []], [["a": 1], [:]],
      ["x": Set([1.5])], Query(tags: ["a"], limit: 3), Search.tagged(["a"]), Search.limited(tags: ["a"], limit: 3),
      [Search.tagged(["a"])], [Query(tags: [], limit: 0)], (Set(["a"]), 1), (tags: Set(["a"]), limit: 1),
      Optional(Query(tags: ["a"], limit: 3)) as Any, Set([Set([1])]), ContiguousArray([Set([1])]), [Set([1])][0..<1],
      [ContiguousArray([Set([1])])], ["a": 1].keys, ["a": 1].values, [["a": 1].keys], [["a": 1].values],
      AnyHashable(Set([1])), [AnyHashable(Set([1]))], [AnyHashable("a"): Set([1])],
      Result<Set<Int>, CocoaError>.success([1]), Set([Optional(1)]), [Optional(Set(["a"])), nil],
    ]
    for value in values { #expect(ArgumentText.of(value) == Self.debug(value)) }
  }

  @Test("has the elements of sets and dictionaries in the order of their texts, numbers by value")
  func unordered() {
    let numbers = (0..<2_000).map { $0 * 7_919 % 2_000 }
    #expect(ArgumentText.of(Set(numbers)) == "\(Array(0..<2_000))")
    #expect(ArgumentText.of(Set(["b", "a", "c"])) == #"["a", "b", "c"]"#)
    #expect(ArgumentText.of(["b": 1, "a": 2, "c": 0]) == #"["a": 2, "b": 1, "c": 0]"#)
    #expect(ArgumentText.of(Optional(Set([10, 9, 1])) as Any) == "Optional(Set([1, 9, 10]))")
    #expect(ArgumentText.of([Set([2, 1]), Set([4, 3])]) == "[Set([1, 2]), Set([3, 4])]")
    #expect(ArgumentText.of(["x": Set([2, 1]), "a": Set([3])]) == #"["a": Set([3]), "x": Set([1, 2])]"#)
    #expect(ArgumentText.of(Query(tags: ["b", "a"], limit: 1)) == #"Query(tags: Set(["a", "b"]), limit: 1)"#)
    #expect(ArgumentText.of(Search.tagged(["b", "a"])) == #"tagged(Set(["a", "b"]))"#)
    #expect(ArgumentText.of(["b": 1, "a": 2].keys) == #"["a", "b"]"#)
    #expect(ArgumentText.of(["b": 1, "a": 2].values) == "[1, 2]")
    #expect(ArgumentText.of(Set([[2, 1], [1, 2]])) == "[[1, 2], [2, 1]]")
    #expect(ArgumentText.of(Set([Set([2, 1]), Set([4, 3])])) == "[Set([1, 2]), Set([3, 4])]")
    #expect(ArgumentText.of(AnyHashable(Set(["b", "a"]))) == #"["a", "b"]"#)
    #expect(ArgumentText.of((1, ["b": 1, "a": 2])) == #"(1, ["a": 2, "b": 1])"#)
  }

  @Test("does not depend on how a collection was made")
  func history() {
    let words = (0..<100).map { "word \($0)" }
    var grown: Set<String> = []
    for word in words.reversed() { grown.insert(word) }
    var shrunk = Set((0..<10_000).map { "word \($0)" })
    for number in 100..<10_000 { shrunk.remove("word \(number)") }
    var reserved = Set<String>(minimumCapacity: 5_000)
    reserved.formUnion(words)
    #expect(Set([Set(words), grown, shrunk, reserved].map { ArgumentText.of($0) }).count == 1)
    #expect(Set([Set(words), grown, shrunk, reserved].map { ArgumentText.of([Optional($0)]) }).count == 1)
  }

  @Test("has numbers that are none among the other texts")
  func numbersThatAreNone() {
    let keys: [Double] = [.nan, .infinity, 10, .nan, -.infinity, 9]
    let values = Dictionary(uniqueKeysWithValues: zip(keys, [2, 0, 4, 1, 3, 5]))
    #expect(ArgumentText.of(values) == "[9.0: 5, 10.0: 4, -inf: 3, inf: 0, nan: 1, nan: 2]")
  }

  @Test("is the 'testDescription' of a type that has one, also in an optional")
  func testDescription() {
    let document = Document(name: "small", text: "abc")
    #expect(ArgumentText.of(document) == "small")
    #expect(ArgumentText.of(Optional(document) as Any) == "Optional(small)")
    #expect(ArgumentText.of(Optional<Document>.none as Any) == "nil")
    // As in Swift Testing, a collection writes its elements itself.
    #expect(ArgumentText.of([document]) == "[small, 3 characters]")
  }

  @Test("has no address")
  func addresses() {
    let fixtures = [Fixture(), Fixture()]
    #expect(fixtures.map { ArgumentText.of($0) }.allSatisfy { $0.contains("Fixture: 0x…") })
    #expect(ArgumentText.of(Named()) == "a fixture at 0x…")
    #expect(ArgumentText.of([Named()]) == "[a fixture at 0x…]")
    #expect(ArgumentText.of(Optional(Named()) as Any) == "Optional(a fixture at 0x…)")
    #expect(ArgumentText.of(Unnamed()) == "PerformanceTestingTests.Unnamed")
    #expect(ArgumentText.of(ObjectIdentifier(fixtures[0])) == "ObjectIdentifier")
    #expect(ArgumentText.of([ObjectIdentifier(fixtures[0])]) == "[ObjectIdentifier]")
    withUnsafePointer(to: 1) { #expect(ArgumentText.of($0) == "UnsafePointer<Int>") }
    [1].withUnsafeBufferPointer { #expect(ArgumentText.of(["a": $0]) == #"["a": UnsafeBufferPointer<Int>]"#) }
    #expect(ArgumentText.of("0x00007ffe12345678") == "0x00007ffe12345678", "it is the text that the test was given")
  }

  @Test("names private and local types without their addresses")
  func hiddenTypes() {
    struct Local {
      var number: Int
    }
    final class LocalObject {}
    #expect(ArgumentText.of(Hidden(number: 1)) == "Hidden(number: 1)")
    #expect(ArgumentText.of([Hidden(number: 1)]) == "[PerformanceTestingTests.Hidden(number: 1)]")
    #expect(ArgumentText.of([Local(number: 1), Local(number: 2)]).hasSuffix("Local(number: 2)]"))
    for value in [[Local(number: 1)], Optional(Local(number: 1)) as Any, LocalObject(), [Optional(Hidden(number: 1))]] {
      let text = ArgumentText.of(value)
      #expect(!text.contains("$") && !text.contains("unknown"), "\(text)")
    }
    #expect(ArgumentText.of("(unknown context at $nothing)") == "(unknown context at $nothing)")
  }

  @Test("of a chain of a thousand links, and of an array of a million numbers, is Swift's")
  func large() {
    let chain = (0..<1_000).reduce(Link.end) { link, _ in .next(link) }
    #expect(ArgumentText.of(chain) == "\(chain)")
    let numbers = Array(repeating: UInt8(7), count: 1_000_000)
    #expect(ArgumentText.of(numbers).utf8.count == 3_000_000)
  }
}
