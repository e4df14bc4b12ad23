import Foundation
import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Reports of GitLab")
struct GitLabReportTests {
  private static let jsonschema = PythonReader("json_schema.py", with: "jsonschema")
  private static let openMetricsReader = PythonReader("open_metrics.py", with: "prometheus_client")

  private struct Finding: Decodable {
    var fingerprint: String
    var severity: String
  }

  private static func run(_ verdicts: [Verdict]) -> ReportedRun {
    ReportedRun(RunSummary(RunRecord(Example.events(verdicts)), redRule: .local))
  }

  private func findings(_ run: ReportedRun) throws -> [Finding] {
    try JSONDecoder().decode([Finding].self, from: Data(GitLabCodeQualityExporter.text(of: run).utf8))
  }

  @Test(
    "Code Quality has the keys that GitLab requires", .enabled(if: jsonschema != nil, "jsonschema is not installed"))
  func schema() throws {
    let schema = Fixture.file("CodeReview/codequality.schema.json").path
    for run in [SmallRun.reported, Self.run([]), HostileRun.run(HostileText.some(200))] {
      try #require(Self.jsonschema).read(GitLabCodeQualityExporter.text(of: run), schema)
    }
  }

  @Test("A fingerprint is that of the finding, whatever its numbers and line are")
  func fingerprints() throws {
    let id = Example.id("decode()")
    var moved = Example.slower(id, by: 1.5)
    moved.location = Example.location(line: 99)
    let first = try findings(Self.run([Example.slower(id)])).map(\.fingerprint)
    #expect(try findings(Self.run([moved])).map(\.fingerprint) == first)
    let all = try findings(
      Self.run([
        Example.slower(id), Example.grew(id), Example.slower(Example.id("decode()", label: "1")), Example.missing(id),
      ])
    ).map(\.fingerprint)
    #expect(Set(all).count == 4 && all.contains(first[0]))
  }

  @Test("Each red verdict is a finding, and an accepted regression is an information")
  func severities() throws {
    let run = SmallRun.reported
    #expect(try findings(run).map(\.severity) == ["critical", "critical", "major", "major", "minor", "info"])
    #expect(run.summary.red.count == 5)
  }

  @Test("Metrics change only where a verdict says so, and counts at once")
  func metrics() {
    let id = Example.id("decode()")
    func lines(_ verdicts: [Verdict]) -> [Substring] {
      GitLabMetricsExporter.text(of: Self.run(verdicts)).split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
    var again = Example.same(id)
    again.now = 1_049_999
    #expect(lines([Example.same(id)]) == lines([again]))
    #expect(lines([Example.busy(id)]).first?.hasSuffix(" 12300000") == true)
    #expect(lines([Example.slower(id)]).first?.hasSuffix(" 16100000") == true)
    #expect(lines([Example.grew(id, from: 123_456, to: 123_457)]).first?.hasSuffix(" 123457") == true)
    #expect(lines([Example.missing(id)]).isEmpty)
  }

  @Test("Metrics are OpenMetrics", .enabled(if: openMetricsReader != nil, "prometheus_client is not installed"))
  func openMetrics() throws {
    let text = try #require(Self.openMetricsReader).read(GitLabMetricsExporter.text(of: SmallRun.reported))
    #expect(text == "5\n")
    try #require(Self.openMetricsReader).read(GitLabMetricsExporter.text(of: HostileRun.run(HostileText.some(200))))
  }
}
