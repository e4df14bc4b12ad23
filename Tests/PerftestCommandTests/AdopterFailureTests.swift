import Foundation
import Testing

extension AdopterTests {
  @Test("Whatever fails is red under its reason, and the others are judged")
  func failures() async throws {
    try await adopter.needsBaselines()
    let outcome = try await adopter.gate(
      "--json", faults: "throw,crash,expect,twice,lines,budget,disabled,suite,endless,outside",
      environment: ["PERFTEST_DEADLINE": "2", "GITHUB_ACTIONS": "true"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.error.contains("::error title=Performance::"))
    let report = try GateReport(outcome)
    #expect(report.exitStatus == 1)
    let red: Set = [
      "throwing() failed/threw", "crashing() failed/crashed", "endless() failed/timedOut",
      "twice() failed/duplicateID", "recorded() regressed/countGrew", "budget() overBudget/budgetExceeded",
    ]
    #expect(report.red == red)
    #expect(report.of("optional()").isEmpty, "a disabled test is neither measured nor missing")
    #expect(report.of("whole()").isEmpty, "a test of a suite that is disabled before '.performance' is not missing")
    #expect(report.of("allocate()").contains("allocate() same/countEqual"))
    #expect(report.of("decode()").contains("decode() same/countEqual"))
    #expect(report.text(of: "recorded()").contains("lines 10 → 20"))
    let lines = [#"measure("first")"#, #""first" : "second""#].map {
      AdopterSource.line(of: $0, in: AdopterSource.work)
    }
    for line in lines {
      #expect(report.text(of: "twice()").contains("AdopterTests/WorkPerformance.swift:\(line)"))
    }
  }

  @Test(
    "A GPU that is demanded and not there, and a demand that means nothing, end with 78",
    arguments: ["required", "GPU-0", "nonsense"])
  func demandedGPU(_ demand: String) async throws {
    try await adopter.needsBaselines()
    let outcome = try await adopter.gate(
      "--filter", "WorkPerformance/loop",
      environment: ["PERFTEST_GPU": demand, "PERFTEST_NVML": "/nowhere/libnvidia-ml.so.1"])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.error.contains("environment variable PERFTEST_GPU"), "\(outcome)")
  }

  @Test("A test that crashes or never ends takes nothing of 'swift test' with it")
  func failuresUnderSwiftTest() async throws {
    try await adopter.needsBaselines()
    let outcome = try await adopter.swiftTest(
      "--filter", "FailingPerformance", faults: "crash,endless", environment: ["PERFTEST_DEADLINE": "2"])
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("crashing(): failed"))
    #expect(outcome.output.contains("endless(): failed"))
    #expect(outcome.output.contains("Test expecting() passed"))
    #expect(outcome.output.contains("2 failed"))
  }

  @Test("What is on file of a disabled suite stays when it is recorded")
  func recordingOfDisabledSuite() async throws {
    try await adopter.needsBaselines()
    let before = try adopter.baselines()
    let outcome = try await adopter.perftest("record", "--filter", "OptionalPerformance", faults: "suite")
    #expect(outcome.status == 1 && outcome.error.contains("there is no benchmark that matches"), "\(outcome)")
    #expect(try adopter.baselines() == before)
  }

  @Test("A measurement outside of a performance suite is never red")
  func outsideOfSuite() async throws {
    try await adopter.needsBaselines()
    let outcome = try await adopter.swiftTest("--filter", "OrdinaryTests", faults: "outside")
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test("A test that fails for another reason than its numbers turns the gate red")
  func failedExpectation() async throws {
    try await adopter.needsBaselines()
    let outcome = try await adopter.gate("--filter", "FailingPerformance/expecting", faults: "expect")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("failed"))
  }

  @Test("A test that fails beside the measurements is red in every report, and takes no numbers with it")
  func failedBeside() async throws {
    try await adopter.needsBaselines()
    let filter = ["--filter", "FailingPerformance/expecting"]
    let gated = try await adopter.gate(filter + ["--json"], faults: "later")
    #expect(gated.status == 1, "\(gated)")
    let report = try GateReport(gated)
    #expect(report.exitStatus == 1 && report.red.isEmpty)
    #expect(gated.output.contains("recorded an issue"))
    let recorded = try await adopter.start(["record", "--rounds", "12"] + filter, faults: "later").outcome()
    #expect(recorded.status == 1, "\(recorded)")
    #expect(recorded.error.contains("numbers are filed all the same:\n") && !recorded.error.contains("u{a}"))
  }
}
