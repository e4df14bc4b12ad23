import Foundation
import PerformanceHealth
import PerformanceMachine
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("A machine that is ready for a run")
struct ReadinessTests {
  /// A machine with 100 GB of disk and 8 GB of memory, of which some are free.
  private func probe(
    disk: Double = 50e9, memory: Double = 4e6, of total: Double = 8e6, _ change: (inout HealthProbe) -> Void = { _ in }
  ) -> HealthProbe {
    var probe = HealthProbe()
    probe.files = MachineFiles(
      read: { $0 == "/proc/meminfo" ? "MemTotal: \(Int(total)) kB\nMemAvailable: \(Int(memory)) kB\n" : nil },
      space: { _ in DiskSpace(total: 100e9, used: 100e9 - disk, available: disk) })
    probe.exists = { _ in true }
    probe.isWritable = { _ in true }
    probe.package = HealthPackage(folder: "/app", state: "/app/.perftest", baselines: "/app/baselines") {
      BaselineStore.Loaded()
    }
    change(&probe)
    return probe
  }

  private func problems(_ probe: HealthProbe) -> [HealthFinding] { Readiness(probe).problems() }

  @Test("has space, memory, a folder for state and locks that can be used")
  func ready() {
    #expect(problems(probe()).isEmpty)
    // What cannot be read is no reason to refuse a run.
    #expect(problems(probe { $0.files = MachineFiles { _ in nil } }).isEmpty)
  }

  @Test(
    "has a tenth of its disk free, or plenty, and never next to nothing",
    arguments: [
      (11e9, HealthFinding.Status.pass), (10.1e9, .pass), (9.9e9, .fail), (1e9, .fail), (1e6, .fail),
    ])
  func disk(bytes: Double, status: HealthFinding.Status) throws {
    let findings = Readiness.disk(probe(disk: bytes)).find()
    #expect(findings.map(\.name) == ["disk (state)", "disk (temporary)"])
    #expect(findings.status == status)
    if status == .fail { #expect(findings[0].advice?.contains("free some space") == true) }
    #expect(findings[0].measure?.limit == 10 && findings[0].measure?.unit == "percent")
  }

  @Test("may have a smaller share of a large disk, with a warning, and a small disk that is empty")
  func diskSizes() {
    func status(_ space: DiskSpace) -> HealthFinding.Status {
      Readiness.disk(probe { $0.files = MachineFiles(read: { _ in nil }, space: { _ in space }) }).find().status
    }
    #expect(status(DiskSpace(total: 1e12, used: 940e9, available: 60e9)) == .warn)
    #expect(status(DiskSpace(total: 1e9, used: 0, available: 1e9)) == .warn)
    #expect(status(DiskSpace(total: 90e6, used: 0, available: 90e6)) == .fail)
  }

  @Test(
    "has a tenth of its memory available, or plenty",
    arguments: [
      (0.9e6, 8e6, HealthFinding.Status.pass), (0.8e6, 8e6, .fail), (0, 8e6, .fail), (10e6, 128e6, .warn),
    ])
  func memory(available: Double, total: Double, status: HealthFinding.Status) throws {
    let finding = try #require(Readiness.memory(probe(memory: available, of: total)).find().first)
    #expect(finding.status == status, "\(finding)")
    if status != .pass { #expect(finding.advice?.hasPrefix("end programs") == true) }
  }

  @Test("has a folder for state in which files can be made, synced, renamed and removed")
  func stateFolder() throws {
    func finding(_ change: (inout HealthProbe) -> Void) throws -> HealthFinding {
      try #require(Readiness.stateFolder(probe(change)).find().first)
    }
    #expect(try finding { $0.isWritable = { _ in false } }.found == "/app/.perftest cannot be written")
    let full = try finding { $0.trial = { _ in FolderTrial.Failure(.written, code: ENOSPC) } }
    #expect(full.found == "a file in /app/.perftest could not be written (No space left on device)")
    #expect(full.advice?.hasPrefix("free some space") == true)
    let readOnly = try finding { $0.trial = { _ in FolderTrial.Failure(.created, code: EROFS) } }
    #expect(readOnly.status == .fail && readOnly.advice?.hasPrefix("make it writable") == true)
    let missing = try finding {
      $0.exists = { _ in false }
      $0.trial = { _ in FolderTrial.Failure(.created, code: ENOENT) }
    }
    #expect(missing.status == .pass)
  }

  @Test("has locks that are free, or held by a process that ends some time")
  func locks() {
    let holder = LockHolder(process: 7, folder: "/other")
    let held = Readiness.locks(probe { $0.lock = { _ in .held(holder) } }).find()
    #expect(held.map(\.status) == [.warn, .warn])
    #expect(held[0].found == "held by process 7 in /other")
    let unusable = Readiness.locks(probe { $0.lock = { $0 == nil ? .unusable("x cannot be opened") : .free } }).find()
    #expect(unusable.map(\.status) == [.fail, .pass] && unusable[0].advice?.contains("delete it") == true)
  }

  @Test("is waited for by the clock, and no longer than it may be")
  func waiting() {
    let clock = ManualClock()
    let reports = Mutex(0)
    func waited(_ seconds: Double, readyAt ready: UInt64) -> [HealthFinding] {
      let start = clock.now
      let waiting = probe {
        $0.files = MachineFiles(
          read: { _ in nil },
          space: { _ in
            let free = clock.now - start >= ready * 1_000_000_000 ? 50e9 : 1e6
            return DiskSpace(total: 100e9, used: 100e9 - free, available: free)
          })
        $0.seconds = { Double(clock.now) / 1e9 }
        $0.sleep = { clock.advance(by: UInt64($0 * 1e9)) }
      }
      return Readiness(waiting).problems(waiting: seconds) { problems in
        #expect(problems.map(\.name) == ["disk (state)", "disk (temporary)"])
        reports.withLock { $0 += 1 }
      }
    }
    #expect(waited(60, readyAt: 30).isEmpty)
    #expect(reports.withLock { $0 } == 1)
    let begin = clock.now
    #expect(waited(60, readyAt: 90).count == 2)
    #expect(clock.now - begin == 60_000_000_000)
    #expect(waited(0, readyAt: 1).count == 2)
    #expect(reports.withLock { $0 } == 2)
  }
}

@Suite("Writing in a folder")
struct FolderTrialTests {
  @Test("leaves nothing where everything works")
  func works() throws {
    let folder = try TemporaryFolder()
    #expect(FolderTrial.failure(in: folder.url.path) == nil)
    #expect(try folder.files().isEmpty)
  }

  @Test("fails where there is no folder")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(FolderTrial.failure(in: folder.file("x").path) == .init(.created, code: ENOENT))
    try folder.write("", to: "file")
    #expect(FolderTrial.failure(in: folder.file("file").path) == .init(.created, code: ENOTDIR))
  }

  @Test("fails on a disk that is full or read-only", .enabled(if: SmallDisk.canBeMounted))
  func disk() throws {
    let disk = try SmallDisk(kilobytes: 64)
    #expect(FolderTrial.failure(in: disk.url.path) == nil)
    try disk.fill()
    #expect(FolderTrial.failure(in: disk.url.path) == .init(.written, code: ENOSPC))
    try disk.free()
    try disk.remount(.readOnly)
    #expect(FolderTrial.failure(in: disk.url.path) == .init(.created, code: EROFS))
    try disk.remount(.writable)
  }
}
