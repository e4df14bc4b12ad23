import CPerformanceProbe
import Foundation
import PerformanceMeasurement
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The machine's lock")
struct MachineLockTests {
  private let folder: TemporaryFolder
  private var file: URL { folder.file("lock") }

  init() throws { folder = try TemporaryFolder() }

  /// Holds the lock in another process until it is killed.
  private func holdElsewhere() throws -> pid_t {
    let child = try ChildProcess(
      "/bin/sh", arguments: ["sh", "-c", "exec 9<>\"$FILE\"; flock 9; exec sleep 600"],
      environment: ["FILE": file.path, "PATH": "/bin:/usr/bin"], output: .file(.nowhere), deathSignal: 0)
    try Patience.block { MachineLock.currentHolder(file: file) != nil }
    return child.process
  }

  private func reap(_ process: pid_t) {
    var status: Int32 = 0
    kill(process, SIGKILL)
    #expect(perf_wait(process, 600_000, &status) == 1)
  }

  @Test("is free at first, and names its holder when taken")
  func holder() throws {
    #expect(MachineLock.currentHolder(file: file) == nil)
    let lock = try MachineLock.take(file: file, waiting: { _ in Issue.record("had to wait") }, isWanted: { true })
    let isTaken = lock != nil
    #expect(isTaken)
    let holder = try #require(MachineLock.currentHolder(file: file))
    #expect(holder.process == Int(getpid()) && holder.folder == FileManager.default.currentDirectoryPath)
    #expect(holder.since == (try modification(of: file)))
    _ = consume lock
    try Patience.block { MachineLock.currentHolder(file: file) == nil }
  }

  @Test("is not taken while another process has it, and reports that once")
  func excluded() throws {
    try Data("4711 /home/other/project with spaces\nmore\n".utf8).write(to: file)
    let process = try holdElsewhere()
    defer { reap(process) }
    var reported: [LockHolder?] = []
    var asked = 0
    let lock = try MachineLock.take(file: file, waiting: { reported.append($0) }) {
      asked += 1
      return asked < 3
    }
    let isTaken = lock != nil
    #expect(!isTaken)
    let since = try modification(of: file)
    #expect(reported == [LockHolder(process: 4711, folder: "/home/other/project with spaces", since: since)])
    #expect(asked == 3)
  }

  @Test("reports the next holder to a process that waits")
  func nextHolder() throws {
    try Data("1 /first\n".utf8).write(to: file)
    let process = try holdElsewhere()
    defer { reap(process) }
    var names: [String?] = []
    var asked = 0
    _ = try MachineLock.take(file: file, waiting: { names.append($0?.folder) }) {
      asked += 1
      if asked == 2 { write(Data("2 /second\n".utf8)) }
      return asked < 5
    }
    #expect(names == ["/first", "/second"])
  }

  /// Changes the file in place, as a holder does.
  private func write(_ data: Data) {
    guard let handle = try? FileHandle(forWritingTo: file) else { return }
    try? handle.truncate(atOffset: 0)
    try? handle.write(contentsOf: data)
    try? handle.close()
  }

  private func modification(of file: URL) throws -> Double {
    var status = stat()
    try #require(stat(file.path, &status) == 0)
    return Double(status.st_mtim.tv_sec)
  }

  @Test("excludes other processes")
  func excludes() throws {
    let lock = try MachineLock.take(file: file, waiting: { _ in }, isWanted: { true })
    let child = try ChildProcess(
      "/bin/sh", arguments: ["sh", "-c", "exec 9<>\"$FILE\"; flock -n 9 || exit 42"],
      environment: ["FILE": file.path, "PATH": "/bin:/usr/bin"], output: .file(.nowhere))
    let ending = child.wait(seconds: 600)
    #expect(ending == .exited(42))
    let isTaken = lock != nil
    #expect(isTaken)
  }

  @Test("is free when its holder dies")
  func released() throws {
    try Data().write(to: file)
    let process = try holdElsewhere()
    var hasWaited = false
    let lock = try MachineLock.take(
      file: file,
      waiting: { _ in
        hasWaited = true
        reap(process)
      }, isWanted: { true })
    #expect(hasWaited)
    let isTaken = lock != nil
    #expect(isTaken)
  }

  @Test(
    "has no holder where its file holds nonsense",
    arguments: ["", "\n", "nonsense", "12", "x /folder", "\u{0}\u{1}\n7 /folder", " 7"])
  func nonsense(text: String) throws {
    try Data(text.utf8).write(to: file)
    let process = try holdElsewhere()
    defer { reap(process) }
    #expect(MachineLock.currentHolder(file: file) == LockHolder(process: 0, folder: "?"))
    var reported: [LockHolder?] = []
    _ = try MachineLock.take(file: file, waiting: { reported.append($0) }, isWanted: { false })
    #expect(reported == [nil])
  }

  @Test("overwrites the entry of an earlier holder")
  func signature() throws {
    try Data(String(repeating: "123456 /a/very/long/folder", count: 20).utf8).write(to: file)
    let lock = try MachineLock.take(file: file, waiting: { _ in }, isWanted: { true })
    #expect(
      try String(contentsOf: file, encoding: .utf8) == "\(getpid()) \(FileManager.default.currentDirectoryPath)\n")
    let isTaken = lock != nil
    #expect(isTaken)
  }

  @Test("is writable by every user")
  func permissions() throws {
    _ = try MachineLock.take(file: file, waiting: { _ in }, isWanted: { true })
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o666)
  }

  @Test("whose file cannot be opened names it and a remedy")
  func unwritable() throws {
    for file in [folder.url, folder.file("missing/lock")] {
      do {
        let lock = try MachineLock.take(file: file, waiting: { _ in }, isWanted: { true })
        let isTaken = lock != nil
        Issue.record("taken: \(isTaken)")
      } catch let error as InputError {
        #expect(error.file == file.path)
        #expect(error.problem.hasPrefix("cannot be opened ("))
        #expect(!error.remedy.isEmpty)
      }
      #expect(MachineLock.currentHolder(file: file) == nil)
    }
  }

  @Test("is not held when waiting for it fails")
  func failingWait() throws {
    struct Failure: Error {}
    try Data().write(to: file)
    let process = try holdElsewhere()
    do {
      _ = try MachineLock.take(file: file, waiting: { _ in throw Failure() }, isWanted: { true })
      Issue.record("did not wait")
    } catch is Failure {}
    reap(process)
    try Patience.block { MachineLock.currentHolder(file: file) == nil }
  }
}
