import Foundation
import PerformanceAlerts
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("perftest alerts", .timeLimit(.minutes(60)))
struct AlertsCommandTests {
  private let package: CommandPackage
  private var folder: TemporaryFolder { package.folder }

  init() throws { package = try CommandPackage() }

  @discardableResult
  private func run(_ words: String...) -> CommandPackage.Outcome { package.run(["alerts"] + words) }

  /// Writes the log of a run.
  private func write(run number: Int, _ verdicts: [Verdict]) throws {
    let state = StateFolder(package: folder.url, environment: [:])
    try state.create()
    let name = "20260101-00000\(number)000-0000abcd-1"
    let lines = try Example.events(verdicts).enumerated().map { index, event in
      let whole = RunEvent(
        sequence: index + 1, time: 1_767_225_600 + Double(number) * 3_600, run: name, event.body)
      return String(decoding: try JSONEncoder().encode(whole), as: UTF8.self) + "\n"
    }
    try folder.write(lines.joined(), to: ".perftest/runs/\(name).jsonl")
  }

  /// Machines are noisy: only what the test is about may fire.
  private func settings(_ more: String = "") throws {
    let others = AlertRule.all.filter { !["PerfRegression", "PerfSeriesMissing", "PerfDrift"].contains($0.name) }
    let rules = others.map { "\"\($0.name)\": {\"disabled\": true}" }.joined(separator: ", ")
    try folder.write(
      "{\"schema\": \"swift-performance-testing/alerts\", \"version\": 1, \"rules\": {\(rules)}\(more)}",
      to: "baselines/alerts.json")
  }

  @Test("A regression is reported once, on standard error and in the file, listed, and over with the next good run")
  func regression() throws {
    try settings()
    try write(run: 1, [Example.slower(Example.id("decode()")), Example.missing(Example.id("encode()"))])
    let first = run("check")
    #expect(first.status == 0 && first.output.hasPrefix("2 firing, 0 pending"), "\(first)")
    #expect(first.messages.contains("[FIRING:1] PerfRegression (critical)\n"))
    #expect(first.messages.contains("is 31 % worse than its baseline"))
    let again = run("check")
    #expect(!again.messages.contains("FIRING") && again.output.hasPrefix("2 firing"), "\(again)")
    let lines = try folder.text(of: ".perftest/alerts/notifications.jsonl").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(run("list", "--active").output.contains("PerfSeriesMissing"))
    try write(run: 2, [Example.same(Example.id("decode()")), Example.same(Example.id("encode()"))])
    let over = run("check")
    #expect(over.output.hasPrefix("0 firing, 0 pending, 2 resolved") && over.messages.contains("[RESOLVED]"), "\(over)")
    #expect(run("list", "--resolved").output.contains("PerfRegression"))
    #expect(run("stats").output.contains("PerfRegression"))
  }

  @Test("Who acknowledges and who silences is said, and neither changes what fires")
  func people() throws {
    try settings()
    try write(run: 1, [Example.slower(Example.id("decode()"))])
    run("check")
    #expect(run("ack", "PerfRegression", "--author", "Kim").output == "Kim looks after 1 alert\n")
    #expect(run("list", "--active").output.contains("Kim looks after it"))
    #expect(run("ack", "PerfDrift", "--author", "Kim").status == 78)
    let silence = run(
      "silence", "alertname=PerfRegression", "--author", "Kim", "--comment", "known", "--hours", "2")
    #expect(silence.output.contains("1 alert now"))
    let list = run("silence", "--list").output
    #expect(list.contains("alertname=PerfRegression") && list.contains("Kim: known"))
    let id = String(list.prefix { $0 != " " })
    #expect(run("silence", "--end", "--id", id).status == 0)
    #expect(run("silence", "--end", "--id", id).status == 78)
    #expect(run("silence", "no-label", "--author", "Kim", "--comment", "x", "--hours", "2").status == 64)
  }

  @Test("A test goes through every receiver, and one that cannot be reached is status 75 without its secret")
  func receivers() throws {
    try settings(
      """
      , "receivers": {"console": {"kind": "console"}, "file": {"kind": "file"},
        "chat": {"kind": "slack", "url": {"environment": "NO_SUCH_VARIABLE"}}}
      """)
    let outcome = run("test", "--severity", "warning")
    #expect(outcome.status == 75 && outcome.messages.contains("NO_SUCH_VARIABLE"), "\(outcome)")
    #expect(outcome.messages.contains("[TEST] [FIRING:1] PerfTest (warning)"))
    #expect(
      outcome.output == "console: sent (firing)\nconsole: sent (resolved)\nfile: sent (firing)\nfile: sent (resolved)\n"
    )
    #expect(run("test", "--receiver", "file").status == 0)
    #expect(run("test", "--receiver", "nobody").status == 64)
  }

  @Test("A rule is shown with its condition and its runbook, and a misspelt one is asked about")
  func show() {
    let outcome = run("show", "PerfNoisy")
    #expect(outcome.output.contains("perf_bench_noise_ratio") && outcome.output.contains("RunbookNoisyBenchmark"))
    let misspelt = run("show", "PerfNosy")
    #expect(misspelt.status == 78 && misspelt.messages.contains("PerfNoisy"))
  }

  @Test("The rules for Prometheus are written with the changed limits")
  func export() throws {
    try folder.write(
      """
      {"schema": "swift-performance-testing/alerts", "version": 1, "rules": {"PerfNoisy": {"limit": 0.37}}}
      """, to: "baselines/alerts.json")
    let outcome = run("export", "--interval", "30")
    #expect(outcome.status == 0 && outcome.output.contains("> 0.37") && outcome.output.contains("for: 60s"))
    #expect(run("export", "--output", "rules.yml").output.isEmpty)
    #expect(try folder.text(of: "rules.yml").hasPrefix("groups:\n"))
  }
}
