import Foundation
import PerformanceTestSupport
import Testing

@Suite("Cold starts and rates of an adopter", .inTurns, .timeLimit(.minutes(60)))
struct ColdStartTests {
  private static let first = ["--filter", "ColdPerformance/first"]
  private static let rate = ["--filter", "RatePerformance/process"]

  private func gate(
    _ work: String, _ filter: [String], environment: [String: String] = [:]
  ) async throws -> GateReport {
    let package = try await ScriptedPackage.recorded(work: work)
    return try GateReport(try await package.start(["gate", "--json"] + filter, environment: environment).outcome())
  }

  @Test("The first call of each process is measured once, and unchanged it is the same")
  func unchanged() async throws {
    let report = try await gate("", Self.first)
    #expect(report.exitStatus == 0 && report.red.isEmpty, "\(report.all)")
    let time = try #require(report.verdicts.map(\.verdict).first { $0.metric?.name == "wallClock" })
    // Each read of the scripted clock advances it a little, also those of the waiting parent process.
    #expect(time.outcome == .same && (3_000_000..<3_030_000).contains(time.now ?? 0), "\(time)")
    let allocations = try #require(report.verdicts.map(\.verdict).first { $0.metric?.name == "allocations" })
    #expect(allocations.outcome == .same && (allocations.now ?? 0) >= 6, "\(allocations)")
  }

  @Test("A first call that takes longer, or allocates more, is red")
  func slower() async throws {
    let slower = try await gate("cold 4500000", Self.first)
    #expect(slower.red == ["first() regressed/everySessionWorse"], "\(slower.all)")
    for slowdown in ["1.5", "work:1.5"] {
      let planted = try await gate("", Self.first, environment: ["PERFTEST_SLOWDOWN": slowdown])
      #expect(planted.red == ["first() regressed/everySessionWorse"], "\(planted.all)")
    }
    let more = try await gate("cold.boxes 40", Self.first)
    #expect(more.red == ["first() regressed/countGrew"], "\(more.all)")
  }

  @Test("A second call in the process of a cold start is a failure with its location")
  func second() async throws {
    let report = try await gate("cold.again", ["--filter", "ColdPerformance/again"])
    #expect(report.red == ["again() failed/noResult"], "\(report.all)")
    let text = report.text(of: "again()")
    #expect(text.contains("'.coldStart' measures the first call of a process"), "\(text)")
    let location = try ScriptedPackage.location(of: #"measure("second")"#, in: "ColdPerformance.swift")
    #expect(text.contains("ColdPerformance.swift:\(location.line)"), "\(text)")
  }

  @Test(
    "Instructions of a first call are counted without a warm-up, in a process of its own",
    .enabled(if: EndToEndTests.hasValgrind))
  func instructions() async throws {
    let package = try ScriptedPackage()
    let recorded = try await package.record("--count-only", "--filter", "ColdPerformance/")
    #expect(recorded.status == 0 && recorded.output.contains("instructions"), "\(recorded)")
    let report = try await package.report("--count-only", "--filter", "ColdPerformance/")
    let same: Set = ["first() same/countEqual", "again() same/countEqual"]
    #expect(report.exitStatus == 0 && report.all == same, "\(report.all)")
    // Later calls make no boxes, in the same function or in the other one.
    try package.edit("cold.boxes 40")
    let more = try await package.report("--count-only", "--filter", "ColdPerformance/")
    #expect(more.red == ["first() regressed/countGrew", "again() regressed/countGrew"], "\(more.all)")
  }

  @Test("Twice the work of twice the elements is the same rate, and a longer time is no second verdict")
  func rate() async throws {
    let twice = try await gate("rate 40000\nelements 2000", Self.rate)
    #expect(twice.exitStatus == 0 && twice.red.isEmpty, "\(twice.all)")
    #expect(!twice.verdicts.contains { $0.verdict.metric?.name == "wallClock" }, "\(twice.all)")
    let slower = try await gate("rate 30000", Self.rate)
    let red = slower.verdicts.filter(\.isRed).map(\.verdict)
    #expect(red.map { $0.metric?.name } == ["throughput"] && red.map(\.outcome) == [.regressed], "\(slower.all)")
    #expect(try #require(red.first?.now) < #require(red.first?.baseline))
  }

  @Test("A budget on the rate is a lower limit")
  func budget() async throws {
    let report = try await gate("rate 2000000", Self.rate)
    #expect(report.red.contains("process() overBudget/budgetExceeded"), "\(report.all)")
  }

  @Test("A rate without a number of elements is unavailable with its reason")
  func withoutElements() async throws {
    let report = try await gate("elements 0", Self.rate)
    #expect(report.text(of: "process()").contains("has no 'throughput:' with a number above 0"), "\(report.all)")
  }
}
