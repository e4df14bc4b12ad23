import Foundation
import PerformanceAlerts
import PerformanceOperations
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The status of a run")
struct StatusCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  private func run(_ arguments: String...) async -> CommandOutcome {
    await Perftest.run(arguments, environment: ["LC_ALL": "C.UTF-8", "PERFTEST_GPU": "off"], in: folder.url)
  }

  private func writeRun(_ name: String, isFinished: Bool = true) throws -> EventLogWriter {
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/\(name).jsonl"))
    let id = Example.id("decode()")
    try writer.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    try writer.append(.attempt(SessionAttempt(function: id.function, round: 1, position: 1, count: 3)))
    try writer.append(.session(SessionEvent(round: 1, session: Example.session("decode()", wallClock: 100))))
    try writer.append(.verdict(Example.slower(id)))
    if isFinished { try writer.append(.runFinished(RunEnd(seconds: 7))) }
    return writer
  }

  @Test("Without a run it is that of the machine")
  func machineAlone() async {
    let outcome = await run("status")
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    #expect(outcome.output.contains("no run is under way") && outcome.output.contains("memory"), "\(outcome)")
    #expect(!outcome.output.contains("q quit") && !outcome.output.contains("\u{1B}"))
  }

  @Test("It is that of the run under way, else of the last one; each mode fits in its lines")
  func runs() async throws {
    _ = try writeRun("1")
    let last = await run("status")
    #expect(last.output.contains("RED, measured in 7.0 s") && last.output.contains("Verdicts: 1 regressed"), "\(last)")
    let current = try writeRun("2", isFinished: false)
    for mode in ["full", "compact", "minimal"] {
      let outcome = await run("status", "--mode", mode)
      #expect(outcome.output.contains("1 regressed") && outcome.output.contains("decode()"), "\(outcome)")
      #expect(!outcome.output.contains("measured in"), "\(outcome)")
    }
    #expect(await run("status", "1").output.contains("RED, measured in 7.0 s"))
    withExtendedLifetime(current) {}
  }

  @Test("A file has the same text without escape sequences, or the same as one object")
  func files() async throws {
    _ = try writeRun("1")
    let text = await run("status", "1", "--output", "status.txt", "--mode", "compact")
    #expect(text.status == 0 && text.output.isEmpty, "\(text)")
    let written = try folder.text(of: "status.txt")
    #expect(written.contains("Verdicts: 1 regressed") && !written.contains("\u{1B}") && written.hasSuffix("\n"))
    _ = await run("status", "--json", "--output", "status.json")
    let data = Data(try folder.text(of: "status.json").utf8)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((document["run"] as? [String: Any])?["phase"] as? String == "finished")
    #expect(document["machine"] != nil)
  }

  @Test("It has the alerts that fire and the objectives, as 'alerts check' and 'slo status' have left them")
  func promises() async throws {
    let now = Date().timeIntervalSince1970
    let store = AlertStore(StateFolder(package: folder.url, environment: [:]))
    let labels = [
      "alertname": "PerfRegression", "severity": "critical", "category": "critical", "suite": "A.B",
      "bench": "A.B/c()", "metric": "wallClock",
    ]
    var firing = Alert(
      rule: "PerfRegression", labels: labels, phase: .firing, since: now, fired: now - 11_000, held: now, count: 1,
      value: 0.3)
    firing.acknowledgement = Alert.Acknowledgement(author: "Kim", time: now)
    let pending = Alert(
      rule: "PerfNoisy", labels: ["alertname": "PerfNoisy", "severity": "warning"], phase: .pending, since: now,
      held: now, count: 1, value: 0.2)
    var alerts = AlertState()
    (alerts.alerts, alerts.evaluated, alerts.evaluations) = ([firing, pending], now - 90, 1)
    try store.locked {
      try store.write(alerts)
      try store.append(AlertEvaluation(time: now - 60, holds: [], clear: ["PerfHighMemory"]))
    }
    try FileManager.default.createDirectory(at: folder.file("baselines"), withIntermediateDirectories: true)
    try ObjectiveFile(in: folder.file("baselines")).write(
      Objectives(objectives: [Objective(id: "free-memory", target: 0.9, indicator: .quietRule("PerfHighMemory"))]))
    let before = await run("status")
    #expect(before.output.contains("Alerts: 1 critical") && !before.output.contains("Objectives"), "\(before)")
    #expect(before.output.contains("PerfRegression 3 h  A.B/c() wallClock"), "\(before)")
    let counted = await run("slo", "status")
    #expect(counted.status == 0, "\(counted)")
    let after = await run("status")
    #expect(after.output.contains("Objectives, counted") && after.output.contains("free-memory"), "\(after)")
    let data = Data(await run("status", "--json").output.utf8)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let shown = try #require((document["alerts"] as? [String: Any])?["firing"] as? [[String: Any]])
    #expect(shown.count == 1 && shown.first?["acknowledgedBy"] as? String == "Kim")
    #expect((document["objectives"] as? [String: Any])?["objectives"] != nil)
  }

  @Test("Words that it does not know, and a run that is not there, are named")
  func errors() async {
    let mode = await run("status", "--mode", "tiny")
    #expect(mode.status == 64 && mode.error.contains("full, compact or minimal, not 'tiny'"), "\(mode)")
    let interval = await run("watch", "--interval", "0.01")
    #expect(interval.status == 64 && interval.error.contains("from 0.1 to 60"), "\(interval)")
    let unknown = await run("status", "2031")
    #expect(unknown.status == 78 && unknown.error.contains("'2031': is no run"), "\(unknown)")
  }

  @Test("Watching where nothing can be redrawn prints lines, as following does")
  func plain() async throws {
    _ = try writeRun("1")
    let watched = await run("watch", "1")
    let followed = await run("follow", "1")
    #expect(watched.status == 0 && watched.output == followed.output && watched.output.contains("regressed"))
  }
}
