import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// Whatever happens to the index, the runs are there and the user hears of it.
@Suite("An index that cannot be used", .enabled(if: ScriptedHistory.hasSQLite, ScriptedHistory.reason))
struct HistoryRecoveryTests {
  /// A history of four runs, and its contents.
  private static func indexed() throws -> (scripted: ScriptedHistory, runs: [RunContents]) {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<4)
    return (scripted, try scripted.open().everything())
  }

  /// Opens the history and expects that the index was replaced by one with the same runs.
  private static func expectReplacement(
    _ scripted: ScriptedHistory, _ runs: [RunContents], _ isExpected: (HistoryMessage.MoveCause) -> Bool
  ) throws {
    let history = scripted.open()
    #expect(try history.everything() == runs)
    guard case .movedAside(let aside, let cause, _)? = history.messages.first, history.messages.count == 1 else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(isExpected(cause), "\(cause)")
    #expect(aside.lastPathComponent == "history-1.db")
    #expect(FileManager.default.fileExists(atPath: aside.path))
    #expect(try history.check() == [])
    #expect(scripted.open().messages.isEmpty)
  }

  private static func isDamage(_ cause: HistoryMessage.MoveCause) -> Bool {
    if case .damaged(let error) = cause { error.kind == .damaged } else { false }
  }

  @Test("A database that was cut is moved aside and made again", arguments: [100, 1000, 4096, 5000, 20_000])
  func cut(bytes: Int) throws {
    let (scripted, runs) = try Self.indexed()
    try Data(contentsOf: scripted.state.history).prefix(bytes).write(to: scripted.state.history)
    try Self.expectReplacement(scripted, runs, Self.isDamage)
  }

  @Test("A file of noise is moved aside")
  func noise() throws {
    let (scripted, runs) = try Self.indexed()
    var random = SplitMix64(seed: 5)
    let noise = Data((0..<9000).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    try noise.write(to: scripted.state.history)
    try Self.expectReplacement(scripted, runs, Self.isDamage)
  }

  @Test("Damaged pages are found when a query reads them")
  func pages() throws {
    let (scripted, runs) = try Self.indexed()
    var data = try Data(contentsOf: scripted.state.history)
    // The first page has the schema; everything else is damaged.
    data.replaceSubrange(8192..<data.count, with: Data(repeating: 0xff, count: data.count - 8192))
    try data.write(to: scripted.state.history)
    try Self.expectReplacement(scripted, runs, Self.isDamage)
  }

  @Test("An empty file, or one with less than a page, is filled from the logs", arguments: [0, 1])
  func empty(bytes: Int) throws {
    let (scripted, runs) = try Self.indexed()
    try Data(contentsOf: scripted.state.history).prefix(bytes).write(to: scripted.state.history)
    let history = scripted.open()
    #expect(try history.everything() == runs)
    #expect(history.messages.isEmpty)
  }

  @Test("A deleted index is made again from the logs")
  func deleted() throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.history)
    #expect(try scripted.open().everything() == runs)
  }

  @Test("A database of a newer version is moved aside as it is")
  func newer() throws {
    let (scripted, runs) = try Self.indexed()
    let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
    try connection.execute("PRAGMA user_version = 99")
    try Self.expectReplacement(scripted, runs) { $0 == .newerVersion(99) }
  }

  @Test("A database of another program is moved aside as it is")
  func foreign() throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.history)
    do {
      let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
      try connection.execute("CREATE TABLE song (title TEXT)")
    }
    try Self.expectReplacement(scripted, runs) { $0 == .foreign }
  }

  @Test("A folder where the database should be leaves queries to the logs")
  func folder() throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.history)
    try FileManager.default.createDirectory(at: scripted.state.history, withIntermediateDirectories: true)
    let history = scripted.open()
    #expect(try history.everything() == runs)
    guard case .notWritten(.database(let error), results: .logs)? = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(error.kind == .unopened)
  }

  /// Lets the rows of a run name a word that does not exist, which the first query of it finds.
  private static func damage(_ run: String, in scripted: ScriptedHistory) throws {
    let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
    try connection.execute("UPDATE point SET outcome = 77 WHERE run = (SELECT id FROM run WHERE name = '\(run)')")
  }

  @Test("Of a damaged index the runs without a log are taken over as far as they can be read")
  func remains() throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.eventLog(run: ScriptedHistory.name(0)))
    try Self.damage(ScriptedHistory.name(3), in: scripted)
    let history = scripted.open()
    #expect(try history.everything() == runs)
    guard case .movedAside(_, let cause, let remains)? = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(Self.isDamage(cause))
    #expect(remains == .init(kept: 1, lost: 0))
  }

  @Test("Of an index of a newer version the runs without a log are taken over")
  func remainsOfNewer() throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.eventLog(run: ScriptedHistory.name(0)))
    do {
      let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
      try connection.execute("PRAGMA user_version = 99; ALTER TABLE run ADD COLUMN mood TEXT")
    }
    let history = scripted.open()
    #expect(try history.everything() == runs)
    #expect(
      history.messages == [
        .movedAside(to: Self.aside(scripted), because: .newerVersion(99), remains: .init(kept: 1, lost: 0))
      ])
  }

  private static func aside(_ scripted: ScriptedHistory, _ suffix: String = "") -> URL {
    scripted.state.url.appendingPathComponent("history-1.db" + suffix)
  }

  @Test("A run that a damaged index has in its write-ahead log alone is taken over")
  func writeAheadLog() throws {
    let (scripted, _) = try Self.indexed()
    try scripted.write(runs: 4..<5)
    let runs = try scripted.withoutLibrary().everything()
    let copy = try ScriptedHistory()
    try copy.write(runs: 3..<4)
    // As an ended process leaves it: the files of an index that is open.
    let index = try HistoryIndex(file: scripted.state.history, library: SQLiteLibrary())
    try index.add([runs[4]])
    try Self.damage(ScriptedHistory.name(3), in: scripted)
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: scripted.state.history.path + suffix, toPath: copy.state.history.path + suffix)
    }
    #expect(try index.runs().count == 5)
    let history = copy.open()
    #expect(try history.everything() == runs)
    guard case .movedAside(_, _, let remains)? = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(remains == .init(kept: 4, lost: 0))
  }

  @Test("A process that ended between the two renames has lost nothing")
  func betweenRenames() throws {
    let (scripted, runs) = try Self.indexed()
    let (old, new) = (scripted.state.history.path, scripted.state.historyReplacement.path)
    for log in scripted.state.eventLogs { try FileManager.default.removeItem(at: log) }
    try FileManager.default.copyItem(atPath: old, toPath: new)
    try FileManager.default.moveItem(atPath: old, toPath: Self.aside(scripted).path)
    try Data("left".utf8).write(to: URL(fileURLWithPath: old + "-wal"))
    let history = scripted.open()
    #expect(try history.everything() == runs)
    #expect(history.messages.isEmpty)
    #expect(try Data(contentsOf: Self.aside(scripted, "-wal")) == Data("left".utf8))
    #expect(!FileManager.default.fileExists(atPath: new))
  }

  @Test("A replacement that was begun is continued, and a damaged one is begun again", arguments: [false, true])
  func begun(isDamaged: Bool) throws {
    let (scripted, runs) = try Self.indexed()
    try FileManager.default.removeItem(at: scripted.state.eventLog(run: ScriptedHistory.name(0)))
    if isDamaged {
      try Data(repeating: 7, count: 9000).write(to: scripted.state.historyReplacement)
    } else {
      _ = try HistoryIndex(file: scripted.state.historyReplacement, library: SQLiteLibrary()).add([runs[0]])
    }
    let connection = try SQLiteConnection(scripted.state.history, .readWrite, library: SQLiteLibrary())
    try connection.execute("PRAGMA user_version = 99")
    let history = scripted.open()
    #expect(try history.everything() == runs)
    let remains = HistoryMessage.Remains(kept: isDamaged ? 1 : 0, lost: 0)
    #expect(
      history.messages == [.movedAside(to: Self.aside(scripted), because: .newerVersion(99), remains: remains)])
  }

  @Test("Two stores of one folder see each other's replacement")
  func replacedElsewhere() throws {
    let (scripted, runs) = try Self.indexed()
    let first = scripted.open()
    try Data(repeating: 1, count: 9000).write(to: scripted.state.history)
    let second = scripted.open()
    #expect(try second.everything() == runs)
    try scripted.write(runs: 4..<5)
    first.update()
    #expect(try first.runNames().count == 5)
    #expect(try second.runNames().count == 5)
    #expect(try second.check() == [])
  }

  // MARK: - Disks

  /// A scripted history on a small disk.
  private static func copy(_ scripted: ScriptedHistory, to disk: SmallDisk) throws -> StateFolder {
    let state = StateFolder(package: disk.url, environment: [:])
    try FileManager.default.copyItem(at: scripted.state.url, to: state.url)
    return state
  }

  @Test(
    "On a full disk results come from the index and the logs that are not in it, which it takes in once there is space",
    .enabled(if: SmallDisk.canBeMounted), arguments: [false, true])
  func fullDisk(hasIndex: Bool) throws {
    let scripted = try ScriptedHistory()
    try scripted.write(runs: 0..<4)
    let expected = try scripted.withoutLibrary().everything()
    let disk = try SmallDisk(kilobytes: 2000)
    let state = try Self.copy(scripted, to: disk)
    if hasIndex {
      try FileManager.default.removeItem(at: state.eventLog(run: ScriptedHistory.name(3)))
      _ = HistoryStore(state: state)
      try FileManager.default.removeItem(at: state.eventLog(run: ScriptedHistory.name(0)))
      try FileManager.default.copyItem(
        at: scripted.state.eventLog(run: ScriptedHistory.name(3)), to: state.eventLog(run: ScriptedHistory.name(3)))
    }
    try disk.fill()
    let history = HistoryStore(state: state)
    #expect(try history.everything() == expected)
    guard case .notWritten(_, let results)? = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
    #expect(results == (hasIndex ? .indexAndLogs : .logs))
    #expect(!history.isIndexed)
    try disk.free()
    history.update()
    #expect(try history.check() == [])
    #expect(try history.everything() == expected)
    #expect(history.isIndexed)
  }

  @Test(
    "In a folder that may not be written results come from the index and the logs that are not in it",
    .enabled(if: SmallDisk.canBeMounted))
  func readOnly() throws {
    let (scripted, runs) = try Self.indexed()
    try scripted.write(runs: 4..<5)
    let newest = try #require(try scripted.withoutLibrary().everything().last)
    let disk = try SmallDisk(kilobytes: 2000)
    let state = try Self.copy(scripted, to: disk)
    try FileManager.default.removeItem(at: state.eventLog(run: ScriptedHistory.name(0)))
    try disk.remount(.readOnly)
    defer { try? disk.remount(.writable) }
    let history = HistoryStore(state: state)
    #expect(try history.everything() == runs + [newest])
    guard case .notWritten(.folder, results: .indexAndLogs)? = history.messages.first else {
      Issue.record("\(history.messages)")
      return
    }
  }

  @Test("While another process writes, every query has the index with the logs that are not in it")
  func busy() throws {
    let (scripted, runs) = try Self.indexed()
    let grown = ScriptedHistory.events(run: 3, benchmarks: 3).suffix(1)
    try scripted.append(Array(grown), to: ScriptedHistory.name(3))
    try scripted.write(runs: 4..<5)
    let expected = try scripted.withoutLibrary()
    let all = try expected.everything()
    #expect(all.count == 5 && all[..<3] == runs[..<3] && all[3] != runs[3])
    let lock = open(scripted.state.url.appendingPathComponent("history.lock").path, O_RDWR)
    defer { close(lock) }
    // A process that another test is starting may hold it for a moment, between `fork` and `exec`.
    #expect(flock(lock, LOCK_EX) == 0)
    let history = HistoryStore(state: scripted.state, library: .success(try SQLiteLibrary()), patience: 0.05)
    #expect(history.messages == [.notWritten(.busy, results: .indexAndLogs)])
    #expect(try history.everything() == all)
    let series = try history.read { try $0.series(of: nil) }
    #expect(try series == expected.read { try $0.series(of: nil) } && series.count == 6)
    for series in series {
      #expect(
        try history.read { try $0.points(of: series, last: 3) }
          == expected.read { try $0.points(of: series, last: 3) })
    }
    let listed = all.map(\.run.name).reversed()
    #expect(try history.points(inRuns: Array(listed)) == expected.points(inRuns: Array(listed)))
    let period = ScriptedHistory.time(2)...ScriptedHistory.time(4)
    #expect(try history.read { try $0.runs(in: period) } == expected.read { try $0.runs(in: period) })
    for run in all.map(\.run.name) {
      #expect(try history.read { try $0.digest(ofRun: run) } == expected.read { try $0.digest(ofRun: run) })
      #expect(try history.read { try $0.points(ofRun: run) } == expected.read { try $0.points(ofRun: run) })
      #expect(
        try history.read { try $0.sessions(of: series[0], inRun: run) }
          == expected.read { try $0.sessions(of: series[0], inRun: run) })
    }
    try FileManager.default.removeItem(at: scripted.state.eventLog(run: ScriptedHistory.name(0)))
    #expect(try history.everything() == all)
  }

  @Test("A damaged index that another process holds leaves queries to the logs")
  func damagedAndBusy() throws {
    let (scripted, runs) = try Self.indexed()
    try Self.damage(ScriptedHistory.name(3), in: scripted)
    let lock = open(scripted.state.url.appendingPathComponent("history.lock").path, O_RDWR)
    defer { close(lock) }
    // A process that another test is starting may hold it for a moment, between `fork` and `exec`.
    #expect(flock(lock, LOCK_EX) == 0)
    let history = HistoryStore(state: scripted.state, library: .success(try SQLiteLibrary()), patience: 0.05)
    #expect(try history.everything() == runs)
    #expect(
      history.messages == [
        .notWritten(.busy, results: .indexAndLogs), .notWritten(.busy, results: .logs),
      ])
  }
}
