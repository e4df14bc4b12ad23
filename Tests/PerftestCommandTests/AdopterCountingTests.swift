import Foundation
import PerformanceTestSupport
import Testing

@Suite("Instructions of an adopter", .inTurns, .timeLimit(.minutes(60)))
struct AdopterCountingTests {
  @Test(
    "A gate that is ended while it counts leaves no process", .enabled(if: EndToEndTests.hasValgrind),
    arguments: [SIGINT, SIGKILL])
  func strikeWhileCounting(_ signal: Int32) async throws {
    let held = try TemporaryFolder()
    let package = try ScriptedPackage(work: "slow \(held.url.path)")
    let run = PackageRun(package, try package.start(["gate", "--count-only", "--filter", "FailingPerformance"]))
    _ = try await run.process(.session, while: .count)
    kill(run.command.process, signal)
    _ = try await run.command.outcome()
    try await run.expectNothingLeft()
  }

  @Test("Without Valgrind a gate that counts only is refused, with the package to install")
  func withoutValgrind() async throws {
    let package = try ScriptedPackage()
    let tools = try TemporaryFolder()
    // All programs but that one; the first folder that has a name wins, as on the path itself.
    for folder in package.path.split(separator: ":").map(String.init).reversed() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != "valgrind" {
        let link = tools.url.appendingPathComponent(name)
        try? FileManager.default.removeItem(at: link)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "\(folder)/\(name)")
      }
    }
    let refused = try await package.gate("--count-only", environment: ["PATH": tools.url.path])
    #expect(refused.status == 75, "\(refused)")
    #expect(refused.error.contains("instructions cannot be counted: valgrind is not on the PATH"), "\(refused)")
  }
}
