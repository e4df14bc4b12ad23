import Foundation
import PerformanceDiagnostics
import PerformanceInvestigation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Executables that are built at their first use", .inTurns)
struct ToolTests {
  @Test("perftest has the commands of each of them, in the same words")
  func commands() throws {
    let runners: [String: CommandRunner] = ["perftest-tools": .investigation, "perftest-machine": .diagnostics]
    #expect(Set(Tool.all.map(\.product)) == Set(runners.keys))
    for tool in Tool.all { #expect(try #require(runners[tool.product]).listings == tool.commands) }
  }

  @Test("The overview of perftest lists all of them")
  func overview() async throws {
    let overview = try await BuiltCommand.run("--help")
    #expect(overview.status == 0)
    for command in CommandRunner.front.listings + Tool.all.flatMap(\.commands) {
      #expect(overview.output.contains("\n  \(command.name) ") && overview.output.contains(command.abstract))
    }
  }

  @Test("Outside of a build folder the executable beside perftest is used without a build")
  func copied() async throws {
    let folder = try TemporaryFolder()
    for path in [BuiltCommand.path, BuiltCommand.executable(of: "replay")] {
      let source = URL(fileURLWithPath: path)
      try FileManager.default.copyItem(at: source, to: folder.url.appendingPathComponent(source.lastPathComponent))
    }
    let perftest = folder.url.appendingPathComponent("perftest").path
    func run(_ arguments: [String]) async throws -> CommandOutcome {
      try await RunningCommand(perftest, arguments, environment: BuiltCommand.environment()).outcome()
    }
    let usage = try await run(["replay"])
    #expect(usage.status == 64 && usage.error.contains("see perftest replay --help"), "\(usage)")
    let missing = try await run(["doctor"])
    #expect(missing.status == 75 && missing.error.contains("copy perftest-machine beside"), "\(missing)")
  }
}
