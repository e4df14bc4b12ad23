import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import Testing

enum Speed: String, CaseIterable, Sendable { case slow, fast }

@Suite("The label of a case")
struct CaseLabelTests {
  @Test("is its argument", arguments: [10, 1000])
  func number(count: Int) {
    #expect(CaseLabel.current == "\(count)")
  }

  @Test("is its text", arguments: ["plain", "two words", "", "a/b", "größer"])
  func text(text: String) {
    #expect(CaseLabel.current == text)
  }

  @Test("is the name of an enumeration's case", arguments: Speed.allCases)
  func enumeration(speed: Speed) {
    #expect(CaseLabel.current == "\(speed)")
  }

  @Test("has all arguments", arguments: [1, 2], ["x", "y"])
  func combination(number: Int, text: String) {
    #expect(CaseLabel.current == "\(number), \(text)")
  }

  @Test("has all arguments of pairs", arguments: zip([1, 2], [Speed.slow, .fast]))
  func pair(number: Int, speed: Speed) {
    #expect(CaseLabel.current == "\(number), \(speed)")
  }

  @Test("has the elements of a set in their order", arguments: [Set(["x", "y", "z"]), Set(["z", "y", "x"])])
  func set(words: Set<String>) {
    #expect(CaseLabel.current == #"["x", "y", "z"]"#)
  }

  @Test(
    "has the elements of dictionaries in the order of their keys, also in optionals and arrays",
    arguments: [[["b": 1, "a": 2], ["c": 3, "d": 4]], nil])
  func dictionaries(values: [[String: Int]]?) {
    let some = #"Optional([["a": 2, "b": 1], ["c": 3, "d": 4]])"#
    #expect(CaseLabel.current == (values == nil ? "nil" : some))
  }

  @Test("is the 'testDescription' of its argument", arguments: ["small", "large"].map { Document(name: $0, text: $0) })
  func described(document: Document) {
    #expect(CaseLabel.current == document.name)
  }

  @Test("is absent in a test without parameters")
  func unparameterised() {
    #expect(CaseLabel.current == nil)
  }

  @Test("is part of the benchmark's id, unless the call has a label", .samples(1), .duration(.zero), arguments: [7, 8])
  func identity(count: Int) {
    #expect(measure { count }.benchmark.label == "\(count)")
    #expect(measure("own") { count }.benchmark.label == "own")
  }

  @Test(
    "is short in the benchmark's id, like one that the call has", .samples(1), .duration(.zero),
    arguments: [String(repeating: "long ", count: 100)])
  func longIdentity(text: String) {
    let label = BenchmarkLabel.of(text)
    #expect(label.count == 79)
    #expect(measure { text.count }.benchmark.label == label)
    #expect(measure(text) { text.count }.benchmark.label == label)
  }

  @Test("that two calls of a case share is reported with both source locations, and that of two cases with one")
  func shared() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("messages")
    let request = ChildRequest(task: .session, messages: file)
    let context = SessionContext(request: request, writer: try MessageWriter(file: file))
    let id = Example.id
    var (first, second) = (Example.location, Example.location)
    (first.line, second.line) = (10, 20)
    context.enterCase()
    context.register(id, at: first)
    var other = id
    other.label = "other"
    context.register(other, at: first)
    func reported() -> [String] {
      MessageWriter.messages(in: file).map { "\($0)" }.filter { $0 != "\(ChildMessage.entered)" }
    }
    #expect(reported().isEmpty)
    context.register(id, at: second)
    #expect(reported() == ["\(ChildMessage.duplicate(id, first: first, second: second))"])
    context.enterCase()
    context.register(other, at: first)
    #expect(reported().dropFirst() == ["\(ChildMessage.sharedLabel(other, first))"])
  }
}
