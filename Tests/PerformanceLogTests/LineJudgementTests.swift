import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceTestSupport
import Testing

/// A search judges most lines by their bytes. What it says must be what reading the line says.
@Suite("Lines that are judged by their bytes")
struct LineJudgementTests {
  /// What a line is to a search for every record: the time of a record, or no record.
  private func judged(_ line: [UInt8], by filter: inout LogFilter) -> LogTime? {
    line.withUnsafeBytes { bytes in
      guard case .wanted(let match) = filter.result(of: bytes), match.line == line else { return nil }
      return match.time
    }
  }

  private func expectAsRead(_ line: [UInt8], by filter: inout LogFilter) {
    let text = String(decoding: line, as: UTF8.self)
    #expect(judged(line, by: &filter) == (try? LogRecord(line: line))?.time, "\(text)")
  }

  private static let written = LogRecord(
    time: LogTime(microseconds: 1_795_983_303_123_456), level: .notice, category: .performance,
    id: LogMessage(rawValue: "phase.finished"), process: 12_345, message: "built \"a\\b\"\n\t\u{1F600} é",
    attributes: [
      "a": .integer(-12), "b": .number(0.125), "c": .number(1e-7), "d": .number(-5e20), "e": .bool(true), "f": .null,
      "g": .array([.string("x"), .integer(1), .bool(false)]), "h": .array([]), "h.i": .string("y, \u{2028}"),
    ])
  private static let linked = LogRecord(
    time: LogTime(microseconds: 0), level: .info, category: .audit, id: .settingsChanged, process: 1, message: ""
  ).linked(AuditLink(sequence: 10, previous: "0f"))

  @Test("are records where they are written by the tool")
  func whole() {
    var filter = LogFilter(LogQuery())
    for record in [Self.written, Self.linked] {
      #expect(judged(record.line.dropLast(), by: &filter) == record.time)
    }
  }

  private static let line =
    #"{"v":1,"time":"2026-11-29T20:15:03.123456Z","level":"info","severity":9,"category":"application","id":"a.b","#
    + #""pid":7,"message":"m","attributes":{"k":1,"l":"x"}}"#

  @Test(
    "are read where one part is another",
    arguments: [
      ("2026-11-29", "2026-11-31"), ("2026-11-29", "2026-02-29"), ("2026-11-29", "1969-11-29"),
      ("2026-11-29", "2028-02-29"), ("T20", "T24"), ("T20", " 20"), (":15", ":60"), (":03.", ":60."), (".123456Z", "Z"),
      (".123456Z", ".1234567"), (".123456Z", ".12345xZ"), (#""info""#, #""notice""#), (#""info""#, #""loud""#),
      ("\"severity\":9", "\"severity\":0"), ("\"severity\":9", "\"severity\":09"),
      ("\"severity\":9", "\"severity\":99"), ("\"severity\":9", "\"severity\":"),
      ("application", "applications"), ("application", ""), ("a.b", "a\u{1}b"), ("a.b", "a\\u0041"), ("a.b", "é"),
      (":7,", ":07,"), (":7,", ":-7,"), (":7,", ":-,"), (":7,", ":2147483648,"), (":7,", ":7.5,"), (":7,", ":\"7\","),
      ("\"m\"", "\"\t\""), ("\"m\"", #""\u00e9""#), ("\"m\"", #""\ud83d""#), ("\"m\"", #""\x""#), ("\"m\"", "1"),
      ("\"m\"", "\"m"), ("\"m\"", "\"m\\\""), (":1,\"l\"", ":1,\"k\""), (":1,\"l\"", ":1,\"a\""),
      (":1,\"l\"", ":1,\"\""),
      ("\"k\"", "\"\""), ("\"k\":1,\"l\"", "\"\":1,\"\""), (":1,\"l\"", ":01,\"l\""), (":1,\"l\"", ":-01,\"l\""),
      (":1,\"l\"", ":1.,\"l\""), (":1,\"l\"", ":.5,\"l\""), (":1,\"l\"", ":1e999,\"l\""), (":1,\"l\"", ":1E5,\"l\""),
      (":1,\"l\"", ":12345678901234567890,\"l\""), (":1,\"l\"", ":[1,2],\"l\""), (":1,\"l\"", ":[1,],\"l\""),
      (":1,\"l\"", ":[[1]],\"l\""), (":1,\"l\"", ":[,\"l\""), (":1,\"l\"", ":{\"x\":1},\"l\""), (":1,\"l\"", ":,\"l\""),
      (":1,\"l\"", ":nul,\"l\""), (":1,\"l\"", ": 1,\"l\""), ("{\"k\":1,\"l\":\"x\"}", "{}"),
      ("{\"k\":1,\"l\":\"x\"}", "{"),
      ("{\"k\":1,\"l\":\"x\"}", "[]"), (":\"x\"}}", ":\"x\"}"), (":\"x\"}}", ":\"x\",}}"), (":\"x\"}}", ":\"x\"}}x"),
      (":\"x\"}}", ":\"x\"}}}"), (":\"x\"}}", ":\"x\"},\"sequence\":1,\"previous\":\"0\"}"),
      (":\"x\"}}", ":\"x\"},\"sequence\":0,\"previous\":\"0\"}"),
      (":\"x\"}}", ":\"x\"},\"sequence\":-1,\"previous\":\"0\"}"),
      (":\"x\"}}", ":\"x\"},\"sequence\":1}"), (":\"x\"}}", ":\"x\"},\"sequence\":1,\"previous\":0}"),
      (":\"x\"}}", ":\"x\"},\"pid\":1}"), ("\"v\":1", "\"v\":2"), ("{\"v\"", " {\"v\""),
    ])
  func changed(part: String, other: String) throws {
    try #require(Self.line.contains(part))
    var filter = LogFilter(LogQuery())
    // The filter keeps the day of the line before.
    for line in [Self.line, Self.line.replacing(part, with: other), Self.line] {
      expectAsRead(Array(line.utf8), by: &filter)
    }
  }

  @Test("are read where some of their bytes are others")
  func damaged() {
    var random = SplitMix64(seed: 11)
    var filter = LogFilter(LogQuery())
    let lines = [Self.written, Self.linked].map { Array($0.line.dropLast()) } + [Array(Self.line.utf8)]
    let likely = Array("\"\\{}[],:0123456789-+.eEtfnu \n".utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xE2, 0xFF]
    var records = 0
    for _ in 0..<10_000 {
      var line = lines[Int.random(in: 0..<lines.count, using: &random)]
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let position = Int.random(in: 0..<line.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: line.remove(at: position)
        case 1: line.insert(likely[Int.random(in: 0..<likely.count, using: &random)], at: position)
        case 2: line[position] = likely[Int.random(in: 0..<likely.count, using: &random)]
        default: line.removeLast(line.count - position)
        }
        if line.isEmpty { break }
      }
      if (try? LogRecord(line: line)) != nil { records += 1 }
      expectAsRead(line, by: &filter)
    }
    // Both kinds were among them.
    #expect(records > 500 && records < 9_500, "\(records)")
  }

  @Test("are of the same times, days of other months and years among them")
  func times() {
    var random = SplitMix64(seed: 12)
    var filter = LogFilter(LogQuery())
    for _ in 0..<2_000 {
      let time = LogTime(microseconds: Int64.random(in: 0..<253_402_300_800_000_000, using: &random))
      let line = Self.line.replacing("2026-11-29T20:15:03.123456Z", with: time.text)
      #expect(judged(Array(line.utf8), by: &filter) == time)
    }
  }
}
