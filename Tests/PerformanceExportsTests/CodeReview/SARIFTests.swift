import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("SARIF")
struct SARIFTests {
  private static let jsonschema = PythonReader("json_schema.py", with: "jsonschema")

  private struct Document: Decodable {
    struct Run: Decodable {
      var results: [Result]
      var invocations: [Invocation]
      var tool: Tool
    }
    struct Tool: Decodable { var driver: Driver }
    struct Driver: Decodable { var rules: [Rule] }
    struct Rule: Decodable { var id: String }
    struct Message: Decodable { var text: String }
    struct Invocation: Decodable {
      struct Notification: Decodable { var message: Message }
      var executionSuccessful: Bool
      var toolExecutionNotifications: [Notification]
    }
    struct Result: Decodable {
      var ruleId: String
      var ruleIndex: Int
      var message: Message
    }
    var runs: [Run]
  }

  private func run(_ reported: ReportedRun) throws -> Document.Run {
    let document = try JSONDecoder().decode(Document.self, from: Data(SARIFExporter.text(of: reported).utf8))
    return try #require(document.runs.first)
  }

  @Test("It has the keys that services require", .enabled(if: jsonschema != nil, "jsonschema is not installed"))
  func schema() throws {
    let schema = Fixture.file("CodeReview/sarif.schema.json").path
    let empty = ReportedRun(RunSummary(RunRecord(Example.events([])), redRule: .local))
    for run in [SmallRun.reported, ReportedExample.run(), empty, HostileRun.run(HostileText.some(200))] {
      try #require(Self.jsonschema).read(SARIFExporter.text(of: run), schema)
    }
  }

  @Test("Every red verdict is a result with its rule, or a notification where its source is unknown")
  func results() throws {
    for reported in [SmallRun.reported, ReportedExample.run(), HostileRun.run(HostileText.some(100))] {
      let run = try run(reported)
      let notified = run.invocations.flatMap(\.toolExecutionNotifications).map(\.message.text)
      let found = run.results.map(\.message.text) + notified
      #expect(found.sorted() == reported.summary.red.map(\.sentence).sorted())
      for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
    }
    #expect(try self.run(SmallRun.reported).invocations[0].toolExecutionNotifications.count == 1)
  }

  @Test("A failed test and a run that broke off are reported")
  func failures() throws {
    let same = Example.same(Example.id("decode()"))
    let failed = ReportedRun(
      RunSummary(RunRecord(Example.events([same])), redRule: .local, testFailure: "Expectation failed"))
    #expect(try run(failed).invocations[0].toolExecutionNotifications.map(\.message.text) == ["Expectation failed"])
    let broken = ReportedRun(RunSummary(RunRecord(Example.events([same], ending: .brokenOff)), redRule: .local))
    #expect(try run(broken).invocations[0].executionSuccessful == false)
  }

  @Test("A file outside of the repository is an absolute URL")
  func absolutePath() {
    var verdict = Example.slower(Example.id("decode()"))
    verdict.location = Example.location("/other/My Tests/a:b.swift")
    let run = ReportedRun(RunSummary(RunRecord(Example.events([verdict])), redRule: .local))
    #expect(SARIFExporter.text(of: run).contains(#""uri": "file:///other/My%20Tests/a%3Ab.swift""#))
  }
}
