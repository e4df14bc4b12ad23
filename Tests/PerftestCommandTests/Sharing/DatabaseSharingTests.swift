import Foundation
import PerformanceHistory
import PerformanceTestSupport
import Testing

/// A history is shared in a database of a server that each test starts for itself.
@Suite("Sharing a history by PostgreSQL", .inTurns, .serialized, .timeLimit(.minutes(60)))
struct DatabaseSharingTests {
  private static let isInstalled = ScratchServer.programs != nil && (try? PostgreSQLLibrary()) != nil
  private static let reason: Comment = "PostgreSQL is not installed: apt-get install postgresql"

  private static func environment(_ address: String) -> [String: String] { ["PERFTEST_HISTORY": address] }

  @Test(
    "Runs are pushed once, and another machine has all of them after a pull", .enabled(if: isInstalled, reason))
  func pushAndPull() async throws {
    let server = try ScratchServer()
    let environment = Self.environment(server.address())
    let (first, second) = (try SharingPackage(), try SharingPackage())
    let empty = await second.history("pull", environment: environment)
    #expect(empty.status == 75 && empty.error.contains("the first 'history push' creates it"), "\(empty)")
    try first.write(runs: 0..<40)
    let pushed = await first.history("push", "--samples", environment: environment)
    #expect(pushed.status == 0 && pushed.output == "pushed 40 runs\n" && pushed.error.isEmpty, "\(pushed)")
    let again = await first.history("push", environment: environment)
    #expect(again.output == "the shared history has every run of this machine\n", "\(again)")
    let pulled = await second.history("pull", environment: environment)
    #expect(pulled.status == 0 && pulled.output == "pulled 40 runs\n" && pulled.error.isEmpty, "\(pulled)")
    #expect(await second.everything() == first.everything())
    let partitions = try server.sql("SELECT tablename FROM pg_tables WHERE tablename LIKE 'point_2%' ORDER BY 1")
    #expect(partitions == "point_2026_01\npoint_2026_02\n")
    #expect(try server.sql("SELECT count(*) FROM perftest.point") == "160\n")
    #expect(try server.sql("SELECT count(*) FROM perftest.verdict") == "40\n")
    try second.write(runs: 40..<41, machine: "0000bbbb")
    #expect(await second.history("push", environment: environment).output == "pushed 1 run\n")
    #expect(await first.history("pull", environment: environment).output == "pulled 1 run\n")
  }

  @Test("Eight processes that push at once lose nothing and double nothing", .enabled(if: isInstalled, reason))
  func together() async throws {
    let server = try ScratchServer()
    let environment = Self.environment(server.address())
    let packages = try (0..<8).map { number in
      let package = try SharingPackage()
      // Two of them have the same runs.
      try package.write(runs: 0..<10, machine: "0000aaa\(number / 2)", benchmarks: 3)
      return package
    }
    let pushes = try packages.map { try $0.start("push", "--samples", environment: environment) }
    var added = 0
    for push in pushes {
      let outcome = try await push.outcome()
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
      added += Int(outcome.output.split(separator: " ").dropFirst().first ?? "") ?? 0
    }
    #expect(added == 40)
    #expect(try server.sql("SELECT count(*), count(DISTINCT name) FROM perftest.run") == "40|40\n")
    #expect(try server.sql("SELECT count(*) FROM perftest.point") == "240\n")
    #expect(try server.sql("SELECT count(*) FROM perftest.series") == "6\n")
    let reader = try SharingPackage()
    #expect(await reader.history("pull", environment: environment).output == "pulled 40 runs\n")
    let lines = await reader.everything()
    let own = await packages[0].everything()
    #expect(lines.count == 40 && Set(own).isSubset(of: Set(lines)))
  }

  @Test("Newer tables and those of another program are refused and stay", .enabled(if: isInstalled, reason))
  func otherTables() async throws {
    let server = try ScratchServer()
    let package = try SharingPackage()
    try package.write(runs: 0..<1)
    try server.sql("CREATE DATABASE newer")
    try server.sql("CREATE DATABASE other")
    try server.sql("CREATE SCHEMA perftest; CREATE TABLE perftest.run (a int)", in: "other")
    #expect(await package.history("push", environment: Self.environment(server.address("newer"))).status == 0)
    try server.sql("UPDATE perftest.version SET number = 9", in: "newer")
    for command in ["push", "pull"] {
      let newer = await package.history(command, environment: Self.environment(server.address("newer")))
      #expect(newer.status == 78 && newer.error.contains("(version 9, this one knows 1)"), "\(newer)")
    }
    let other = await package.history("push", environment: Self.environment(server.address("other")))
    #expect(other.status == 78 && other.error.contains("has tables of another program"), "\(other)")
  }

  @Test("A damaged row is named and left out", .enabled(if: isInstalled, reason))
  func damaged() async throws {
    let server = try ScratchServer()
    let environment = Self.environment(server.address())
    let (first, second) = (try SharingPackage(), try SharingPackage())
    try first.write(runs: 0..<3)
    #expect(await first.history("push", environment: environment).status == 0)
    try server.sql("UPDATE perftest.point SET session_bytes = '\\x07' WHERE run = 2")
    try server.sql("UPDATE perftest.run SET start = '{' WHERE id = 3")
    let pulled = await second.history("pull", environment: environment)
    #expect(pulled.status == 0 && pulled.output == "pulled 1 run\n", "\(pulled)")
    #expect(pulled.error.split(separator: "\n").count == 2, "\(pulled)")
    #expect(pulled.error.contains("run \(SharingPackage.name(2, "0000aaaa")): has values"), "\(pulled)")
  }

  @Test("A run that a prune has removed here is not downloaded again", .enabled(if: isInstalled, reason))
  func pruned() async throws {
    let server = try ScratchServer()
    let environment = Self.environment(server.address())
    let (first, second) = (try SharingPackage(), try SharingPackage())
    try first.write(runs: 0..<3)
    #expect(await first.history("push", environment: environment).status == 0)
    #expect(await second.history("pull", environment: environment).output == "pulled 3 runs\n")
    _ = await second.history("prune", "--verdicts", "1")
    // Whoever reads a run names it.
    try server.sql("UPDATE perftest.run SET start = '{'")
    let pulled = await second.history("pull", environment: environment)
    #expect(pulled.output == "there are no new runs\n" && pulled.error.isEmpty, "\(pulled)")
  }

  @Test(
    "No message has the password: not with a wrong one, nor a server that is gone", .enabled(if: isInstalled, reason))
  func credentials() async throws {
    let server = try ScratchServer()
    let package = try SharingPackage()
    try package.write(runs: 0..<1)
    let wrong = await package.history("push", environment: Self.environment(server.address(password: "hunter2%40")))
    #expect(wrong.status == 75 && wrong.error.contains("password authentication failed"), "\(wrong)")
    let address = server.address()
    server.stop()
    var outcomes = [wrong]
    for text in [
      address, "postgresql://me:hunter2@127.0.0.1:1/d", "postgresql://me:hunter2@/d?sslmode=hunter2",
      "postgresql://me:hunter2@h:port/d", "postgresql://me:hun@ter2@h/d", "postgresql:hunter2",
      "postgresql://h/d?password=hunter2&connect_timeout=hunter2",
    ] {
      for command in ["push", "pull"] {
        outcomes.append(await package.history(command, environment: Self.environment(text)))
      }
      outcomes.append(await Perftest.run(["history", "push", "--help"], environment: Self.environment(text)))
    }
    for outcome in outcomes {
      #expect(!outcome.text.contains("hunter") && !outcome.text.contains("ter2"), "\(outcome)")
    }
    #expect(outcomes.count { $0.status == 75 } >= 5 && outcomes.count { $0.status == 78 } >= 6)
  }

  @Test("Without a variable the command says what to set")
  func unset() async throws {
    let package = try SharingPackage()
    let outcome = await package.history("push", environment: ["PERFTEST_HISTORY": ""])
    #expect(outcome.status == 78 && outcome.error.contains("set PERFTEST_HISTORY=postgresql://"), "\(outcome)")
  }
}
