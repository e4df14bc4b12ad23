import Foundation
import PerformanceBundles
import PerformanceMeasurement
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

  @Test("is absent in a test without parameters")
  func unparameterised() {
    #expect(CaseLabel.current == nil)
  }

  @Test("is part of the benchmark's id, unless the call has a label", .samples(1), .duration(.zero), arguments: [7, 8])
  func identity(count: Int) {
    #expect(measure { count }.benchmark.label == "\(count)")
    #expect(measure("own") { count }.benchmark.label == "own")
  }

  @Test("that two calls share is reported with both source locations")
  func duplicate() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("answer")
    let order = ChildRequest(task: .session, answer: file)
    let context = SessionContext(request: order, writer: try MessageWriter(file: file))
    let id = Example.id
    var (first, second) = (Example.location, Example.location)
    (first.line, second.line) = (10, 20)
    context.register(id, at: first)
    var other = id
    other.label = "other"
    context.register(other, at: first)
    func duplicates() -> [String] {
      MessageWriter.answers(in: file).compactMap { if case .duplicate = $0 { "\($0)" } else { nil } }
    }
    #expect(duplicates().isEmpty)
    context.register(id, at: second)
    #expect(duplicates() == ["\(ChildMessage.duplicate(id, first: first, second: second))"])
  }
}
