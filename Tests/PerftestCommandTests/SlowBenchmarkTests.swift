import Foundation
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Slow benchmarks", .inTurns, .timeLimit(.minutes(60)))
struct SlowBenchmarkTests {
  private static let loop = ["--filter", "WorkPerformance/loop"]

  /// A package with a baseline of `loop()` that takes seconds.
  private static func package(seconds: Double) async throws -> ScriptedPackage {
    let package = try ScriptedPackage(work: work(seconds))
    let recorded = try await package.start(["record", "--rounds", "12"] + loop).outcome()
    try #require(recorded.status == 0, "\(recorded)")
    return package
  }

  private static func work(_ seconds: Double) -> String { "loop \(Int(seconds * 1e9))" }

  private func gate(_ package: ScriptedPackage, _ arguments: String...) async throws -> CommandOutcome {
    try await package.start(["gate"] + Self.loop + arguments).outcome()
  }

  /// The events of a package's newest run.
  private func events(of package: ScriptedPackage) throws -> [RunEvent] {
    let log = try #require(StateFolder(package: package.folder.url, environment: [:]).eventLogs.first)
    return try EventLogReader.all(of: log)
  }

  /// Seconds by the script that the newest run measured.
  private func measured(_ package: ScriptedPackage) throws -> Double {
    try events(of: package).reduce(0) { seconds, event in
      if case .runFinished(let end) = event.body { seconds + end.seconds } else { seconds }
    }
  }

  @Test("A body of four seconds that takes 30 % more is red within two minutes, and unchanged it costs one session")
  func fourSeconds() async throws {
    let package = try await Self.package(seconds: 4)
    let same = try await gate(package)
    #expect(same.status == 0 && same.output.contains("green"), "\(same)")
    #expect(try measured(package) < 10)
    try package.edit(Self.work(5.2))
    let outcome = try await gate(package)
    #expect(outcome.status == 1 && outcome.output.contains("1 regressed"), "\(outcome)")
    #expect(try measured(package) < 120)
  }

  @Test("Bodies of half a second to a minute are recorded and judged", arguments: [0.5, 6, 60])
  func lengths(seconds: Double) async throws {
    let package = try await Self.package(seconds: seconds)
    let same = try await gate(package)
    #expect(same.status == 0 && same.output.contains("2 same"), "\(same)")
    try package.edit(Self.work(seconds * 1.5))
    let outcome = try await gate(package)
    #expect(outcome.status == 1 && outcome.output.contains("1 regressed"), "\(outcome)")
  }

  @Test("Undecided benchmarks at the time limit are counted, with the command that decides them")
  func timeLimit() async throws {
    let package = try await Self.package(seconds: 4)
    try package.edit(Self.work(5.2))
    let outcome = try await gate(package, "--time-limit", "20")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("1 benchmark not decided within the time limit"), "\(outcome)")
    let lead = "to decide the rest: swift run perftest "
    let line = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix(lead) }, "\(outcome)")
    #expect(
      line.hasSuffix(#" gate --filter '^ScriptedBenchmarks\.WorkPerformance/loop\(\)/' --time-limit 10m"#), "\(line)")
    let words = line.dropFirst(lead.count).split(separator: " ").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
    }
    let again = try await package.start(words).outcome()
    #expect(again.status == 1 && again.output.contains("1 regressed"), "\(again)")
  }

  @Test("The time limit of a bundle that runs by itself is a variable")
  func variable() async throws {
    let package = try await Self.package(seconds: 4)
    try package.edit(Self.work(5.2))
    let outcome = try await package.swiftTest(
      "--filter", "WorkPerformance/loop", environment: ["PERFTEST_TIME_LIMIT": "20"])
    #expect(outcome.text.contains("1 benchmark not decided within the time limit"), "\(outcome)")
    #expect(outcome.text.contains("not decided within 20 s ("), "\(outcome)")
  }

  @Test("A test that leaves counting out is listed so")
  func listed() async throws {
    let package = try ScriptedPackage(work: "uncounted")
    let outcome = try await package.perftest("list", "--filter", "WorkPerformance")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.filter { $0.hasSuffix("left out of counting)") }.count == 1, "\(outcome)")
    #expect(lines.first { $0.contains("loop()") }?.hasSuffix("left out of counting)") == true)
  }

  @Test(
    "Instructions on file of a test that leaves counting out are a row with advice, until they are removed by a recording",
    .enabled(if: EndToEndTests.hasValgrind))
  func uncounted() async throws {
    let package = try ScriptedPackage()
    let recorded = try await package.record("--count-only", "--filter", "WorkPerformance/loop")
    #expect(recorded.status == 0 && recorded.output.contains("instructions"), "\(recorded)")
    try package.edit("uncounted")
    for arguments in [["--count-only"], ["--cycles"]] {
      let outcome = try await package.start(["gate", "--json"] + Self.loop + arguments).outcome()
      let report = try GateReport(outcome)
      #expect(report.exitStatus == 0 && report.red.isEmpty, "\(report.all)")
      let text = report.text(of: "loop()")
      #expect(text.contains("on file, but its test leaves it out of counting: to remove it type swift run "), "\(text)")
      #expect(text.contains(#" record --filter '^ScriptedBenchmarks\.WorkPerformance/loop\(\)/'"#), "\(text)")
    }
    let listed = try await package.perftest("list", "--filter", "WorkPerformance/loop")
    #expect(listed.output.contains("though its instructions are on file"), "\(listed)")
    let again = try await package.record("--filter", "WorkPerformance/loop")
    #expect(again.status == 0 && again.output.contains("removed"), "\(again)")
    let gate = try await package.start(["gate", "--cycles"] + Self.loop).outcome()
    #expect(gate.status == 0 && !gate.output.contains("leaves it out"), "\(gate)")
  }

  /// The verdicts on `endless()` and how many functions have instructions.
  private func verdicts(
    _ package: ScriptedPackage, _ arguments: String...
  ) async throws -> (outcome: GateReport, endless: [Verdict], counted: Int) {
    let report = try GateReport(
      // The functions of one suite are counted in one process. A second suite would be counted beside it, and its process
      // would find the clock advanced by the function that hangs.
      try await package.start(["gate", "--json", "--filter", "ScriptedBenchmarks.FailingPerformance/"] + arguments)
        .outcome())
    let verdicts = report.verdicts.map(\.verdict)
    let counted = Set(
      verdicts.filter { $0.metric?.name == "instructions" && $0.now != nil }.map(\.function))
    return (report, verdicts.filter { $0.function.test == "endless()" }, counted.count)
  }

  @Test(
    "A function that hangs is named once, and the others of its suite are counted",
    .enabled(if: EndToEndTests.hasValgrind)
  )
  func hang() async throws {
    let package = try ScriptedPackage(work: "endless")
    let (report, endless, counted) = try await verdicts(package, "--cycles")
    #expect(endless.map(\.reason) == [.timedOut] && endless.map(\.outcome) == [.failed], "\(endless)")
    #expect(counted == 9, "\(report.all)")
  }

  @Test("A function that hangs only under Valgrind is measured, and a row", .enabled(if: EndToEndTests.hasValgrind))
  func hangUnderValgrind() async throws {
    let package = try ScriptedPackage(work: "endless.counted")
    let (report, endless, counted) = try await verdicts(package, "--cycles")
    #expect(report.exitStatus == 0 && counted == 9, "\(report.all)")
    let instructions = endless.filter { $0.metric?.name == "instructions" }
    #expect(instructions.map(\.outcome) == [.incomparable], "\(endless)")
    #expect(instructions.first?.detail?.text.hasSuffix("or '.counting(.off)'") == true)
    #expect(endless.contains { $0.metric?.name == "allocations" && $0.now != nil })
  }

  @Test("A recording reports uncounted functions, and files the rest", .enabled(if: EndToEndTests.hasValgrind))
  func recording() async throws {
    let package = try ScriptedPackage(work: "endless.counted")
    let counted = try await package.start(["record", "--count-only", "--filter", "FailingPerformance/(endless|slow)"])
      .outcome()
    #expect(counted.status == 1 && counted.error.contains("endless(): "), "\(counted)")
    #expect(counted.output.contains("FailingPerformance/slow()") && !counted.output.contains("endless()"), "\(counted)")
  }

  @Test(
    "A function that hangs is red and does not run again where it is only counted",
    .enabled(if: EndToEndTests.hasValgrind))
  func hangOfOnlyPass() async throws {
    let package = try ScriptedPackage(work: "endless")
    let (report, endless, counted) = try await verdicts(package, "--count-only")
    #expect(report.exitStatus == 1 && counted == 9, "\(report.all)")
    #expect(endless.map(\.reason) == [.timedOut] && endless.map(\.outcome) == [.failed], "\(endless)")
  }
}
