import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The schema of a run as JSON")
struct RunSchemaTests {
  private static let jsonschema = PythonReader("json_schema.py", with: "jsonschema")
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "Sources/PerformanceTesting/PerformanceTesting.docc/Resources/run.schema.json")

  private struct Schema: Decodable {
    struct Constant<Value: Decodable>: Decodable { var const: Value }
    struct Properties: Decodable {
      var schema: Constant<String>
      var version: Constant<Int>
    }
    enum CodingKeys: String, CodingKey {
      case dialect = "$schema"
      case id = "$id"
      case properties
    }
    var dialect: String
    var id: String
    var properties: Properties
  }

  @Test("Its id and its constants are those of the document")
  func version() throws {
    let schema = try JSONDecoder().decode(Schema.self, from: Data(contentsOf: Self.file))
    #expect(schema.dialect == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema.properties.schema.const == RunReport.schema)
    #expect(schema.properties.version.const == RunReport.version)
    #expect(schema.id == "urn:\(RunReport.schema.replacing("/", with: ":")):\(RunReport.version)")
  }

  @Test("Runs are valid by it", .enabled(if: jsonschema != nil, "jsonschema is not installed"))
  func runs() throws {
    let broken = Example.events([Example.same(Example.id("f()"))], ending: .brokenOff)
    let others = [[], broken].map { ReportedRun(RunSummary(RunRecord($0), redRule: .local)) }
    for run in [SmallRun.reported, ReportedExample.run(), HostileRun.run(HostileText.some(100))] + others {
      try #require(Self.jsonschema).read(try JSONExporter.text(of: run), Self.file.path)
    }
  }

  @Test(
    "Verdicts with every outcome and reason are valid by it",
    .enabled(if: jsonschema != nil, "jsonschema is not installed"))
  func verdicts() throws {
    let reasons = Verdict.Reason.known + [.other("next")]
    var verdicts = (Verdict.Outcome.known + [.other("next")]).flatMap { outcome in
      reasons.map { Verdict(benchmark: Example.id, metric: Example.hits, outcome: outcome, reason: $0) }
    }
    var full = Example.slower(Example.id("f()", label: "1"))
    full.confirmation = .init(
      state: .confirmed, commit: "abc", pairs: 9, ratio: 1.3, interval: full.interval, absence: nil)
    full.slowSessions = .init(slower: 3, of: 4, factor: 2)
    full.cause = ChangeCause(ratio: 1.3, functions: [.init(name: "g()", change: 400)])
    full.acceptance = .init(state: .expired, until: "2026-01-31", reason: "r", limit: 3)
    full.budget = .p99
    (full.timeLimit, full.stoppedAfter) = (60, 5)
    verdicts.append(full)
    verdicts.append(Verdict(function: Example.id.function, outcome: .failed, reason: .crashed, detail: .other("next")))
    let run = ReportedRun(RunSummary(RunRecord(Example.events(verdicts)), redRule: .local, testFailure: "failed"))
    try #require(Self.jsonschema).read(try JSONExporter.text(of: run), Self.file.path)
  }

  /// Parts of a document with what makes it invalid.
  private static let mistakes = [
    (#""version": 2"#, #""version": 3"#), (#""exitStatus": 1"#, #""exitStatus": "1""#), (#""isRed": true,"#, ""),
    (#""outcome": "regressed","#, ""), (#""sessions": 15"#, #""sessions": -1"#),
    (#""kind": "benchmark""#, #""kind": 5"#), (#""direction": "lower""#, #""direction": "sideways""#),
  ]

  @Test(
    "A document with another version, without a key or with a wrong type is not",
    .enabled(if: jsonschema != nil, "jsonschema is not installed"))
  func invalid() throws {
    let text = try JSONExporter.text(of: SmallRun.reported)
    let documents = Self.mistakes.map { text.replacing($0.0, with: $0.1) }
    #expect(documents.allSatisfy { $0 != text })
    let array = "[" + ([text] + documents).joined(separator: ",") + "]"
    let valid = try #require(PythonReader("json_schemas.py", with: "jsonschema")).read(array, Self.file.path)
    #expect(valid == "[0]\n")
  }
}
