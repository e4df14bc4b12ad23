import Foundation
import PerformanceHealth
import PerformanceLog
import PerformanceLogReading
import PerformanceMachine
import PerformanceSystem
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("What the tool does by itself is in the audit log", .inTurns)
struct RemedyAuditTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var logs: LogFolder { LogFolder(folder.file("logs")) }
  private var log: RunLog { RunLog(LogOutlet(logs, process: 7)) }

  /// The names of the remedies in the log.
  private func remedies() throws -> [String?] {
    var found: [String?] = []
    _ = try LogScan(logs, [.audit]).search(LogQuery()) { match in
      let record = try match.record
      if record.id == .remedyApplied { found.append(record.text("remedy.name")) }
      return true
    }
    return found
  }

  /// Checks whether a run can begin on a machine whose disk is full for some seconds.
  private func checkReadiness(fullFor seconds: Double, waiting: Int) {
    let clock = ManualClock(at: 0)
    var probe = HealthProbe()
    probe.files = MachineFiles(
      read: { _ in nil },
      space: { _ in
        let free = Double(clock.now) >= seconds * 1e9 ? 50e9 : 1e6
        return DiskSpace(total: 100e9, used: 100e9 - free, available: free)
      })
    probe.seconds = { Double(clock.now) / 1e9 }
    probe.sleep = { clock.advance(by: UInt64($0 * 1e9)) }
    let readiness = RunReadiness(probe: probe, seconds: waiting, output: RecordedLines().output, log: log)
    try? readiness.check()
  }

  @Test("A run that waited and began, once; none that began at once, or never")
  func waited() throws {
    checkReadiness(fullFor: 0, waiting: 60)
    checkReadiness(fullFor: 90, waiting: 60)
    #expect(try remedies().isEmpty)
    checkReadiness(fullFor: 30, waiting: 60)
    #expect(try remedies() == [Remedy.waitedUntilReady.rawValue])
  }

  @Test("Each build of a pair that had to go")
  func pruned() throws {
    let store = BundleStore(in: folder.file("bundles"), limit: .init(bytes: 1 << 30, count: 2), log: log)
    for name in ["a", "b", "c", "d"] {
      let built = try folder.write("a bundle", to: "build/Package.xctest")
      let key = BundleKey(tree: name, package: "/tree", toolchain: "Swift 6.3")
      _ = try store.keep(built, as: KeptBundleRecord(key: key, surroundings: [:]))
    }
    #expect(try remedies() == Array(repeating: Remedy.prunedBuilds.rawValue, count: 2))
  }

  @Test("An index of the history that was made again, once")
  func rebuilt() async throws {
    let package = try HistoryPackage()
    try package.write(1)
    let log = log
    for damages in [false, true, false] {
      if damages { try Data(contentsOf: package.index).prefix(3000).write(to: package.index) }
      let outcome = await Perftest.run(["history", "list"], in: package.url, openLog: { _ in log })
      #expect(outcome.status == 0, "\(outcome)")
    }
    #expect(try remedies() == [Remedy.rebuiltIndex.rawValue])
  }
}
