import Foundation
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

/// Comparisons of whatever the operands of `perftest compare` name, over logs that the test writes.
@Suite("Two runs, commits, baselines or files side by side")
struct CompareCommandTests {
  private let repository: ScratchRepository
  private let first: String
  private let second: String

  /// A package with two commits; each has a run, the second one has two.
  init() throws {
    repository = try ScratchRepository()
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.write(".perftest\n", to: ".gitignore")
    try repository.commit()
    try repository.git("tag", "v1")
    first = try repository.run(["rev-parse", "HEAD"])
    try repository.write("2", to: "file")
    try repository.commit()
    second = try repository.run(["rev-parse", "HEAD"])
    try log("20260101-100000000-aaaa-1", of: first, time: 100, count: 12)
    try log("20260102-100000000-bbbb-1", of: second, time: 130, count: 12)
    try log("20260103-100000000-bbcc-1", of: second, time: 140, count: 13)
  }

  private func log(
    _ name: String, of revision: String?, time: Double, count: Double, isDirty: Bool = false,
    environment: RunEnvironment = Example.environment, mode: String = "gate", ending: Example.Ending = .finished
  ) throws {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.dirty) = (revision, "main", isDirty)
    let start = RunStart(
      mode: mode, environment: environment, provenance: provenance)
    var bodies: [RunEvent.Body] = [.runStarted(start)]
    for factor in [1, 1.01, 1.02] {
      let session = Example.session("decode()", wallClock: time * factor, allocations: count)
      bodies.append(.session(SessionEvent(round: 1, session: session)))
    }
    if mode == "gate" {
      for metric in [Example.wallClock, Example.allocations] {
        bodies.append(
          .verdict(
            Verdict(benchmark: Example.id("decode()"), metric: metric, outcome: .same, reason: .withinTolerance)))
      }
    }
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 1))) }
    let file = repository.state.appendingPathComponent("runs/\(name).jsonl")
    let writer = try EventLogWriter(file: file)
    // The time of a run is that of its name.
    let begin = 1_767_225_600 + (Double(name.dropFirst(6).prefix(2)) ?? 0) * 86_400
    for (index, body) in bodies.enumerated() { try writer.append(body, time: begin + Double(index)) }
  }

  private func compare(_ arguments: String..., in folder: URL? = nil) async -> CommandOutcome {
    await Perftest.run(["compare"] + arguments, in: folder ?? repository.url)
  }

  private func rows(_ outcome: CommandOutcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("old: ") && !$0.hasPrefix("new: ") }
  }

  @Test("Runs, beginnings of their names, commits, tags, branches and logs give the same numbers")
  func origins() async throws {
    let runs = repository.state.appendingPathComponent("runs")
    let (old, new) = ("20260101-100000000-aaaa-1", "20260103-100000000-bbcc-1")
    let files = await compare("\(runs.path)/\(old).jsonl", "\(runs.path)/\(new).jsonl")
    #expect(files.status == 0 && files.error.isEmpty, "\(files)")
    #expect(rows(files) == files.output.split(separator: "\n").map(String.init))
    #expect(
      rows(files).map { $0.split(separator: " ").dropFirst().prefix(3).joined(separator: " ") }.prefix(3)
        == ["metric old new", "wallClock 100 ns", "allocations 12 13"])
    let operands = [
      (old, new), ("20260101", "20260103"), ("v1", "main"), (first, String(second.prefix(10))), ("HEAD~1", "latest"),
      ("refs/tags/v1", "HEAD"),
    ]
    for (one, other) in operands {
      let outcome = await compare(one, other)
      #expect(outcome.status == 0 && outcome.error.isEmpty && rows(outcome) == rows(files), "\(outcome)")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.first == "old: run \(old), 2026-01-02 00:00 UTC, \(first.prefix(12)) on main", "\(outcome)")
      #expect(lines.dropFirst().first?.hasPrefix("new: run \(new), ") == true, "\(outcome)")
    }
    let json = await compare("v1", "latest", "--json")
    #expect(json.output.contains(#""run": "\#(new)""#), "\(json)")
  }

  @Test("A run whose log is gone is compared from the index")
  func withoutLogs() async throws {
    let before = await compare("v1", "main")
    try FileManager.default.removeItem(at: repository.state.appendingPathComponent("runs"))
    let after = await compare("v1", "main")
    #expect(after.status == 0 && after.output == before.output, "\(after)")
  }

  @Test("Of a commit the newest run of its own files is taken, and said to be what it is")
  func newestOfCommit() async throws {
    try log("20260104-100000000-dddd-1", of: second, time: 500, count: 50, isDirty: true)
    let clean = await compare("v1", "main")
    #expect(clean.output.contains("new: run 20260103-"), "\(clean)")
    try log("20260105-100000000-eeee-1", of: String(repeating: "e", count: 40), time: 1, count: 1)
    try repository.write("3", to: "file")
    try repository.commit()
    let third = try repository.run(["rev-parse", "HEAD"])
    let none = await compare("v1", "main")
    #expect(none.status == 78)
    #expect(
      none.error.contains("'main': is commit \(third.prefix(12)), of which the history has no run. Measure it with"),
      "\(none)")
    try log("20260106-100000000-ffff-1", of: third, time: 500, count: 50, isDirty: true, ending: .brokenOff)
    let dirty = await compare("v1", "main")
    #expect(dirty.output.contains(" on main, with changed files, unfinished\n"), "\(dirty)")
  }

  @Test("Counts of different machine classes are compared, and times with --all only")
  func machines() async throws {
    var environment = Example.environment
    environment.machine.processors = 64
    try log("20260104-100000000-dddd-1", of: second, time: 500, count: 14, environment: environment)
    let outcome = await compare("v1", "latest")
    #expect(outcome.output.contains("allocations") && !outcome.output.contains("wallClock"), "\(outcome)")
    #expect(outcome.output.contains("\n1 time of different machines is not compared; --all shows it\n"), "\(outcome)")
    #expect(outcome.output.contains("these differ: machine class ("), "\(outcome)")
    let all = await compare("v1", "latest", "--all")
    #expect(all.output.contains("wallClock") && !all.output.contains("is not compared"), "\(all)")
  }

  @Test("What no run judges is shown with --all, also beside a recording, which judges nothing")
  func unjudged() async throws {
    try log("20260104-100000000-dddd-1", of: second, time: 500, count: 14, mode: "record")
    for operands in [["v1", "main"], ["main", "v1"]] {
      let outcome = await Perftest.run(["compare"] + operands, in: repository.url)
      #expect(outcome.output.contains("wallClock") && !outcome.output.contains("cpuUser"), "\(outcome)")
      let all = await Perftest.run(["compare", "--all"] + operands, in: repository.url)
      #expect(all.output.contains("cpuUser"), "\(all)")
    }
  }

  @Test("The baselines on file for this machine are compared, and their tolerances decide what counts as worse")
  func baselines() async throws {
    let none = await compare("baseline", "latest")
    #expect(none.status == 78 && none.error.contains("has no baseline of this machine and toolchain"), "\(none)")
    let folder = BaselineStore(folder: repository.url.appendingPathComponent("baselines"))
    try folder.write(
      Example.document(
        module: "PerfTests", suite: ["JSONPerformance"], Example.benchmark(Example.sampled([100]))))
    let elsewhere = await compare("baseline", "latest")
    #expect(elsewhere.status == 78, "\(elsewhere)")
    let named = await compare("baselines", "latest", "--all")
    #expect(named.status == 0 && named.output.contains("1 worse"), "\(named)")
    let here = Preflight.environment
    var metric = Example.wallClock
    metric.tolerance = .percent(50)
    try folder.write(
      Example.document(
        module: "PerfTests", suite: ["JSONPerformance"], toolchain: here.toolchain, machine: here.machine,
        Example.benchmark(Example.sampled([100, 101, 102], of: metric))))
    try log("20260104-100000000-dddd-1", of: second, time: 140, count: 14, environment: here)
    for operands in [["baseline", "latest"], ["latest", "baseline"]] {
      let outcome = await Perftest.run(["compare"] + operands, in: repository.url)
      #expect(outcome.status == 0 && outcome.output.contains("1 number: 0 worse, 0 better"), "\(outcome)")
    }
  }

  @Test("A word that means several things is refused with the way to write each")
  func ambiguous() async throws {
    try BaselineStore(folder: repository.url.appendingPathComponent("v1")).write(
      Example.document(Example.benchmark(Example.sampled([100]))))
    let outcome = await compare("v1", "latest")
    #expect(outcome.status == 78)
    #expect(
      outcome.error == "perftest: 'v1': names several things. Type ./v1 for the file, or \(first) for the commit.\n")
    let file = await compare("./v1", "./v1")
    #expect(file.status == 0, "\(file)")
    let runs = await compare("2026010", "latest")
    #expect(runs.status == 78)
    #expect(
      runs.error
        == "perftest: '2026010': is the beginning of 3 runs: 20260103-100000000-bbcc-1, "
        + "20260102-100000000-bbbb-1, 20260101-100000000-aaaa-1. Type more of the name.\n")
    try repository.git("tag", "20260101")
    let both = await compare("20260101", "latest")
    #expect(both.status == 78 && both.error.contains("Type the whole name for a run, or \(second) for the commit."))
    let whole = await compare("20260101-100000000-aaaa-1", "latest")
    #expect(whole.status == 0)
  }

  @Test("A word that means nothing is refused with what is near it")
  func unknown() async throws {
    let near = await compare("20260101-100000000-aaab-1", "latest")
    #expect(near.status == 78)
    #expect(
      near.error == "perftest: '20260101-100000000-aaab-1': is no file with numbers, no run of the history, and no "
        + "commit, tag or branch. Did you mean 20260101-100000000-aaaa-1?\n")
    let far = await compare("nothing", "latest")
    #expect(far.status == 78 && far.error.hasSuffix("history list' shows the runs.\n"), "\(far)")
    let absent = await compare("absent.jsonl", "latest")
    #expect(absent.status == 78 && absent.error.contains("absent.jsonl: does not exist"), "\(absent)")
    let folder = try TemporaryFolder()
    let outside = await compare("v1", "latest", in: folder.url)
    #expect(outside.status == 78 && outside.error.contains("is in no Swift package"), "\(outside)")
  }
}
