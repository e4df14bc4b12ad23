import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// The work of an adopter from the first test on, with real processes and files, and times of a script.
@Suite("A package of an adopter", .inTurns, .timeLimit(.minutes(60)))
struct AdopterTests {
  @Test("Benchmarks without baselines are new, then recorded, then judged, by the command and by 'swift test' alike")
  func firstSteps() async throws {
    let package = try ScriptedPackage()
    let fresh = try await package.gate("--filter", "CatalogPerformance")
    #expect(fresh.status == 0, "\(fresh)")
    #expect(fresh.output.contains(": 12 new – nothing judged"))
    let tested = try await package.swiftTest("--filter", "CatalogPerformance")
    #expect(tested.status == 0, "\(tested)")
    #expect(tested.text.contains(": 12 new – nothing judged"), "\(tested)")

    let recorded = try await package.record("--filter", "CatalogPerformance", "--reason", "first")
    #expect(recorded.status == 0, "\(recorded)")
    #expect(recorded.output.contains("3 benchmarks: 12 created"), "\(recorded)")
    let before = try package.baselines()
    let filed = before.paths.filter { $0.hasSuffix("/ScriptedBenchmarks.CatalogPerformance.json") }
    #expect(filed.count == 2 && filed.contains { $0.contains("/counts/") }, "\(filed)")

    let gated = try await package.gate("--filter", "CatalogPerformance")
    #expect(gated.status == 0, "\(gated)")
    #expect(gated.output.contains(": 12 same – green"), "\(gated)")
    let judged = try await package.swiftTest("--filter", "CatalogPerformance")
    #expect(judged.status == 0, "\(judged)")
    #expect(judged.text.contains(": 12 same – green"), "\(judged)")
    #expect(try package.baselines() == before)
  }

  @Test("Bodies that run once are not judged, and one line says so")
  func smoke() async throws {
    let package = try ScriptedPackage()
    let asked = try await package.swiftTest(environment: ["PERFTEST_MODE": "smoke"])
    #expect(asked.status == 0, "\(asked)")
    #expect(asked.text.contains("ran once, none was judged (smoke mode). To judge: swift run perftest gate"))
    let debug = try await package.swiftTest(environment: ["PERFTEST_CLOCK": ""])
    #expect(debug.status == 0, "\(debug)")
    #expect(debug.text.contains("ran once, none was judged (debug build). To judge: swift run perftest gate"))
  }

  @Test("Recording unchanged code again changes no byte")
  func recordingAgain() async throws {
    let package = try await ScriptedPackage.recorded()
    let before = try package.baselines()
    let again = try await package.record("--filter", "(Catalog|Work)Performance")
    #expect(again.status == 0, "\(again)")
    #expect(again.output.contains(" kept") && !again.output.contains("replaced"), "\(again)")
    #expect(try package.baselines() == before)
  }

  @Test("A slowdown turns the gate red; GitHub gets a summary and an annotation at each 'measure' line")
  func slowdown() async throws {
    let package = try await ScriptedPackage.recorded(work: "decode 27000\nsort.100 12000")
    let page = try TemporaryFolder()
    let outcome = try await package.gate(
      "--filter", "CatalogPerformance",
      environment: [
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": page.file("summary.md").path,
        "GITHUB_WORKSPACE": BuiltCommand.checkout.path,
      ])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("2 regressed, 10 same – RED, measured in"), "\(outcome)")
    #expect(outcome.output.contains("swift run perftest record"))
    for (test, call) in [("decode()", "    measure { () -> [Box] in"), ("sort(count%3A)/100", "setup:")] {
      let location = try ScriptedPackage.location(of: call, in: "CatalogPerformance.swift")
      let path = location.path.dropFirst(BuiltCommand.checkout.path.count + 1)
      let annotation =
        "::error file=\(path),line=\(location.line),title=CatalogPerformance/\(test) regressed::"
      #expect(outcome.error.contains(annotation), "\(outcome)")
    }
    let summary = try page.text(of: "summary.md")
    #expect(summary.contains("| CatalogPerformance/decode() | wallClock |") && summary.contains("RED"))
  }

  @Test("A planted slowdown is measured as its factor, and none below the tolerance is red")
  func plantedSlowdown() async throws {
    let package = try await ScriptedPackage.recorded()
    let filter = ["--filter", "WorkPerformance/loop"]
    let slower = try await package.start(["gate", "--json"] + filter, environment: ["PERFTEST_SLOWDOWN": "1.3"])
      .outcome()
    let report = try GateReport(slower)
    #expect(report.red == ["loop() regressed/everySessionWorse"])
    let verdict = try #require(report.verdicts.map(\.verdict).first { $0.outcome == .regressed })
    let ratio = try #require(verdict.now) / #require(verdict.baseline)
    #expect(abs(ratio - 1.3) < 0.001)
    let allowed = try await package.start(["gate"] + filter, environment: ["PERFTEST_SLOWDOWN": "1.1"]).outcome()
    #expect(allowed.status == 0, "\(allowed)")
  }

  @Test("Slower times of a benchmark that waited for a processor are not red but contaminated")
  func contaminated() async throws {
    let package = try await ScriptedPackage.recorded(work: "loop.wait 10000")
    let outcome = try await package.gate("--filter", "WorkPerformance/loop")
    #expect(outcome.status == 75, "\(outcome)")
    #expect(outcome.output.contains("1 contaminated"), "\(outcome)")
  }

  @Test("Hostile names are recorded and gated, shown escaped, and name no file outside of the baselines")
  func hostileNames() async throws {
    let package = try await ScriptedPackage.recorded(work: "more")
    for path in try package.baselines().paths {
      #expect(path.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !path.contains(".."), "\(path)")
    }
    let page = try TemporaryFolder()
    let outcome = try await package.gate(
      "--all", "--filter", "WorkPerformance/labels",
      environment: ["GITHUB_STEP_SUMMARY": page.file("summary.md").path])
    #expect(outcome.status == 1, "\(outcome)")
    // The part of the name that fits beside the other columns.
    #expect(outcome.output.contains(#"m<script>\u{a}"#), "\(outcome)")
    #expect(!(outcome.output + outcome.error).contains("\u{1B}"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count < 400 })
    #expect(!(try page.text(of: "summary.md")).contains("<script>"))
  }

  @Test("A filter without a match is red and reported", arguments: ["gate", "record"])
  func emptySelection(_ command: String) async throws {
    let package = try await ScriptedPackage.recorded()
    let before = try package.baselines()
    let outcome = try await package.perftest(command, "--filter", "Nowhere")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("there is no benchmark that matches --filter 'Nowhere'"))
    #expect(try package.baselines() == before)
  }

  @Test("The command works from another folder")
  func fromElsewhere() async throws {
    let package = try await ScriptedPackage.recorded()
    let outcome = try await package.start(
      ["gate", "--filter", "FailingPerformance/expecting", "--package-path", package.folder.url.path],
      in: FileManager.default.temporaryDirectory
    ).outcome()
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test("A package that does not build shows the compiler's error and ends with 75")
  func brokenPackage() async throws {
    let package = try ScriptedPackage()
    try package.folder.write("", to: "broken")
    let outcome = try await package.gate()
    #expect(outcome.status == 75, "\(outcome)")
    #expect(outcome.error.contains("Work.swift:1:1: error: cannot find 'x' in scope"), "\(outcome)")
  }
}
