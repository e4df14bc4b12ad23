import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Reading the log")
struct LogReadingTests {
  private func write(_ numbers: some Sequence<Int>, to scripted: ScriptedLog) {
    for number in numbers { scripted.log.record(.info, .commandStarted, "record \(number)") }
  }

  // MARK: - Search

  private func search(_ scripted: ScriptedLog, _ change: (inout LogQuery) -> Void) throws -> [String] {
    var query = LogQuery()
    change(&query)
    var found: [String] = []
    let damage = try LogScan(scripted.folder, LogScan.distinct).search(query) { match in
      try found.append(match.record.message)
      return true
    }
    #expect(damage == .init())
    return found
  }

  @Test("finds records by level, time, detail and text, in the order of their times")
  func search() throws {
    let scripted = try ScriptedLog()
    for (index, level) in LogLevel.allCases.dropFirst().enumerated() {
      scripted.log.record(
        level, .commandStarted, "message \(level.name) \"é\"",
        ["number": .integer(index), "name": .string("n\(index)"), "exact": .number(0.5)],
        category: index % 2 == 0 ? .application : .performance)
      scripted.advance(seconds: 60)
    }
    func names(_ change: (inout LogQuery) -> Void) throws -> [String] {
      try search(scripted, change).map { String($0.split(separator: " ")[1]) }
    }
    let all = LogLevel.allCases.dropFirst().map(\.name)
    #expect(try names { _ in } == all)
    #expect(try names { $0.level = .error } == ["error", "critical", "fatal"])
    let third = LogTime(microseconds: ScriptedLog.start.microseconds + 120_000_000)
    #expect(try names { $0.since = third } == Array(all.dropFirst(2)))
    #expect(try names { $0.until = third } == Array(all.prefix(2)))
    #expect(try names { $0.fields = [.init(key: "number", value: "3")] } == [all[3]])
    #expect(try names { $0.fields = [.init(key: "name", value: "n1"), .init(key: "exact", value: "0.5")] } == [all[1]])
    #expect(try names { $0.fields = [.init(key: "name", value: "n")] } == [])
    #expect(
      try names { $0.fields = [.init(key: "id", value: "command.started"), .init(key: "level", value: "info")] } == [
        "info"
      ])
    #expect(try names { $0.texts = ["\"é\""] } == all)
    #expect(try names { $0.texts = ["message critical"] } == ["critical"])
    #expect(try names { $0.texts = ["Message"] } == [])
    #expect(try names { $0.texts = ["category"] } == [], "not in what surrounds the texts")
  }

  @Test("The filter of bytes never takes away what the query wants")
  func filter() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<500 {
      let record = LogRecord(
        time: LogTime(microseconds: Int64.random(in: 0..<2_000_000_000_000_000, using: &random)),
        level: LogLevel.allCases.randomElement(using: &random) ?? .info,
        category: LogCategory.allCases.randomElement(using: &random) ?? .audit,
        id: LogMessage(rawValue: "a\"b"), process: 1, message: "x \u{1F600}\n\"y\"", attributes: ["k\\": "v\u{7F}"])
      var query = LogQuery()
      if Bool.random(using: &random) { query.level = LogLevel.allCases.randomElement(using: &random) }
      if Bool.random(using: &random) {
        query.since = LogTime(microseconds: Int64.random(in: 0..<2_000_000_000_000_000, using: &random))
      }
      if Bool.random(using: &random) {
        query.until = LogTime(microseconds: Int64.random(in: 0..<2_000_000_000_000_000, using: &random))
      }
      query.texts = [["\u{1F600}\n\""], ["v\u{7F}"], ["a\"b"], ["k\\"], ["z"], []].randomElement(using: &random) ?? []
      let line = Array(record.line.dropLast())
      // The same members in another order, for which there is no filter.
      let other =
        Array("{\"pid\":1,".utf8)
        + Array(String(decoding: line, as: UTF8.self).replacing("\"pid\":1,", with: "").utf8.dropFirst())
      for bytes in [line, other] {
        var filter = LogFilter(query)
        let isWanted = bytes.withUnsafeBytes { line in
          guard case .wanted(let match) = filter.result(of: line) else { return false }
          return (try? match.record) == record && match.time == record.time && match.line == bytes
        }
        #expect(isWanted == query.matches(record))
      }
    }
  }

  @Test("counts lines that are no records, and one longer than a megabyte once")
  func damage() throws {
    let scripted = try ScriptedLog()
    write([0], to: scripted)
    try scripted.append("nonsense\n\n" + String(repeating: "x", count: 3_500_000) + "\n")
    write([1], to: scripted)
    try scripted.append("{\"v\":1")
    var messages: [String] = []
    let damage = try LogScan(scripted.folder, [.application]).search(LogQuery()) { match in
      try messages.append(match.record.message)
      return true
    }
    #expect(messages == ["record 0", "record 1"])
    #expect(damage == .init(lines: 4))
    #expect(try LogStatistics(of: LogScan(scripted.folder, [.application])).damage.lines == 4)
  }

  @Test("gives nothing where there is no log")
  func empty() throws {
    let scripted = try ScriptedLog()
    #expect(try search(scripted) { _ in }.isEmpty)
    #expect(try LogStatistics(of: LogScan(scripted.folder, LogScan.distinct)).records == 0)
    #expect(try AuditVerification(scripted.folder).head == nil)
    #expect(try scripted.records().isEmpty)
  }

  // MARK: - Statistics

  @Test("counts records by level, category, day and message")
  func statistics() throws {
    let scripted = try ScriptedLog()
    write(0..<3, to: scripted)
    scripted.log.record(.error, .errorShown, "e")
    scripted.advance(days: 1)
    write([3], to: scripted)
    scripted.log.phase("build") {}
    try scripted.append(
      #"{"time":"2026-11-30","v":1,"level":"info","category":"application","id":"x","pid":1,"message":""}"# + "\n")
    let statistics = try LogStatistics(of: LogScan(scripted.folder, LogScan.distinct))
    #expect(statistics.records == 7 && statistics.damage == .init())
    #expect(statistics.levels == [.info: 6, .error: 1])
    #expect(statistics.categories == ["application": 6, "performance": 1])
    #expect(statistics.days == ["2026-11-29": 4, "2026-11-30": 3])
    #expect(statistics.topMessages.map(\.key) == ["command.started", "error.shown", "phase.finished", "x"])
  }

  // MARK: - Following

  @Test("follows a file through any number of renamings and compressions, and gives every line once")
  func follower() throws {
    var settings = LogOutlet.Settings()
    settings.mostBytes = 1000
    let scripted = try ScriptedLog(settings: settings)
    let early = LogReader(.application, in: scripted.folder)
    var found: [String] = []
    func poll() throws { try early.poll { found.append($0.message) } }
    try poll()
    var random = SplitMix64(seed: 5)
    var number = 0
    for _ in 0..<40 {
      let count = Int.random(in: 0...30, using: &random)
      write(number..<(number + count), to: scripted)
      number += count
      if Bool.random(using: &random) { LogSweep(scripted.folder, now: scripted.now).run() }
      if Bool.random(using: &random) { try poll() }
    }
    try poll()
    #expect(found == (0..<number).map { "record \($0)" })
    #expect(scripted.files().count > 50)
    let late = LogReader(.application, in: scripted.folder)
    var again: [String] = []
    try late.poll { again.append($0.message) }
    #expect(again == found)
  }

  @Test("follows a file that is renamed at any moment")
  func renamedMeanwhile() throws {
    var settings = LogOutlet.Settings()
    settings.mostBytes = 1
    let scripted = try ScriptedLog(settings: settings)
    let (reader, count) = (LogReader(.application, in: scripted.folder), 200)
    Thread.detachNewThread {
      for number in 0..<count { scripted.log.record(.info, .commandStarted, "record \(number)") }
    }
    var found: [String] = []
    try Patience.block {
      try reader.poll { found.append($0.message) }
      return found.count == count
    }
    #expect(found == (0..<count).map { "record \($0)" })
  }

  @Test("gives a line when it is complete, and goes on after the files were removed")
  func unfinished() throws {
    let scripted = try ScriptedLog()
    write([0], to: scripted)
    let follower = LogFollower(.application, in: scripted.folder, from: .current)
    var lines: [String] = []
    func poll() throws { try follower.poll { lines.append(String(decoding: $0, as: UTF8.self)) } }
    try poll()
    try scripted.append("ab")
    try poll()
    #expect(lines.count == 1)
    try scripted.append("c\n")
    try poll()
    #expect(lines.last == "abc")
    try FileManager.default.removeItem(at: scripted.folder.url)
    try poll()
    write([1], to: scripted)
    try poll()
    #expect(lines.count == 3)
  }

  @Test("begins with what is wanted: everything, the newest renamed file, or the present one")
  func start() throws {
    let scripted = try ScriptedLog()
    for day in 0..<3 {
      write([day], to: scripted)
      scripted.advance(days: 1)
    }
    let counts = try [LogFollower.Start.beginning, .recent, .current].map { start in
      var count = 0
      try LogReader(.application, in: scripted.folder, from: start).poll { _ in count += 1 }
      return count
    }
    #expect(counts == [3, 2, 1])
  }
}
