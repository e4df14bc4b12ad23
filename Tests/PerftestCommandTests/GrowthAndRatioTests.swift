import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Declared growth, by a scripted clock", .inTurns, .timeLimit(.minutes(60)))
struct DeclaredGrowthTests {
  private static let linear = ["--filter", "GrowthPerformance/grow"]

  private func work(_ cost: (Int) -> Int) -> String {
    [1, 4, 16, 64].map { "grow.\($0) \(cost($0))" }.joined(separator: "\n")
  }

  @Test("is judged without a baseline: linear costs are green, and those of other classes red with a table")
  func classes() async throws {
    let package = try ScriptedPackage()
    let green = try await package.start(["gate", "--all"] + Self.linear).outcome()
    #expect(green.status == 0 && green.output.contains("GrowthPerformance/grow(size:), wallClock by size:"), "\(green)")
    let classes: [(formula: String, cost: (Int) -> Int)] = [
      ("n log n", { 2_000 * $0 * [1: 10, 4: 23, 16: 41, 64: 60][$0, default: 0] / 10 }), ("n²", { 2_000 * $0 * $0 }),
    ]
    for (formula, cost) in classes {
      try package.edit(work(cost))
      let red = try await package.start(["gate"] + Self.linear).outcome()
      #expect(red.status == 1 && red.output.contains("faster than the declared n; nearest to \(formula)"), "\(red)")
      #expect(red.output.contains("÷ n"), "\(red)")
    }
  }

  @Test("that is too fast fails the test of the function where the bundle runs by itself")
  func bundle() async throws {
    let package = try ScriptedPackage(work: work { 2_000 * $0 * $0 })
    let outcome = try await package.swiftTest("--filter", "GrowthPerformance/grow")
    #expect(outcome.status != 0 && outcome.text.contains("wallClock grows with n^2.00"), "\(outcome)")
  }

  @Test("of too few sizes is shown by name, and red in continuous integration")
  func fewSizes() async throws {
    let package = try ScriptedPackage(work: "few 2000")
    let local = try await package.report("--filter", "GrowthPerformance/fewSizes")
    #expect(local.red.isEmpty && local.all.contains("fewSizes(size:) incomparable/growthUnseen"), "\(local.all)")
    _ = try await package.record("--filter", "GrowthPerformance/fewSizes")
    let remote = try await package.report("--filter", "GrowthPerformance/fewSizes", environment: ["CI": "true"])
    #expect(remote.red == ["fewSizes(size:) incomparable/growthUnseen"])
  }
}

@Suite("The ratio of two bodies, by a scripted clock", .inTurns, .timeLimit(.minutes(60)))
struct RelativeGateTests {
  private static let filter = ["--filter", "RelativePerformance"]

  @Test("has a budget that needs no baseline")
  func budget() async throws {
    let package = try ScriptedPackage()
    let green = try await package.report("--filter", "RelativePerformance")
    #expect(green.exitStatus == 0 && green.red.isEmpty, "\(green.all)")
    for (cost, ratio) in [(9_500, "95.0 %"), (20_000, "200 %")] {
      try package.edit("new \(cost)")
      let red = try await package.report("--filter", "RelativePerformance")
      #expect(red.red == ["replaced() overBudget/budgetExceeded"], "\(red.all)")
      #expect(red.text(of: "replaced()").contains("\(ratio) is over the budget of 90.0 %"), "\(red)")
    }
  }

  @Test(
    "grows with a planted slowdown of the body, which leaves the other one as it is", arguments: ["1.3", "work:1.3"])
  func planted(slowdown: String) async throws {
    let package = try ScriptedPackage()
    let red = try await package.report(
      "--filter", "RelativePerformance/replaced", environment: ["PERFTEST_SLOWDOWN": slowdown])
    #expect(red.red == ["replaced() overBudget/budgetExceeded"], "\(red.all)")
    #expect(red.text(of: "replaced()").contains("104 % is over the budget of 90.0 %"), "\(red)")
  }

  @Test("is filed beside the counts, and is judged where no times are on file")
  func onFile() async throws {
    let package = try ScriptedPackage(work: "new 5000")
    let recorded = try await package.start(["record", "--rounds", "12"] + Self.filter).outcome()
    #expect(recorded.status == 0, "\(recorded)")
    let files = try package.baselines().files.keys.filter { $0.hasSuffix("RelativePerformance.json") }
    #expect(files.count == 1 && files.allSatisfy { $0.contains("/counts/") }, "\(files)")
    let again = try await package.start(["record", "--rounds", "12"] + Self.filter).outcome()
    #expect(again.status == 0 && !again.output.contains("replaced"), "\(again)")
    // A machine that is slower slows down both.
    try package.edit("new 10000\nold 20000")
    #expect(try await package.report("--filter", "RelativePerformance").red.isEmpty)
    try package.edit("new 6500")
    let red = try await package.report("--filter", "RelativePerformance")
    #expect(red.red == ["replaced() regressed/ratioGrew"], "\(red.all)")
  }

  @Test("does not include the time of the set-up")
  func setup() async throws {
    let filter = ["--filter", "RelativePerformance/prepared"]
    let package = try ScriptedPackage()
    let recorded = try await package.start(["record", "--rounds", "12"] + filter).outcome()
    #expect(recorded.status == 0, "\(recorded)")
    try package.edit("prepared.setup 30000")
    let green = try await package.report("--filter", "RelativePerformance/prepared")
    #expect(green.red.isEmpty && green.all.contains { $0.hasPrefix("prepared() same/") }, "\(green.all)")
    try package.edit("prepared.new 6500")
    let red = try await package.report("--filter", "RelativePerformance/prepared")
    #expect(red.red == ["prepared() regressed/ratioGrew"], "\(red.all)")
  }
}
