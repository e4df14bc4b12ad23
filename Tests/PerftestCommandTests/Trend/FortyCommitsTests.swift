import Foundation
import PerformanceTestSupport
import Testing

/// A package whose history nobody would notice in a gate: all of its steps are within the tolerance.
@Suite("Trends of forty commits", .inTurns, .timeLimit(.minutes(60)))
struct FortyCommitsTests {
  /// The commit that makes `loop()` 8 % slower, and those that add 1 % each.
  private static let step = 20
  private static let small = [6, 13, 26, 31, 36]

  @Test("The commit of a step of 8 % is named, and five steps of 1 % are a drift, through ±1 % of noise")
  func commits() async throws {
    let package = try await ScriptedPackage.recorded()
    func git(_ arguments: String...) throws -> String {
      let settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
      return try TestTool.run(["git", "-C", package.folder.url.path] + settings + arguments)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    _ = try git("init", "-q", "-b", "main")
    var random = SplitMix64(seed: 40)
    var cost = 20_000.0
    var revisions: [String] = []
    for commit in 1...40 {
      if commit == Self.step { cost *= 1.08 }
      if Self.small.contains(commit) { cost *= 1.01 }
      try package.edit("loop \(Int(cost * random.number(in: 0.99...1.01)))")
      _ = try git("add", "-A")
      _ = try git("commit", "-q", "--allow-empty", "-m", "commit \(commit)")
      revisions.append(try git("rev-parse", "HEAD"))
      let gate = try await package.gate("--filter", "WorkPerformance/loop")
      try #require(gate.status == 0, "no step is beyond the tolerance: \(gate)")
    }
    let digest = try await package.perftest("trend")
    #expect(digest.status == 0, "\(digest)")
    let rows = digest.output.split(separator: "\n")
    let worse = try #require(rows.first { $0.hasPrefix("worse") }, "\(digest)")
    #expect(worse.contains("loop()"), "\(digest)")
    #expect(digest.output.contains("commit \(revisions[Self.step - 1].prefix(12)), 21 values"), "\(digest)")
    #expect(rows.contains { $0.hasPrefix("drifting") && $0.contains("loop()") }, "\(digest)")
    #expect(digest.output.contains("% of it between the changes"), "\(digest)")
    let detail = try await package.perftest("trend", "loop()", "--metric", "wallClock")
    #expect(detail.output.contains("40 revisions of main"), "\(detail)")
    let drift = try #require(detail.output.firstMatch(of: /drift: \+(\d+\.\d) % since the best level/), "\(detail)")
    let percent = try #require(Double(drift.1))
    // 1.08 · 1.01⁵ = 1.135
    #expect((11...15.5).contains(percent), "\(detail)")
  }
}
