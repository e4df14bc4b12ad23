import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The request to a child")
struct ChildRequestTests {
  private let folder: TemporaryFolder
  private var messages: URL { folder.file("with space/messages.jsonl") }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "with space/messages.jsonl")
  }

  @Test(
    "is read back from an environment and a file",
    arguments: [
      (ChildRequest.Task.list, PlantedSlowdown(.time, factor: 1.5)), (.session, PlantedSlowdown(.work, factor: 1.25)),
    ] as [(ChildRequest.Task, PlantedSlowdown)])
  func roundTrip(task: ChildRequest.Task, slowdown: PlantedSlowdown) throws {
    let counts = ["M.S/a()": 12, "M.S/b(x:)/größer \"5\"\n": 1]
    var request = ChildRequest(
      task: task, messages: messages, iterations: counts, slowdown: slowdown, countedIterations: 3)
    request.variables = ["B", "A"]
    try request.write()
    let read = try #require(try ChildRequest(environment: request.environment))
    #expect(read.task == task)
    #expect(read.messages.path == messages.path)
    #expect(read.iterations == counts)
    #expect(read.slowdown == slowdown && read.countedIterations == 3 && read.variables == ["A", "B"])
  }

  @Test("has variables of fixed length, whatever it holds and wherever its file is")
  func length() throws {
    let paths = ["/a", "/tmp/" + String(repeating: "long/", count: 50), "/" + String(repeating: "x", count: 511)]
    for path in paths {
      for count in [0, 5_000] {
        let counts = Dictionary(uniqueKeysWithValues: (0..<count).map { ("M.S/test\($0)()", $0) })
        let request = ChildRequest(task: .session, messages: URL(fileURLWithPath: path), iterations: counts)
        #expect(Set(request.environment.keys) == ["PERFTEST_CHILD", "PERFTEST_CHILD_ANSWER"])
        #expect(request.environment["PERFTEST_CHILD_ANSWER"]?.utf8.count == 512)
      }
    }
    let long = ChildRequest(task: .session, messages: URL(fileURLWithPath: "/" + String(repeating: "x", count: 512)))
    #expect(long.environment["PERFTEST_CHILD_ANSWER"]?.utf8.count == 1024)
  }

  @Test("with more counts than a variable can hold is read back")
  func large() throws {
    let counts = Dictionary(uniqueKeysWithValues: (0..<20_000).map { ("M.S/a()/label number \($0)", $0) })
    let request = ChildRequest(task: .session, messages: messages, iterations: counts)
    try request.write()
    #expect(try ChildRequest(environment: request.environment)?.iterations == counts)
  }

  @Test("is absent where no bundle set one")
  func absent() throws {
    #expect(try ChildRequest(environment: [:]) == nil)
    #expect(try ChildRequest(environment: ["PERFTEST_MODE": "gate", "PERFTEST_CHILD_ANSWER": "nonsense"]) == nil)
  }

  @Test(
    "that cannot be read names the variable",
    arguments: [
      ["PERFTEST_CHILD": "banana"], ["PERFTEST_CHILD": ""], ["PERFTEST_CHILD_ANSWER": nil],
    ] as [[String: String?]])
  func nonsense(change: [String: String?]) throws {
    let request = ChildRequest(task: .session, messages: messages)
    try request.write()
    var environment = request.environment
    for (key, value) in change { environment[key] = value }
    let error = #expect(throws: InputError.self) { try ChildRequest(environment: environment) }
    #expect(error?.file == "environment variable PERFTEST_CHILD")
    #expect(error?.remedy.isEmpty == false)
  }

  @Test(
    "with a damaged file names the file",
    arguments: [nil, "", "{", "{}", #"{"iterations":{"a":"x"},"slowdown":1}"#, "\u{0}\u{1}"])
  func broken(text: String?) throws {
    let request = ChildRequest(task: .session, messages: messages)
    if let text { try folder.write(text, to: "with space/order.json") }
    let error = #expect(throws: InputError.self) { try ChildRequest(environment: request.environment) }
    #expect(error?.file.hasSuffix("/with space/order.json") == true)
    #expect(error?.remedy.isEmpty == false)
  }
}
