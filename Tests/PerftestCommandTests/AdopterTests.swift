import Foundation
import PerformanceTestSupport
import Testing

/// What an adopter does from the first test on, with real processes and files.
///
/// The tests share one package and one build of it, one after the other.
@Suite("A package of an adopter", .serialized, .adopter, .timeLimit(.minutes(10)))
struct AdopterTests {
  let adopter: Adopter

  init() throws { adopter = try #require(Adopter.current) }

  @Test("The README shows the first test of the adopter", .enabled(if: AdopterSource.readme != nil))
  func readme() throws {
    #expect(try #require(AdopterSource.readme).contains(AdopterSource.firstTest))
  }

  @Test("Benchmarks without baselines are new, then recorded, then judged, by the command and by 'swift test' alike")
  func firstSteps() async throws {
    try adopter.setWork()
    let folder = try TemporaryFolder()
    let switches = ["PERFTEST_BASELINES": folder.url.appendingPathComponent("filed").path]
    let filter = ["--filter", "CatalogPerformance"]
    let fresh = try await adopter.gate(filter, environment: switches)
    #expect(fresh.status == 0, "\(fresh)")
    #expect(fresh.output.contains(": 12 new – green"))
    let tested = try await adopter.swiftTest(filter, environment: switches)
    #expect(tested.status == 0, "\(tested)")
    #expect(tested.output.contains(": 12 new – green"))
    #expect(!tested.error.contains("Compiling"), "the flags of the two builds differ: \(tested)")

    let recorded = try await adopter.record(filter + ["--reason", "first"], environment: switches)
    // Times whose sessions disagree are refused on a machine that is too busy; counts never are.
    let isQuiet = recorded.status == 0
    #expect(isQuiet || recorded.status == 75, "\(recorded)")
    #expect(recorded.output.contains("3 benchmarks: ") && recorded.output.contains(" created"), "\(recorded)")
    let before = try FolderContents(folder.url)
    let filed = before.paths.filter { $0.hasSuffix("/AdopterTests.CatalogPerformance.json") }
    #expect(filed.contains { $0.contains("/counts/") } && (!isQuiet || filed.count == 2), "\(filed)")

    let gated = try await adopter.gate(filter, environment: switches)
    #expect(gated.status == 0, "\(gated)")
    #expect(gated.output.contains(" same"))
    let judged = try await adopter.swiftTest(filter, environment: switches)
    #expect(judged.status == 0, "\(judged)")
    #expect(judged.output.contains(" same"))
    #expect(try FolderContents(folder.url) == before)
  }

  @Test("Bodies that run once are not judged, and one line says so")
  func smoke() async throws {
    let outcome = try await adopter.swiftTest(environment: ["PERFTEST_MODE": "smoke"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("ran once, none was judged (smoke mode). To judge: swift run perftest gate"))
  }

  @Test("Recording unchanged code again changes no byte")
  func recordingAgain() async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    let counts = try await adopter.record("--filter", "FailingPerformance")
    #expect(counts.status == 0, "\(counts)")
    #expect(counts.output.contains(" kept") && !counts.output.contains("replaced"))
    #expect(try adopter.baselines() == before)
    // Other tests begin and end beside this one, so that times of two recordings may differ; not always, though.
    var isKept = false
    for _ in 0..<4 where !isKept {
      let before = try adopter.baselines()
      try await adopter.record("--filter", "CatalogPerformance")
      isKept = try adopter.baselines() == before
    }
    #expect(isKept)
  }

  @Test("A slowdown turns the gate red; GitHub gets a summary and an annotation at each 'measure' line")
  func slowdown() async throws {
    try await adopter.needsBaselines()
    let page = try TemporaryFolder()
    let outcome = try await adopter.gate(
      "--filter", "CatalogPerformance",
      environment: [
        "PERFTEST_SLOWDOWN": "3", "CI": "true", "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": page.url.appendingPathComponent("summary.md").path,
      ])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains(" regressed") && outcome.output.contains("RED, measured in"))
    #expect(outcome.output.contains("swift run perftest record"))
    for (test, call) in [("decode()", "try measure"), ("sort(count%3A)/100", "setup:")] {
      let line = AdopterSource.line(of: call, in: AdopterSource.firstTest)
      let annotation =
        "::error file=Tests/AdopterTests/CatalogPerformance.swift,line=\(line),"
        + "title=CatalogPerformance/\(test) regressed::"
      #expect(outcome.error.contains(annotation), "\(outcome)")
    }
    let summary = try page.text(of: "summary.md")
    #expect(summary.contains("| CatalogPerformance/decode() | wallClock |") && summary.contains("RED"))
  }

  @Test("Hostile names are recorded and gated, shown escaped, and name no file outside of the baselines")
  func hostileNames() async throws {
    try await adopter.needsBaselines()
    for path in try adopter.baselines().paths {
      #expect(path.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !path.contains(".."), "\(path)")
    }
    let page = try TemporaryFolder()
    let outcome = try await adopter.gate(
      "--all", "--filter", "WorkPerformance/labels", faults: "more",
      environment: ["GITHUB_STEP_SUMMARY": page.url.appendingPathComponent("summary.md").path])
    #expect(outcome.status == 1, "\(outcome)")
    // As much of the name as the other columns leave room for.
    #expect(outcome.output.contains(#"m<script>\u{a}"#), "\(outcome)")
    #expect(!(outcome.output + outcome.error).contains("\u{1B}"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count < 400 })
    #expect(!(try page.text(of: "summary.md")).contains("<script>"))
  }

  @Test("A filter that matches nothing is red and says so", arguments: ["gate", "record"])
  func emptySelection(_ command: String) async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    let outcome = try await adopter.perftest(command, "--filter", "Nowhere")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("there is no benchmark that matches --filter 'Nowhere'"))
    #expect(try adopter.baselines() == before)
  }

  @Test("The command works on a package from elsewhere")
  func fromElsewhere() async throws {
    try await adopter.needsBaselines()
    let outcome = try await BuiltCommand.run(
      "gate", "--filter", "FailingPerformance/expecting", "--package-path", adopter.folder.url.path,
      in: FileManager.default.temporaryDirectory)
    #expect(outcome.status == 0, "\(outcome)")
  }
}
