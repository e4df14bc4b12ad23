import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("A run as JSON")
struct RunReportTests {
  private struct Document: Decodable {
    struct Entry: Decodable {
      var isRed: Bool
      var text: String
      var verdict: Verdict
    }

    var schema: String
    var version: Int
    var mode: String
    var times: String
    var environment: RunEnvironment
    var isFinished: Bool
    var exitStatus: Int
    var seconds: Double
    var benchmarks: Int
    var counts: [String: Int]
    var verdicts: [Entry]
    var outside: [String]?
  }

  @Test("It has the data of the table, and each verdict as in the log")
  func document() throws {
    let verdicts = [Example.slower(Example.id("decode()")), Example.same(Example.id("\u{1B}[31m\n"))]
    let report = RunReport(RunSummary(RunRecord(Example.events(verdicts)), redRule: .local))
    let data = try JSONEncoder().encode(report)
    let document = try JSONDecoder().decode(Document.self, from: data)
    #expect(document.schema == "swift-performance-testing/run")
    #expect(document.version == 2)
    #expect(document.mode == "gate")
    #expect(document.times == "times compared with the baselines of this machine")
    #expect(document.environment == Example.environment)
    #expect(document.isFinished)
    #expect(document.exitStatus == 1)
    #expect(document.seconds == 7.2)
    #expect(document.benchmarks == 2)
    #expect(document.counts == ["regressed": 1, "same": 1])
    #expect(document.verdicts.map(\.verdict) == verdicts)
    #expect(document.verdicts.map(\.isRed) == [true, false])
    #expect(document.verdicts.map(\.text) == verdicts.map(\.sentence))
    #expect(document.outside == nil && !data.contains(0x1B))
  }

  @Test("It has the packages whose changes no comparison of builds shows")
  func outside() throws {
    var record = RunRecord(Example.events([Example.same(Example.id("encode()"))]))
    let cost = ConfirmationCost(
      against: "3f2c91d", candidates: 1, buildSeconds: 1, measureSeconds: 1, outside: ["/w/Shared"])
    record.add(RunEvent(sequence: 99, time: 1, run: "r", .confirmed(cost)))
    let data = try JSONEncoder().encode(RunReport(RunSummary(record, redRule: .local)))
    #expect(try JSONDecoder().decode(Document.self, from: data).outside == ["/w/Shared"])
  }
}
