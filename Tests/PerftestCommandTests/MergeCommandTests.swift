import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("perftest merge")
struct MergeCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.3\n", to: "Package.swift")
  }

  private func shard(
    _ name: String, _ benchmark: String, mode: String = "gate", ending: Example.Ending = .finished
  ) throws {
    let writer = try EventLogWriter(file: folder.file("\(name).jsonl"))
    let start = RunStart(mode: mode, environment: Example.environment, configuration: .init(filters: [benchmark]))
    var bodies: [RunEvent.Body] = [
      .runStarted(start), .session(SessionEvent(round: 1, session: Example.session(benchmark, wallClock: 100))),
      .verdict(Example.same(Example.id(benchmark))),
    ]
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 2))) }
    for (index, body) in bodies.enumerated() { try writer.append(body, time: 1_767_225_600 + Double(index)) }
  }

  private func run(_ arguments: String...) async -> CommandOutcome { await Perftest.run(arguments, in: folder.url) }

  @Test("The joined log is shown, compared, exported and taken into the history as any other")
  func readers() async throws {
    try shard("a", "decode()")
    try shard("b", "encode()")
    let log = ".perftest/runs/joined.jsonl"
    let outcome = await run("merge", "a.jsonl", "b.jsonl", "--output", log)
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
    let run = try #require(try RunRecord(log: folder.file(log)).id)
    #expect(outcome.output == "\(log): run \(run), 2 benchmarks of 2 shards\n")
    let shown = await self.run("show", log)
    #expect(shown.status == 0, "\(shown)")
    for name in ["decode()", "encode()", "gate --filter 'decode()' --filter 'encode()'", "2 benchmarks, 2 verdicts"] {
      #expect(shown.output.contains(name), "\(shown)")
    }
    let compared = await self.run("compare", "a.jsonl", log)
    #expect(compared.status == 0 && compared.output.contains("only in the new one:"), "\(compared)")
    let latest = await self.run("compare", "latest", log)
    #expect(latest.status == 0 && latest.output.contains("old: run \(run), "), "\(latest)")
    let exported = await self.run("export", "csv", log)
    #expect(exported.status == 0 && exported.output.contains("encode()"), "\(exported)")
  }

  @Test("A shard that broke off is named")
  func unfinished() async throws {
    try shard("a", "decode()", ending: .brokenOff)
    try shard("b", "encode()")
    let outcome = await run("merge", "a.jsonl", "b.jsonl", "--output", "all.jsonl")
    #expect(outcome.status == 0)
    #expect(
      outcome.error == "warning: \(folder.url.path)/a.jsonl: has no end, so that the joined run is unfinished\n")
  }

  @Test("Logs that are no shards of one run are refused in one sentence with the remedy")
  func refused() async throws {
    try shard("a", "decode()")
    try shard("b", "encode()", mode: "record")
    try shard("c", "decode()")
    try shard("d", "encode()")
    let path = folder.url.path
    let mode = await run("merge", "a.jsonl", "b.jsonl", "--output", "all.jsonl")
    #expect(mode.status == 78)
    #expect(
      mode.error == "perftest: \(path)/b.jsonl, mode: is \"record\", and in \(path)/a.jsonl it is \"gate\". Shards are "
        + "parts of one run: measure the same code in the same way.\n")
    let twice = await run("merge", "a.jsonl", "c.jsonl", "--output", "all.jsonl")
    #expect(
      twice.error == "perftest: \(path)/c.jsonl: has results of PerfTests.JSONPerformance/decode(), and "
        + "so does \(path)/a.jsonl. Select each benchmark in one shard: --filter and --skip.\n")
    let itself = await run("merge", "a.jsonl", "d.jsonl", "--output", "d.jsonl")
    #expect(itself.error == "perftest: \(path)/d.jsonl: is one of the logs. Give --output another file.\n")
    let name = await run("merge", "a.jsonl", "d.jsonl", "--output", "all.txt")
    #expect(name.status == 64 && name.error.contains("--output takes a name that ends in .jsonl"), "\(name)")
    let nothing = await run("merge", "--output", "all.jsonl")
    #expect(nothing.status == 64, "\(nothing)")
  }
}
