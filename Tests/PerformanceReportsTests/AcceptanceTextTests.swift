import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("An accepted regression in reports")
struct AcceptanceTextTests {
  private func accepted(
    _ verdict: Verdict = Example.grew(Example.id("decode()")), _ state: Verdict.Acceptance.State = .valid,
    limit: Double = 13, reason: String = "the index needs it"
  ) -> Verdict {
    var verdict = verdict
    verdict.acceptance = Verdict.Acceptance(state: state, until: "2026-12-31", reason: reason, limit: limit)
    if state == .valid { verdict.outcome = .accepted }
    return verdict
  }

  private func summary(_ verdicts: Verdict..., unused: [UnusedAcceptance] = []) -> RunSummary {
    var events = Example.events(verdicts)
    events.insert(contentsOf: unused.map { RunEvent(time: 0, .acceptanceUnused($0)) }, at: 2)
    return RunSummary(RunRecord(events), redRule: .continuousIntegration)
  }

  private func unused(_ cause: UnusedAcceptance.Cause, metric: String = "wallClock") -> UnusedAcceptance {
    UnusedAcceptance(
      benchmark: Example.id("decode()"), metric: metric, until: Day(Date(timeIntervalSince1970: 0)), cause: cause)
  }

  @Test("It names its last day and its reason")
  func valid() {
    #expect(accepted().sentence == "decode(): allocations 12 → 13; accepted until 2026-12-31: the index needs it")
    #expect(
      accepted(Example.slower(Example.id("decode()"))).sentence
        == "decode() wallClock: 12.3 ms → 16.1 ms, +31.0 % [+28 %, +35 %] (tolerance 20 %); "
        + "accepted until 2026-12-31: the index needs it")
  }

  @Test("An expired one is reported with a remedy")
  func expired() {
    #expect(
      accepted(Example.grew(Example.id("decode()")), .expired).sentence
        == "decode(): allocations 12 → 13; each of 3 fresh processes counted more; "
        + "its acceptance ended on 2026-12-31; accept it again or fix it")
  }

  @Test("An exceeded one names the accepted change")
  func exceeded() {
    #expect(
      accepted(Example.slower(Example.id("decode()"), by: 2), .exceeded, limit: 19_000_000).explanation
        == "each of 15 fresh processes was slower; accepted until 2026-12-31, but only up to 19.0 ms")
  }

  @Test("The run is green, and the table shows the row with its reason")
  func table() {
    let summary = summary(accepted(), Example.same(Example.id("encode()")))
    #expect(summary.exitStatus == .pass)
    let lines = VerdictTable(summary: summary).lines(.oneScreen(restIn: "log"))
    #expect(lines.contains { $0.contains("accepted") && $0.contains("+8.3 %") })
    #expect(lines.contains { $0.hasSuffix("accepted until 2026-12-31: the index needs it") })
    #expect(
      ClosingLines(summary: summary, commandPrefix: "perftest").lines == [
        "2 benchmarks, 2 verdicts: 1 accepted, 1 same – green, measured in 7.2 s"
      ])
  }

  @Test("Markdown and JSON show it, and GitHub shows a warning at its line")
  func otherReports() throws {
    let summary = summary(accepted())
    #expect(MarkdownSummary(summary: summary).text.contains("accepted until 2026-12-31&#58; the index needs it"))
    let report = String(decoding: try PrettyJSON.encode(RunReport(summary)), as: UTF8.self)
    #expect(report.contains(#""outcome": "accepted""#) && report.contains(#""isRed": false"#))
    #expect(report.contains(#""state": "valid""#) && report.contains(#""until": "2026-12-31""#))
    #expect(
      WorkflowAnnotations(summary: summary) { $0.replacing("/home/me/app/", with: "") }.lines == [
        "::warning file=PerfTests/JSON.swift,line=20,title=JSONPerformance/decode() accepted"
          + "::decode(): allocations 12 → 13; accepted until 2026-12-31: the index needs it"
      ])
  }

  @Test("An expired one is an error like any other regression")
  func expiredAnnotation() {
    let summary = summary(accepted(Example.grew(Example.id("decode()")), .expired))
    #expect(summary.exitStatus == .red)
    let lines = WorkflowAnnotations(summary: summary, path: { $0 }).lines
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("::error ") })
  }

  @Test("A reason of several lines, or with control characters, is one harmless line")
  func hostileReason() {
    let verdict = accepted(reason: "a\n::error::b\u{1B}[2J")
    #expect(verdict.explanation == #"accepted until 2026-12-31: a / \u{3a}:error::b\u{1b}[2J"#)
  }

  @Test("An unused acceptance is a warning with the command that removes it, and never red")
  func unusedAcceptances() throws {
    let summary = summary(Example.same(Example.id("decode()")), unused: [unused(.notRegressed), unused(.notMeasured)])
    #expect(summary.exitStatus == .pass)
    let text = VerdictTable(summary: summary, width: 400).lines(.all).joined(separator: "\n")
    #expect(
      text.contains(
        "warning: JSONPerformance/decode(): wallClock is accepted until 1970-01-01, but it is no longer regressed: "
          + "swift run perftest accept 'PerfTests.JSONPerformance/decode()' --metric wallClock --remove"))
    #expect(text.contains("but no 'measure' call produces it any more"))
    #expect(MarkdownSummary(summary: summary).text.contains("no longer regressed"))
    let report = String(decoding: try PrettyJSON.encode(RunReport(summary)), as: UTF8.self)
    #expect(report.contains(#""cause": "notRegressed""#))
  }

  @Test("A name with special characters is quoted in a command")
  func quotedMetric() {
    let summary = summary(
      Example.same(Example.id("decode()")), unused: [unused(.notRegressed, metric: "cache hits; x")])
    let text = VerdictTable(summary: summary, width: 400).lines(.all).joined()
    #expect(text.contains("--metric 'cache hits; x' --remove"))
  }

  @Test("The list shows the metrics with their accepted numbers and last days")
  func list() throws {
    let today = try #require(Day("2026-11-20"))
    let acceptances = try ["2026-12-31", "2026-11-20", "2026-11-19"].map { until in
      AcceptedRegression(
        benchmark: Example.id("decode()"), metric: "wallClock", unit: .nanoseconds, baseline: 12_300_000,
        value: 16_100_000, toolchain: "t", machine: "m", reason: "the index needs it",
        since: try #require(Day("2026-11-01")), until: try #require(Day(until)))
    }
    let lines = AcceptanceTable(acceptances, today: today).lines(width: 200)
    #expect(lines.count == 4)
    #expect(lines[1].contains("12.3 ms → 16.1 ms") && lines[1].contains("41 days left"))
    #expect(lines[2].contains("0 days left"))
    #expect(lines[3].contains(" over ") && lines[3].hasSuffix("the index needs it"))
    #expect(AcceptanceTable([], today: today).lines().isEmpty)
  }
}
