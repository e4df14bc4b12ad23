import PerformanceLog
import PerformanceSystem
import PerformanceWorkflows
import Testing

@Suite("A log record as a line for people")
struct LogTextTests {
  private func record(_ level: LogLevel, _ message: String, _ details: [String: JSONValue] = [:]) -> LogRecord {
    LogRecord(
      time: LogTime(microseconds: 1_795_983_303_123_456), level: level, category: .application, id: .commandStarted,
      process: 1, message: message, attributes: details)
  }

  @Test("has time, level, message and details")
  func plain() {
    let lines = LogLevel.allCases.map { LogText().line(of: record($0, "message", ["a.b": "c", "n": .number(0.5)])) }
    #expect(
      lines == [
        "2026-11-29 20:15:03.123 trace    message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 debug    message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 info     message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 notice   message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 warning  message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 error    message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 critical message  a.b=c n=0.5",
        "2026-11-29 20:15:03.123 fatal    message  a.b=c n=0.5",
      ])
  }

  @Test("is coloured by its level on a terminal")
  func coloured() {
    let lines = LogLevel.allCases.map { LogText(colour: .on).line(of: record($0, "message")) }
    func line(_ level: String) -> String { "\u{1B}[2m2026-11-29 20:15:03.123\u{1B}[0m \(level) message" }
    #expect(
      lines == [
        line("\u{1B}[2mtrace   \u{1B}[0m"), line("\u{1B}[2mdebug   \u{1B}[0m"), line("info    "),
        line("\u{1B}[32mnotice  \u{1B}[0m"), line("\u{1B}[33mwarning \u{1B}[0m"), line("\u{1B}[31merror   \u{1B}[0m"),
        line("\u{1B}[31mcritical\u{1B}[0m"), line("\u{1B}[31mfatal   \u{1B}[0m"),
      ])
  }

  @Test("is one line without escape sequences of its texts")
  func hostile() {
    let line = LogText().line(
      of: record(.info, "a\n\u{1B}[31mb", ["k\u{1B}": "a b", "empty": "", "list": .array(["x"]), "no": .null]))
    #expect(
      line == #"2026-11-29 20:15:03.123 info     a\u{a}\u{1b}[31mb  empty="" k\u{1b}="a b" list=["x"] no=null"#)
  }
}
