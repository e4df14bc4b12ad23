import Foundation
import PerformanceTestSupport
import Testing

#if os(Linux)
  @Suite("A run and its watcher that are killed", .inTurns, .timeLimit(.minutes(60)))
  struct KilledWatchTests {
    /// Which of the two are killed.
    enum Victims: CaseIterable, Sendable { case watcher, run, both }

    private static let filter = ["--no-pair", "--filter", "FailingPerformance/slow"]

    /// The path of the socket that the run serves.
    private let path = "/tmp/perftest-\(UUID().uuidString.prefix(12))"
    private let watched: WatchedTerminal

    init() throws { watched = try WatchedTerminal() }

    @Test(
      "leave nothing: no process, no socket in the way of the next run, and the terminal as it was",
      arguments: Victims.allCases)
    func killed(_ victims: Victims) async throws {
      let folder = try TemporaryFolder()
      let held = try folder.write("", to: "held")
      let package = try ScriptedPackage(work: "slow \(held.path)")
      let gate = ["gate", "--events", "unix:" + path] + Self.filter
      let run = PackageRun(package, try package.start(gate))
      _ = try await run.process(.session)
      let watch = try watched.start(#"exec "$@" <"$TTY""#, ["unix:" + path], in: package.folder.url)
      try await watched.wait(for: "measuring, round 1")

      if victims != .watcher { kill(run.command.process, SIGKILL) }
      if victims != .run {
        kill(watch.process, SIGKILL)
        #expect(try await watch.outcome().status == nil)
      }
      switch victims {
      case .watcher:
        // The run does not notice it.
        try FileManager.default.removeItem(at: held)
        let outcome = try await run.command.outcome()
        #expect(outcome.status == 0 && !outcome.error.contains("of the events"), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: path))
      case .run, .both:
        #expect(try await run.command.outcome().status == nil)
        try FileManager.default.removeItem(at: held)
      }
      try await run.expectNothingLeft()

      if victims == .run {
        try await watched.wait(for: "the run broke off")
        // It stays, and goes on to the next one.
        let second = try folder.write("", to: "held")
        let next = PackageRun(package, try package.start(gate))
        try await watched.wait(for: "measuring, round 1")
        try FileManager.default.removeItem(at: second)
        #expect(try await next.command.outcome().status == 0)
        watched.terminal.type("q")
        #expect(try await watch.outcome().status == 0)
      } else {
        let next = try await package.start(gate).outcome()
        #expect(next.status == 0, "\(next)")
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      // What restores the terminal of a killed watcher is a process of its group.
      try await Patience.wait { !ProcessTable.hasProcess(inGroup: watch.process) }
      watched.expectAsBefore()
    }
  }
#endif
