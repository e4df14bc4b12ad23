import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Executables that are built when they are first used")
struct ToolTests {
  @Test("Each lists the commands that perftest promises of it, in the same words", arguments: Tool.all.map(\.product))
  func commands(_ product: String) async throws {
    let tool = try #require(Tool.all.first { $0.product == product })
    let command = try #require(tool.commands.first)
    let overview = try await RunningCommand(
      BuiltCommand.executable(of: command.name), ["--help"], environment: BuiltCommand.environment()
    ).outcome()
    #expect(overview.status == 0)
    let promised: [String] = tool.commands.map(\.abstract)
    let listed: [String] = overview.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
      let words = line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      return words.last ?? ""
    }
    #expect(listed == promised)
    for command in tool.commands { #expect(overview.output.contains("\n  \(command.name) ")) }
  }

  @Test("The overview of perftest lists all of them")
  func overview() async throws {
    let overview = try await BuiltCommand.run("--help")
    for command in Tool.all.flatMap(\.commands) { #expect(overview.output.contains(command.abstract)) }
  }

  @Test("Outside of a build folder the executable beside perftest is taken as it is")
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
