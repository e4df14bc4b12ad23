import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// Accepting needs no build: it reads a run's event log and writes one file.
@Suite("Accepting a regression by the command", .inTurns)
struct AcceptCommandTests {
  private static let today = Day(Date())
  private static let nextMonth = "\(Day(Date(timeIntervalSinceNow: 30 * 86_400)))"
  private static let other = BenchmarkID(module: "CatalogTests", suite: ["Catalog"], test: "encode()")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  private func regressed(
    _ id: BenchmarkID = Example.id, _ metric: MetricDescription = Example.allocations, to now: Double = 14,
    _ outcome: Verdict.Outcome = .regressed
  ) -> Verdict {
    Verdict(benchmark: id, metric: metric, outcome: outcome, reason: .countGrew, baseline: 12, now: now, sessions: 3)
  }

  /// Writes the log of a run; later names are newer.
  private func log(_ name: String, _ verdicts: Verdict...) throws {
    let writer = try EventLogWriter(file: folder.file(".perftest/runs/\(name).jsonl"))
    try writer.append(.runStarted(RunStart(mode: "gate", environment: Example.environment)))
    for verdict in verdicts { try writer.append(.verdict(verdict)) }
    try writer.append(.runFinished(RunEnd(seconds: 1)))
  }

  private func accept(_ arguments: String...) async throws -> CommandOutcome {
    await Perftest.run(["accept"] + arguments, in: folder.url)
  }

  private func acceptDecode(_ metric: String = "allocations", until: String = nextMonth) async throws -> CommandOutcome
  {
    try await accept("decode()", "--metric", metric, "--reason", "the index needs it", "--until", until)
  }

  private var onFile: [AcceptedRegression] {
    get throws { try AcceptanceFile(in: folder.file("baselines")).read() }
  }

  @Test("A regression of the newest run is accepted up to its number, listed and removed")
  func lifecycle() async throws {
    try log("1", regressed(to: 13))
    try log("2", regressed(), regressed(Self.other))
    let accepted = try await acceptDecode()
    #expect(accepted.status == 0, "\(accepted)")
    #expect(
      accepted.output
        == "accepted until \(Self.nextMonth): allocations of CatalogTests.Catalog/decode(), 12 → 14\n")
    #expect(accepted.error.contains("runs/2.jsonl; commit ") && accepted.error.contains("baselines/accepted.json"))
    let entry = try #require(try onFile.first)
    #expect(try onFile.count == 1 && entry.benchmark == Example.id && entry.value == 14 && entry.machine == nil)
    #expect(entry.since >= Self.today && entry.reason == "the index needs it")

    let list = try await accept("--list")
    #expect(list.status == 0 && list.output.contains("12 → 14") && list.output.contains("days left"), "\(list)")
    let json = try await accept("--list", "--json")
    #expect(json.output.contains(#""until": "\#(Self.nextMonth)""#))

    let removed = try await accept("decode()", "--metric", "allocations", "--remove")
    #expect(removed.status == 0, "\(removed)")
    #expect(removed.output == "accepted no longer: allocations of CatalogTests.Catalog/decode(), 12 → 14\n")
    #expect(!FileManager.default.fileExists(atPath: folder.file("baselines/accepted.json").path))
    #expect(try await accept("--list").error.contains("nothing is accepted"))
  }

  @Test("A second acceptance replaces the first, with the current number")
  func again() async throws {
    try log("1", regressed())
    _ = try await acceptDecode()
    try log("2", regressed(to: 15, .accepted))
    let day = Day(Date())
    var outcome = try await acceptDecode(until: "\(day)")
    // That day may be over before the command has begun.
    if outcome.status == 64, Day(Date()) > day { outcome = try await acceptDecode(until: "\(Day(Date()))") }
    #expect(outcome.output.contains("12 → 15, before: 12 → 14 until \(Self.nextMonth)"), "\(outcome)")
    #expect(try onFile.map(\.value) == [15])
  }

  @Test("A log that cannot be read, or has nothing of the benchmark, is skipped")
  func otherLogs() async throws {
    try log("1", regressed())
    try log("2", regressed(Self.other))
    try folder.write("{", to: ".perftest/runs/3.jsonl")
    try folder.write("nonsense\n", to: ".perftest/runs/4.jsonl")
    #expect(try await acceptDecode().status == 0)
  }

  @Test("Without a verdict of a run it advises to gate first, and writes nothing")
  func noRun() async throws {
    let outcome = try await acceptDecode()
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("'decode()': has no verdict in the runs in"), "\(outcome)")
    #expect(outcome.error.contains("swift run perftest gate"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("baselines").path))
  }

  @Test(
    "A metric that is not regressed in the newest run is refused with its outcome",
    arguments: [
      (Verdict.Outcome.same, "is 'same', not regressed. No metric of it is regressed there."),
      (.ambiguous, "is 'ambiguous', not regressed"), (.contaminated, "is 'contaminated', not regressed"),
      (.missing, "is 'missing', not regressed"), (.overBudget, "is over its budget, which is set at the test"),
    ])
  func notRegressed(_ outcome: Verdict.Outcome, _ text: String) async throws {
    try log("1", regressed())
    try log("2", regressed(to: 12, outcome))
    let accepted = try await acceptDecode()
    #expect(accepted.status == 78)
    #expect(accepted.error.contains(text), "\(accepted)")
    #expect(try onFile.isEmpty)
  }

  @Test("An unknown metric is rejected with the known ones, and those that regressed")
  func unknownMetric() async throws {
    try log("1", regressed(), regressed(Example.id, Example.wallClock, to: 12, .same))
    let outcome = try await acceptDecode("wallclock")
    #expect(outcome.status == 78)
    #expect(
      outcome.error.contains("has no metric 'wallclock', only allocations, wallClock. Regressed are: allocations."),
      "\(outcome)")
  }

  @Test("A failed benchmark has nothing to accept")
  func failed() async throws {
    try log("1", Verdict(benchmark: Example.id, outcome: .failed, reason: .threw))
    let outcome = try await acceptDecode()
    #expect(outcome.status == 78 && outcome.error.contains("is 'failed', which cannot be accepted"), "\(outcome)")
  }

  @Test("Of several matches the only one that regressed is accepted, otherwise one is to be named")
  func several() async throws {
    try log("1", regressed(), regressed(Self.other))
    let outcome = try await accept(
      "catalog", "--metric", "allocations", "--reason", "r", "--until", Self.nextMonth)
    #expect(outcome.status == 78)
    #expect(
      outcome.error.contains(
        "several regressions of allocations that match 'catalog'. Name one of them: "
          + "'CatalogTests.Catalog/decode()', 'CatalogTests.Catalog/encode()'."), "\(outcome)")
    try log("2", regressed(to: 12, .same), regressed(Self.other))
    let one = try await accept(
      "catalog", "--metric", "allocations", "--reason", "r", "--until", Self.nextMonth)
    #expect(one.status == 0 && one.output.contains("encode()"), "\(one)")
  }

  @Test(
    "An invalid day is refused",
    arguments: [
      ("2026-02-30", "takes a day such as"), ("soon", "takes a day such as"), ("2020-01-01", "2020-01-01 is over"),
      ("2099-01-01", "is more than 366 days ahead"),
    ])
  func invalidDay(_ day: String, _ text: String) async throws {
    try log("1", regressed())
    let outcome = try await acceptDecode(until: day)
    #expect(outcome.status == 64 && outcome.error.contains(text), "\(outcome)")
    #expect(try onFile.isEmpty)
  }

  @Test(
    "Conflicting arguments are refused with a pointer to the usage",
    arguments: [
      [], ["decode()"], ["decode()", "--metric", "allocations"],
      ["decode()", "--metric", "allocations", "--reason", "r"],
      ["decode()", "--metric", "allocations", "--reason", " ", "--until", nextMonth],
      ["decode()", "--metric", "allocations", "--until", nextMonth],
      ["decode()", "--metric", "allocations", "--remove", "--reason", "r"], ["--list", "--remove"],
      ["--list", "decode()"], ["--list", "--metric", "allocations"],
      ["decode()", "--metric", "allocations", "--remove", "--json"],
    ])
  func unusableArguments(_ arguments: [String]) async throws {
    let outcome = await Perftest.run(["accept"] + arguments, in: folder.url)
    #expect(outcome.status == 64 && outcome.error.contains("see perftest accept --help"), "\(outcome)")
  }

  @Test("A broken file is named before anything is built, and is unchanged", arguments: ["gate", "record", "list"])
  func brokenFile(_ command: String) async throws {
    try folder.write(#"{"schema": "swift-performance-testing/accepted", "version": 9}"#, to: "baselines/accepted.json")
    let before = try FolderContents(folder.url)
    let outcome = await Perftest.run(command, in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.error.contains("accepted.json, version: is 9, this build knows 1"), "\(outcome)")
    #expect(try FolderContents(folder.url) == before)
  }

  @Test("A missing acceptance cannot be removed")
  func nothingToRemove() async throws {
    let outcome = try await accept("decode()", "--metric", "allocations", "--remove")
    #expect(outcome.status == 78 && outcome.error.contains("accept --list"), "\(outcome)")
  }

  @Test("A folder of baselines is shown and compared without the file")
  func folderOfBaselines() async throws {
    let store = BaselineStore(folder: folder.file("baselines"))
    try store.write(Example.document(Example.benchmark(Example.sampled([100]))))
    try log("1", regressed())
    _ = try await acceptDecode()
    for arguments in [["show", "baselines"], ["compare", "baselines", "baselines"]] {
      let outcome = await Perftest.run(arguments, in: folder.url)
      #expect(outcome.status == 0 && !outcome.output.contains("accepted"), "\(outcome)")
    }
  }
}
