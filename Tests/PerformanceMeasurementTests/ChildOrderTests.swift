import Foundation
import PerformanceMeasurement
import PerformanceProcesses
import PerformanceRecords
import Testing

@Suite("The order of a child")
struct ChildOrderTests {
  private static let answer = URL(fileURLWithPath: "/tmp/with space/answer.jsonl")

  @Test("survives the way through an environment", arguments: [ChildOrder.Task.list, .session])
  func roundTrip(task: ChildOrder.Task) throws {
    let counts = ["M.S/a()": 12, "M.S/b(x:)/größer \"5\"\n": 1]
    let order = ChildOrder(task: task, answer: Self.answer, iterations: counts, slowdown: 1.5)
    let read = try #require(try ChildOrder(environment: try order.environment(from: [:])))
    #expect(read.task == task)
    #expect(read.answer == Self.answer)
    #expect(read.iterations == counts)
    #expect(read.slowdown == 1.5)
  }

  @Test("replaces the switches of its parent, keeps the clock and the rest, and fixes the order of sets")
  func environment() throws {
    let parent = [
      "PATH": "/bin", "PERFTEST_CLOCK": "/tmp/clock", "PERFTEST_MODE": "record", "PERFTEST_RUN": "x",
      "PERFTEST_CHILD": "list", "PERFTEST": "1",
      "SWIFT_DETERMINISTIC_HASHING": "0",
    ]
    let child = try ChildOrder(task: .session, answer: Self.answer).environment(from: parent)
    #expect(child["PATH"] == "/bin" && child["PERFTEST"] == "1")
    #expect(child["PERFTEST_CLOCK"] == "/tmp/clock")
    #expect(child["PERFTEST_MODE"] == nil && child["PERFTEST_RUN"] == nil)
    #expect(child["PERFTEST_CHILD"] == "session")
    #expect(child["SWIFT_DETERMINISTIC_HASHING"] == "1")
  }

  @Test("is missing where no bundle gave one")
  func none() throws {
    #expect(try ChildOrder(environment: [:]) == nil)
    #expect(try ChildOrder(environment: ["PERFTEST_MODE": "gate", "PERFTEST_CHILD_PLAN": "nonsense"]) == nil)
  }

  struct Nonsense: Sendable {
    var change: [String: String?]
    var variable: String
  }

  @Test(
    "that makes no sense names the variable",
    arguments: [
      Nonsense(change: ["PERFTEST_CHILD": "banana"], variable: "PERFTEST_CHILD"),
      Nonsense(change: ["PERFTEST_CHILD": ""], variable: "PERFTEST_CHILD"),
      Nonsense(change: ["PERFTEST_CHILD_ANSWER": nil], variable: "PERFTEST_CHILD"),
      Nonsense(change: ["PERFTEST_CHILD_PLAN": nil], variable: "PERFTEST_CHILD"),
      Nonsense(change: ["PERFTEST_CHILD_PLAN": "{"], variable: "PERFTEST_CHILD_PLAN"),
      Nonsense(change: ["PERFTEST_CHILD_PLAN": "{}"], variable: "PERFTEST_CHILD_PLAN"),
      Nonsense(
        change: ["PERFTEST_CHILD_PLAN": #"{"iterations":{"a":"x"},"slowdown":1}"#], variable: "PERFTEST_CHILD_PLAN"),
      Nonsense(change: ["PERFTEST_CHILD_PLAN": "\u{0}\u{1}"], variable: "PERFTEST_CHILD_PLAN"),
    ])
  func nonsense(nonsense: Nonsense) throws {
    var environment = try ChildOrder(task: .session, answer: Self.answer).environment(from: [:])
    for (key, value) in nonsense.change { environment[key] = value }
    let error = #expect(throws: InputError.self) { try ChildOrder(environment: environment) }
    #expect(error?.file == "environment variable \(nonsense.variable)")
    #expect(error?.remedy.isEmpty == false)
  }
}
