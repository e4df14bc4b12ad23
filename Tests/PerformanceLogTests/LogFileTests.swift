import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("The files of the log")
struct LogFileTests {
  private func write(_ numbers: some Sequence<Int>, to scripted: ScriptedLog) {
    for number in numbers {
      scripted.log.record(.info, .commandStarted, "record \(number)", ["number": .integer(number)])
    }
  }

  private func numbers(_ records: [LogRecord]) -> [Int] { records.compactMap { $0.number("number").map { Int($0) } } }

  // MARK: - Many writers

  @Test("have every line of eight processes, while they are renamed")
  func processes() throws {
    let scripted = try ScriptedLog()
    let writers = try (0..<8).map { _ in try WriterProcess(12_500, to: scripted.folder, mostBytes: 1 << 20) }
    for writer in writers {
      let (status, isSignal, output) = writer.end()
      #expect(status == 0 && !isSignal && output.isEmpty)
    }
    var found: [Int32: [Int]] = [:]
    let reader = LogReader(.application, in: scripted.folder)
    try reader.poll { found[$0.process, default: []] += numbers([$0]) }
    #expect(reader.damagedLines == 0)
    #expect(found.count == 8)
    // Each process finds its lines in the order in which it wrote them, over all files.
    for numbers in found.values { #expect(numbers == Array(0..<12_500)) }
    #expect(scripted.files().count > 10)
  }

  @Test("have every line of the threads of a process, each with its own log")
  func threads() throws {
    let temporary = try TemporaryFolder()
    let logs = try (0..<4).map { _ in
      var settings = LogOutlet.Settings()
      settings.mostBytes = 20_000
      return try ScriptedLog(at: temporary.file("logs"), settings: settings)
    }
    DispatchQueue.concurrentPerform(iterations: 8) { index in write(0..<250, to: logs[index % 4]) }
    #expect(logs.flatMap(\.problems).isEmpty)
    #expect(numbers(try logs[0].records()).sorted() == (0..<250).flatMap { Array(repeating: $0, count: 8) })
    #expect(logs[0].files().count > 5)
  }

  // MARK: - Damage

  @Test("A line that a killed process left unfinished does not take the next one with it")
  func torn() throws {
    let scripted = try ScriptedLog()
    write(0..<2, to: scripted)
    try scripted.append(#"{"v":1,"time":"2026-11-29T20:15:03.0"#)
    write(2..<4, to: scripted)
    let reader = LogReader(.application, in: scripted.folder)
    var records: [LogRecord] = []
    try reader.poll { records.append($0) }
    #expect(numbers(records) == [0, 1, 2, 3])
    #expect(reader.damagedLines == 1)
  }

  @Test("stay readable when processes that write them are killed")
  func killed() throws {
    let scripted = try ScriptedLog()
    for _ in 0..<3 {
      let writer = try WriterProcess(1_000_000, to: scripted.folder, mostBytes: 20_000)
      let before = scripted.files().count
      // On this thread: a task that sleeps may go on only after minutes, when the process has written everything.
      try Patience.block { scripted.files().count > before + 1 }
      writer.kill()
      #expect(writer.end().isSignal)
    }
    write([-1], to: scripted)
    let reader = LogReader(.application, in: scripted.folder)
    var last = 0
    try reader.poll { last = numbers([$0]).last ?? 0 }
    #expect(last == -1 && scripted.problems.isEmpty)
    // At most the line that each process was writing.
    #expect(reader.damagedLines <= 3)
  }

  @Test("A lock of a process that does not go on delays a record and does not stop the process")
  func stopped() throws {
    var settings = LogOutlet.Settings()
    settings.patience = 0.01
    let scripted = try ScriptedLog(settings: settings)
    write([0], to: scripted)
    let lock = open(scripted.folder.folder(of: .application).appendingPathComponent(".lock").path, O_RDWR)
    #expect(flock(lock, LOCK_EX) == 0)
    write([1], to: scripted)
    // Closing it is not enough: a process that another test is starting holds it too, between `fork` and `exec`.
    flock(lock, LOCK_UN)
    close(lock)
    write([2], to: scripted)
    #expect(scripted.problems.count == 1)
    guard case .busy = scripted.problems.first else {
      Issue.record("\(scripted.problems)")
      return
    }
    #expect(numbers(try scripted.records()) == [0, 2])
  }

  @Test(
    "On a full disk the records are missing whole, and come again when there is room",
    .enabled(if: SmallDisk.canBeMounted))
  func fullDisk() throws {
    let disk = try SmallDisk(kilobytes: 256)
    let scripted = try ScriptedLog(at: disk.url.appendingPathComponent("logs"))
    write(0..<3, to: scripted)
    try disk.fill()
    write(3..<100, to: scripted)
    #expect(scripted.problems.count == 1, "it is said once")
    try disk.free()
    write([100], to: scripted)
    let reader = LogReader(.application, in: scripted.folder)
    var found: [Int] = []
    try reader.poll { found += numbers([$0]) }
    #expect(reader.damagedLines == 0)
    // The last block of the file may have taken some.
    #expect(found.prefix(3) == [0, 1, 2] && found.last == 100 && found.count < 100)
    #expect(found == found.sorted())
  }

  @Test("A process whose files may not grow goes on, and no line is torn")
  func fileLimit() throws {
    let scripted = try ScriptedLog()
    let (status, isSignal, output) = try WriterProcess(100, to: scripted.folder, limit: 4096).end()
    #expect(status == 0 && !isSignal)
    #expect(output.contains("unwritable") && output.split(separator: "\n").count == 1, "\(output)")
    let text = try scripted.text()
    #expect(text.utf8.count <= 4096 && text.hasSuffix("}\n"))
    let found = numbers(try scripted.records())
    #expect(found.count > 10 && found == Array(0..<found.count))
  }

  @Test("A folder that cannot be written is reported once, and nothing stops")
  func unwritable() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("", to: "logs")
    let scripted = try ScriptedLog(at: temporary.file("logs"))
    write(0..<3, to: scripted)
    scripted.log.finish()
    #expect(scripted.problems.count == 1)
    guard case .unwritable(let path, _) = scripted.problems.first else {
      Issue.record("\(scripted.problems)")
      return
    }
    #expect(path.hasPrefix(temporary.url.path))
  }

  @Test("Where the folder was deleted meanwhile, the log goes on in a new one")
  func deleted() throws {
    let scripted = try ScriptedLog()
    write([0], to: scripted)
    try FileManager.default.removeItem(at: scripted.folder.url)
    write([1], to: scripted)
    #expect(numbers(try scripted.records()) == [1] && scripted.problems.isEmpty)
  }

  @Test("A link in place of a file is not followed")
  func link() throws {
    let scripted = try ScriptedLog()
    let other = try scripted.temporary.write("mine", to: "other")
    let file = scripted.folder.current(.application)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: other)
    write([0], to: scripted)
    #expect(scripted.problems.count == 1)
    #expect(try scripted.temporary.text(of: "other") == "mine")
  }

  // MARK: - Renaming

  @Test("A file is renamed by its day when that is over, and by its size")
  func renaming() throws {
    var settings = LogOutlet.Settings()
    settings.mostBytes = 400
    let scripted = try ScriptedLog(settings: settings)
    write(0..<2, to: scripted)
    #expect(scripted.files() == ["application.jsonl"])
    write([2], to: scripted)
    #expect(scripted.files() == ["application-2026-11-29-0001.jsonl", "application.jsonl"])
    scripted.advance(days: 1)
    write([3], to: scripted)
    scripted.advance(days: 30)
    write([4], to: scripted)
    #expect(
      scripted.files() == [
        "application-2026-11-29-0001.jsonl", "application-2026-11-29-0002.jsonl", "application-2026-11-30-0001.jsonl",
        "application.jsonl",
      ])
    #expect(numbers(try scripted.records()) == [0, 1, 2, 3, 4])
  }

  @Test("The day is that of the first record, also for a process that finds the file")
  func foundDay() throws {
    let first = try ScriptedLog()
    write([0], to: first)
    let second = try ScriptedLog(at: first.folder.url)
    write([1], to: second)
    #expect(second.files().count == 1)
    let third = try ScriptedLog(at: first.folder.url)
    third.advance(days: 1)
    write([2], to: third)
    #expect(third.files() == ["application-2026-11-29-0001.jsonl", "application.jsonl"])
  }

  @Test("A clock that was set back renames nothing, and newer files never sort before older ones")
  func clockSetBack() throws {
    let unlimited = try ScriptedLog()
    write([0], to: unlimited)
    unlimited.advance(days: -10)
    write([1], to: unlimited)
    #expect(unlimited.files() == ["application.jsonl"])
    var settings = LogOutlet.Settings()
    settings.mostBytes = 200
    let scripted = try ScriptedLog(settings: settings)
    write(0..<2, to: scripted)
    scripted.advance(days: -10)
    write(2..<12, to: scripted)
    #expect(numbers(try scripted.records()) == Array(0..<12))
    #expect(scripted.files().count == 12 && scripted.files()[10] == "application-2026-11-29-0011.jsonl")
  }

  // MARK: - Keeping

  @Test("are kept for seven days, audit files for ever, and the present file however old it is")
  func retention() throws {
    let scripted = try ScriptedLog()
    for day in 0..<12 {
      write([day], to: scripted)
      scripted.log.audit(.baselineRecorded, "day \(day)")
      scripted.log.record(.error, .errorShown, "day \(day)")
      scripted.log.phase("build") {}
      scripted.log.finish()
      if day < 11 { scripted.advance(days: 1) }
    }
    // 2026-12-10: the day itself and seven before it.
    #expect(scripted.files().first == "application-2026-12-03-0001.jsonl.gz")
    for category in [LogCategory.application, .errors, .performance] { #expect(scripted.files(category).count == 8) }
    #expect(scripted.files(.audit).count == 12)
    scripted.advance(days: 1000)
    LogSweep(scripted.folder, now: scripted.now).run()
    for category in [LogCategory.application, .errors, .performance] {
      #expect(scripted.files(category) == [category.rawValue + ".jsonl"])
    }
    #expect(scripted.files(.audit).count == 12)
    #expect(try AuditVerification(scripted.folder).findings.isEmpty)
  }

  @Test("Older files are compressed, except the newest renamed one, and are read as before")
  func compression() throws {
    let scripted = try ScriptedLog()
    for day in 0..<4 {
      write((10 * day)..<(10 * day + 10), to: scripted)
      scripted.advance(days: 1)
    }
    let plain = try Data(contentsOf: #require(scripted.folder.files(.application).first))
    LogSweep(scripted.folder, now: scripted.now).run()
    #expect(
      scripted.files() == [
        "application-2026-11-29-0001.jsonl.gz", "application-2026-11-30-0001.jsonl.gz",
        "application-2026-12-01-0001.jsonl", "application.jsonl",
      ])
    #expect(numbers(try scripted.records()) == Array(0..<40))
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", scripted.folder.files(.application)[0].path]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    let unpacked = output.fileHandleForReading.readDataToEndOfFile()
    gzip.waitUntilExit()
    #expect(gzip.terminationStatus == 0 && unpacked == plain)
  }

  @Test("Without zlib they stay as they are")
  func noCompression() throws {
    let scripted = try ScriptedLog()
    for day in 0..<4 {
      write([day], to: scripted)
      scripted.advance(days: 1)
    }
    LogSweep(scripted.folder, now: scripted.now, gzip: nil).run()
    #expect(scripted.files().allSatisfy { $0.hasSuffix(".jsonl") } && scripted.files().count == 4)
    #expect(throws: GzipLibrary.Unavailability.self) { try GzipLibrary("libz-absent.so.9") }
  }

  @Test("A compressed file that was cut is read as far as it goes, and named")
  func damagedCompression() throws {
    let scripted = try ScriptedLog()
    for day in 0..<3 {
      write(0..<2000, to: scripted)
      if day < 2 { scripted.advance(days: 1) }
    }
    LogSweep(scripted.folder, now: scripted.now).run()
    let file = scripted.folder.files(.application)[0]
    let whole = try Data(contentsOf: file)
    try whole.prefix(whole.count / 2).write(to: file)
    var count = 0
    let damage = try LogScan(scripted.folder, [.application]).search(LogQuery()) { _ in
      count += 1
      return true
    }
    #expect(damage.files == [file.path], "\(damage)")
    #expect(count > 4000 && count < 6000)
  }

  @Test("While a file is compressed it is read once")
  func halfCompressed() throws {
    let scripted = try ScriptedLog()
    for day in 0..<3 {
      write([day], to: scripted)
      scripted.advance(days: 1)
    }
    let plain = scripted.folder.files(.application)[0]
    let before = try Data(contentsOf: plain)
    LogSweep(scripted.folder, now: scripted.now).run()
    try before.write(to: plain)
    #expect(numbers(try scripted.records()) == [0, 1, 2])
  }
}
