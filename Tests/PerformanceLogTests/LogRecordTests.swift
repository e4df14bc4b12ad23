import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A log record")
struct LogRecordTests {
  private static let record = LogRecord(
    time: LogTime(microseconds: 1_764_447_303_123_456), level: .notice, category: .application, id: .commandFinished,
    process: 4711, message: "gate ended after 12.5 s",
    attributes: ["command.name": "gate", "duration.seconds": .number(12.5), "exit.status": .integer(0)])

  private static let text =
    #"{"v":1,"time":"2025-11-29T20:15:03.123456Z","level":"notice","severity":10,"category":"application","#
    + #""id":"command.finished","pid":4711,"message":"gate ended after 12.5 s","#
    + #""attributes":{"command.name":"gate","duration.seconds":12.5,"exit.status":0}}"#

  @Test("is one line of JSON, its members always in the same order, and is read again")
  func line() throws {
    #expect(String(decoding: Self.record.line, as: UTF8.self) == Self.text + "\n")
    #expect(try LogRecord(line: Self.text.utf8) == Self.record)
  }

  @Test("keeps every text, on one line whatever is in it")
  func texts() throws {
    let texts = ["", "a\nb\r\tc", #"\"quoted" 'x'"#, "\u{0}\u{1F}\u{7F}\u{85}\u{2028}\u{2029}", "é 漢 👩🏽‍🚀 \u{FFFF}"]
    for text in texts {
      let record = LogRecord(
        time: LogTime(microseconds: 0), level: .info, category: .audit, id: LogMessage(rawValue: text), process: 1,
        message: text, attributes: ["a." + text: .string(text)])
      let line = record.linked(AuditLink(sequence: 3, previous: AuditLink.beginning)).line
      #expect(line.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count == 2)
      let read = try LogRecord(line: line.dropLast())
      #expect(read.message == text && read.id.rawValue == text && read.text("a." + text) == text)
      #expect(read.link == AuditLink(sequence: 3, previous: AuditLink.beginning))
    }
  }

  @Test("has objects inside its details as keys with dots")
  func nested() {
    let record = LogRecord(
      time: LogTime(microseconds: 0), level: .info, category: .application, id: .commandStarted, process: 1,
      message: "",
      attributes: [
        "run": .object(["id": "7", "git": .object(["commit": "c0ffee"])]),
        "list": .array([.integer(1), .bool(true), .null]), "number": .number(.nan),
      ])
    #expect(record.text("run.id") == "7" && record.text("run.git.commit") == "c0ffee")
    #expect(String(decoding: record.line, as: UTF8.self).contains(#""list":[1,true,null],"number":null,"#))
  }

  @Test("has a limit for its texts and its details")
  func limits() throws {
    let long = String(repeating: "é", count: 100_000)
    let record = LogRecord(
      time: LogTime(microseconds: 0), level: .info, category: .application, id: .commandStarted, process: 1,
      message: long,
      attributes: Dictionary(uniqueKeysWithValues: (0..<100).map { ("key\($0)", .string(long)) }))
    #expect(record.attributes.count == 64)
    #expect(record.message.hasSuffix("… (200000)"))
    #expect(record.line.count < 1 << 20)
  }

  @Test("reads members in any order, skips unknown ones, and takes the number of a level with another name")
  func tolerance() throws {
    let line =
      #" { "message" : "m" , "pid":1,"new":[{"x":[1e3]}],"id":"i","category":"errors","severity":19,"level":"worse","#
      + #""time":"2025-11-29T20:15:03Z","v":1}"#
    let record = try LogRecord(line: line.utf8)
    #expect(record.level == .critical && record.category == .errors && record.attributes.isEmpty)
  }

  @Test(
    "is not made of anything else",
    arguments: [
      "", "{", "null", "[]", "{}}", #"{"v":1,"v":1}"#, String(repeating: "[", count: 100_000), "{\"v\":01}",
      "{\"v\":1,\"x\":\"\\ud800\"}", "{\"v\":1,\"x\":\"\\u12", "{\"v\":1,\"x\":1e999}", "{\"v\":1,\"x\":\"\u{1}\"}",
    ])
  func malformed(line: String) {
    #expect(throws: (any Error).self) { try LogRecord(line: line.utf8) }
  }

  @Test("of another version, or with a wrong member, is refused by name")
  func refused() {
    func error(_ old: String, _ new: String) -> LogRecord.Unreadable? {
      let line = Self.text.replacing(old, with: new)
      do throws(LogRecord.Unreadable) {
        _ = try LogRecord(line: line.utf8)
        return nil
      } catch {
        return error
      }
    }
    #expect(error("\"v\":1", "\"v\":2") == .version(2))
    #expect(error("2025-11-29T", "2025-02-29T") == .member("time"))
    #expect(error("\"application\"", "\"other\"") == .member("category"))
    #expect(error("4711", "47110000000") == .member("pid"))
    #expect(error("\"notice\",\"severity\":10", "\"x\",\"severity\":99") == .member("level"))
    #expect(error("\"attributes\":{", "\"sequence\":0,\"attributes\":{") == .member("sequence"))
    #expect(error("4711,", "4711.") == .malformed)
  }

  @Test("Whatever a line is, reading it ends")
  func arbitrary() {
    var random = SplitMix64(seed: 20)
    let whole = Array(Self.text.utf8)
    for _ in 0..<2000 {
      var line = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: line[Int.random(in: line.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        case 1: line = Array(line.prefix(Int.random(in: 1...line.count, using: &random)))
        default:
          line.insert(UInt8.random(in: 0...255, using: &random), at: Int.random(in: line.indices, using: &random))
        }
      }
      _ = try? LogRecord(line: line)
    }
  }
}
