import Foundation
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// The work of an adopter, with the real compiler, the real clock and Valgrind.
///
/// The tests share one package, which is built once and then edited. The machine may be as busy as it likes: they expect
/// counts, and of times nothing.
@Suite("An adopter with a compiler and a clock", .serialized, .adopter, .timeLimit(.minutes(120)))
struct EndToEndTests {
  /// Whether instructions can be counted here.
  static let hasValgrind =
    SearchPath.executable("valgrind", in: ProcessInfo.processInfo.environment) { access($0, X_OK) == 0 } != nil

  let adopter: Adopter

  init() throws { adopter = try #require(Adopter.current) }

  @Test("The README shows the first test of the adopter", .enabled(if: AdopterSource.readme != nil))
  func readme() throws {
    #expect(try #require(AdopterSource.readme).contains(AdopterSource.firstTest))
  }

  @Test("The first test of the README is new, then recorded, then judged, by the command and by 'swift test' alike")
  func firstSteps() async throws {
    let filter = ["--filter", "CatalogPerformance"]
    let fresh = try await adopter.perftest(["gate"] + filter)
    #expect(fresh.status == 0, "\(fresh)")
    #expect(fresh.output.contains(": 12 new – nothing judged"), "\(fresh)")
    let tested = try await adopter.swiftTest(filter)
    #expect(tested.status == 0, "\(tested)")
    #expect(tested.output.contains(": 12 new – nothing judged"), "\(tested)")
    #expect(!tested.error.contains("Compiling"), "the flags of the two builds differ: \(tested)")
    #expect(!(tested.output + tested.error).contains("Old code was measured"), "\(tested)")

    let recorded = try await adopter.perftest(["record", "--rounds", "12", "--reason", "first"] + filter)
    // Times whose sessions disagree are refused on a machine that is too busy; counts never are.
    #expect(recorded.status == 0 || recorded.status == 75, "\(recorded)")
    #expect(recorded.output.contains("3 benchmarks: ") && recorded.output.contains(" created"), "\(recorded)")
    let before = try adopter.baselines()
    #expect(before.paths.contains { $0.hasSuffix("/counts/AdopterTests.CatalogPerformance.json") }, "\(before.paths)")

    let gated = try await adopter.perftest(["gate", "--json"] + filter)
    let counts = try GateReport(gated).verdicts.map(\.verdict).filter { $0.metric?.kind == .exact }
    #expect(counts.count == 9 && counts.allSatisfy { $0.outcome == .same }, "\(gated)")
    let judged = try await adopter.swiftTest(filter)
    #expect(judged.output.contains(" same"), "\(judged)")
    #expect(try adopter.baselines() == before)
  }

  private static let both = ["--filter", "(Work|Layers)Performance"]

  /// The code behind the middle modules changes with the work, so that one build shows both.
  @Test("An edit is red at its line with its count, and code behind a middle module is measured in its current form")
  func edit() async throws {
    try adopter.setWork()
    try adopter.setCore(allocations: 1)
    let recorded = try await adopter.perftest(["record", "--rounds", "12"] + Self.both)
    #expect(recorded.status == 0, "\(recorded)")
    try await expectEqualInstructions()

    try adopter.setWork(AdopterSource.editedWork)
    try adopter.setCore(allocations: 2)
    let tested = try await adopter.swiftTest(Self.both)
    #expect(tested.status == 1, "\(tested)")
    let line = AdopterSource.line(of: "boxes(13)", in: AdopterSource.editedWork)
    #expect(tested.output.contains("WorkPerformance.swift:\(line):"), "\(tested)")
    #expect(tested.output.contains("allocate(): allocations 13 → 14"), "\(tested)")
    #expect(Self.names(LayeredSource.module, behind: "Old code was measured: ", in: tested), "\(tested)")

    let gated = try await adopter.perftest(["gate", "--json"] + Self.both)
    #expect(gated.status == 1, "\(gated)")
    let red = LayeredSource.all("regressed/countGrew").union(["allocate() regressed/countGrew"])
    #expect(try GateReport(gated).red == red, "\(gated)")
    #expect(
      Self.names(LayeredSource.module, behind: "recompiled outdated modules after the build: ", in: gated),
      "\(gated)")
    try await expectHalfAPerCent()
    try await expectLayersTakenBack()
  }

  /// Whether a line has a module behind a text, beside others.
  private static func names(_ module: String, behind text: String, in outcome: CommandOutcome) -> Bool {
    outcome.text.split(separator: "\n").contains { line in
      line.range(of: text).map { line[$0.upperBound...].contains(module) } ?? false
    }
  }

  /// Counts of one function alone, for which Valgrind is started.
  private static let counted = ["--count-only", "--filter", "WorkPerformance/loop"]

  /// The instructions of the unchanged function are the same beside more variables.
  private func expectEqualInstructions() async throws {
    guard Self.hasValgrind else { return }
    let recorded = try await adopter.perftest(["record", "--rounds", "12"] + Self.counted)
    #expect(recorded.status == 0 && recorded.output.contains(": 1 created"), "\(recorded)")
    let other = ["A_LONG_VARIABLE": String(repeating: "x", count: 20_000)]
    let unchanged = try await adopter.perftest(["gate", "--json"] + Self.counted, environment: other)
    #expect(try GateReport(unchanged).all == ["loop() same/countEqual"], "\(unchanged)")
  }

  /// Half a per cent more instructions are red, and the function is named.
  private func expectHalfAPerCent() async throws {
    guard Self.hasValgrind else { return }
    let edited = try await adopter.perftest(["gate"] + Self.counted)
    #expect(edited.status == 1, "\(edited)")
    #expect(edited.output.contains("+0.5 % instructions: spin(_:) +"), "\(edited)")
    #expect(edited.output.contains("1 verdict: 1 regressed – RED"), "\(edited)")
    let explained = try await adopter.perftest(["explain", "AdopterTests.WorkPerformance/loop()"])
    #expect(explained.status == 0, "\(explained)")
    let first = explained.output.split(separator: "\n").first { $0.contains("(_:)") }
    #expect(first?.contains("spin(_:)") == true, "\(explained)")
  }

  /// What changes behind a middle module is measured as it is when it is taken back, and when it is recorded, in either
  /// direction. Before it, the gate has measured two allocations.
  private func expectLayersTakenBack() async throws {
    let filter = ["--filter", "LayersPerformance"]
    let record = ["record", "--rounds", "12"] + filter
    let before = try adopter.baselines()
    try adopter.setCore(allocations: 1)
    let kept = try await adopter.perftest(record)
    #expect(kept.status == 0, "\(kept)")
    #expect(try adopter.baselines() == before, "\(kept)")
    try adopter.setCore(allocations: 2)
    let replaced = try await adopter.perftest(record)
    #expect(replaced.status == 0 && replaced.output.contains(" replaced"), "\(replaced)")
    try adopter.setCore(allocations: 1)
    let faster = try await adopter.perftest(["gate", "--json"] + filter)
    #expect(try GateReport(faster).all == LayeredSource.all("improved/countFell"), "\(faster)")
  }

  @Test("A gate that is killed while it builds leaves no process", arguments: [SIGTERM, SIGKILL])
  func killedWhileBuilding(_ signal: Int32) async throws {
    // Another function each time, so that there is something to compile.
    try adopter.setWork(AdopterSource.work + "func never\(signal)() -> Int32 { \(signal) }\n")
    let run = PackageRun(adopter.folder.url, try adopter.start(["gate"]))
    try await run.sendWhileBuilding(signal)
    #expect(try await run.command.outcome().status == nil)
    try await run.expectNothingLeft()
  }
}
