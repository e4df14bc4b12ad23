import Foundation
import Testing

@Suite("Benchmarks that fail", .inTurns, .timeLimit(.minutes(60)))
struct AdopterFailureTests {
  @Test("Every failure is red under its reason, and other benchmarks are judged")
  func failures() async throws {
    let package = try await ScriptedPackage.recorded(
      work: """
        throw
        crash
        exit
        expect
        twice
        lines
        budget 4000000
        disabled
        suite
        endless
        outside 60000
        """)
    let outcome = try await package.gate("--json", environment: ["GITHUB_ACTIONS": "true"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.error.contains("::error title=Performance::"))
    let report = try GateReport(outcome)
    #expect(report.exitStatus == 1)
    let red: Set = [
      "throwing() failed/threw", "crashing() failed/crashed", "endless() failed/timedOut",
      "exiting() failed/endedItself",
      "twice() failed/duplicateID", "recorded() regressed/countGrew", "budget() overBudget/budgetExceeded",
    ]
    #expect(report.red == red)
    #expect(report.of("optional()") == ["optional() disabled/switchedOff"], "it is neither measured nor missing")
    #expect(report.of("whole()") == ["whole() disabled/switchedOff"], "its suite is disabled before '.performance'")
    #expect(report.of("allocate()").contains("allocate() same/countEqual"))
    #expect(report.of("decode()").contains("decode() same/countEqual"))
    #expect(report.text(of: "recorded()").contains("lines 10 → 20"))
    for call in [#"measure("first")"#, #""first" : "second""#] {
      let line = try ScriptedPackage.location(of: call, in: "FailingPerformance.swift").line
      #expect(report.text(of: "twice()").contains("ScriptedBenchmarks/FailingPerformance.swift:\(line)"))
    }
  }

  @Test(
    "A demanded GPU that is missing, and an invalid demand, end with 78",
    arguments: ["required", "GPU-0", "nonsense"])
  func demandedGPU(_ demand: String) async throws {
    let outcome = try await ScriptedPackage().gate(
      "--filter", "WorkPerformance/loop",
      environment: ["PERFTEST_GPU": demand, "PERFTEST_NVML": "/nowhere/libnvidia-ml.so.1"])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.error.contains("environment variable PERFTEST_GPU"), "\(outcome)")
  }

  @Test("A test that requests a variable without a name is named, and nothing is measured")
  func namelessVariable() async throws {
    let outcome = try await ScriptedPackage(work: "nameless").gate("--filter", "OptionalPerformance")
    #expect(outcome.status == 78, "\(outcome)")
    #expect(
      outcome.error.contains("the trait .environment of whole(): asks for '', which is not a variable name"),
      "\(outcome)")
  }

  @Test("A test that crashes or never ends does not affect the others of 'swift test'")
  func failuresUnderSwiftTest() async throws {
    let package = try await ScriptedPackage.recorded(work: "crash\nendless")
    let outcome = try await package.swiftTest("--filter", "FailingPerformance")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.text.contains("crashing(): failed"))
    #expect(outcome.text.contains("endless(): failed"))
    #expect(outcome.text.contains("Test expecting() passed"))
    #expect(outcome.text.contains("2 failed"), "\(outcome)")
  }

  @Test("The baseline of a disabled suite stays when it is recorded")
  func recordingOfDisabledSuite() async throws {
    let package = try await ScriptedPackage.recorded(work: "suite")
    let before = try package.baselines()
    let outcome = try await package.record("--filter", "OptionalPerformance")
    #expect(outcome.status == 1 && outcome.error.contains("there is no benchmark that matches"), "\(outcome)")
    #expect(try package.baselines() == before)
  }

  @Test("A measurement outside of a performance suite is never red")
  func outsideOfSuite() async throws {
    let package = try await ScriptedPackage.recorded(work: "outside 60000")
    let outcome = try await package.swiftTest("--filter", "OrdinaryTests")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.text.contains("Test outside() passed"), "\(outcome)")
  }

  @Test("A test that fails for another reason than its numbers turns the gate red")
  func failedExpectation() async throws {
    let package = try await ScriptedPackage.recorded(work: "expect")
    let outcome = try await package.gate("--filter", "FailingPerformance/expecting")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("failed"))
  }

  @Test("A test that fails beside the measurements is red in every report, and its numbers are kept")
  func failedBeside() async throws {
    let package = try await ScriptedPackage.recorded(work: "later")
    let gated = try await package.gate("--filter", "FailingPerformance/expecting", "--json")
    #expect(gated.status == 1, "\(gated)")
    let report = try GateReport(gated)
    #expect(report.exitStatus == 1 && report.red.isEmpty)
    #expect(gated.output.contains("recorded an issue"))
    let recorded = try await package.record("--filter", "FailingPerformance/expecting")
    #expect(recorded.status == 1, "\(recorded)")
    #expect(recorded.error.contains("numbers are filed all the same:\n") && !recorded.error.contains("u{a}"))
  }
}
