import Foundation
import PerformanceTestSupport
import Testing

/// `--export` of each command that has it.
@Suite("Documents beside the results of a command", .inTurns, .timeLimit(.minutes(60)))
struct ExportedRunsTests {
  private let tools: TemporaryFolder

  init() throws { tools = try TemporaryFolder() }

  // MARK: - Commands that read runs

  private static let reading = [
    (["report"], ""), (["report", "daily", "--format", "markdown"], ""), (["trend"], ""), (["trend", "decode()"], ""),
    (["compare", ScriptedRuns.name(38), ScriptedRuns.name(39)], " --compare-with \(ScriptedRuns.name(38))"),
  ]

  /// Runs a command with a `perftest` that writes its arguments to `calls`, and ends with a status.
  private func run(
    _ words: [String], of runs: ScriptedRuns, exportingEndsWith status: Int
  ) async throws -> (outcome: CommandOutcome, calls: [String]) {
    let perftest = try tools.writeProgram(
      "#!/bin/sh\necho \"$*\" >> \"$(dirname \"$0\")/calls\"\nexit \(status)\n", to: "bin/perftest")
    let outcome = await Perftest.run(
      words + ["--export", "csv=run.csv"], in: runs.folder.url, executable: perftest)
    return (outcome, try tools.text(of: "bin/calls").split(separator: "\n").map(String.init))
  }

  private func runs() throws -> ScriptedRuns {
    let runs = try ScriptedRuns()
    try runs.write([(0, 1_000), (30, 1_300)], count: 40)
    return runs
  }

  @Test("A report, a trend and a comparison write the newest run, after they have checked it", arguments: reading)
  func read(words: [String], more: String) async throws {
    let runs = try runs()
    let (outcome, calls) = try await run(words, of: runs, exportingEndsWith: 0)
    #expect(outcome.status == 0 && !outcome.output.isEmpty, "\(outcome)")
    let path = runs.folder.url.path
    let log = "\(path)/.perftest/runs/\(ScriptedRuns.name(39)).jsonl"
    #expect(
      calls == [
        "export csv --check --output \(path)/run.csv --package-path \(path)",
        "export csv \(log)\(more) --output \(path)/run.csv --package-path \(path)",
      ])
  }

  @Test("A document that cannot be written ends them with the status of the check", arguments: reading)
  func refused(words: [String], more: String) async throws {
    let (outcome, calls) = try await run(words, of: try runs(), exportingEndsWith: 64)
    #expect(outcome.status == 64 && calls.count == 1, "\(outcome)")
  }

  // MARK: - Commands that measure

  /// The executables in one folder, as they are copied to another machine: `perftest` builds none of them.
  private func copies() throws -> String {
    let products = ["perftest", "perftest-gate", "perftest-reports"]
    for product in products {
      let copy = tools.file(product).path
      let original = BuiltCommand.products.appendingPathComponent(product).path
      _ = try TestTool.run(["sh", "-c", #"ln "$1" "$2" 2>/dev/null || cp "$1" "$2""#, "sh", original, copy])
    }
    return tools.url.resolvingSymlinksInPath().appendingPathComponent("perftest").path
  }

  @Test("A gate and a recording write them of their run, whatever the verdict is, which stays the same")
  func measured() async throws {
    let package = try await ScriptedPackage.recorded()
    let perftest = try copies()
    let filter = ["--filter", "ScriptedBenchmarks.WorkPerformance"]
    let exports = ["--export", "junit=junit.xml", "--export", "html=report.html"]
    let green = try await package.start(["gate"] + exports + filter, by: perftest).outcome()
    #expect(green.status == 0, "\(green)")
    let cases = try package.folder.text(of: "junit.xml")
    #expect(cases.contains("<testcase ") && !cases.contains("<failure "), "\(cases)")
    #expect(try package.folder.text(of: "report.html").hasPrefix("<!DOCTYPE html>"))
    try package.edit("loop 60000\nallocate 40")
    let red = try await package.start(["gate", "--no-pair"] + exports + filter, by: perftest).outcome()
    #expect(red.status == 1, "\(red)")
    #expect(try package.folder.text(of: "junit.xml").contains("<failure "))
    let recorded = try await package.start(
      ["record", "--rounds", "12", "--export", "csv=record.csv"] + filter, by: perftest
    ).outcome()
    #expect(recorded.status == 0, "\(recorded)")
    #expect(try package.folder.text(of: "record.csv").contains("WorkPerformance"))
  }
}
