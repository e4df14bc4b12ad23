import PerformanceLog
import Testing

@Suite("Levels of the log")
struct LogLevelTests {
  @Test("have OpenTelemetry's numbers")
  func numbers() {
    let numbers = LogLevel.allCases.map { "\($0.name) \($0.rawValue)" }
    #expect(
      numbers == [
        "trace 1", "debug 5", "info 9", "notice 10", "warning 13", "error 17", "critical 18", "fatal 21",
      ])
  }

  @Test("are found by name and by any number of OpenTelemetry")
  func search() {
    for level in LogLevel.allCases {
      #expect(LogLevel(name: level.name) == level)
      #expect(LogLevel(severity: level.rawValue) == level)
    }
    #expect(LogLevel(name: "Error") == nil && LogLevel(name: "") == nil)
    #expect((1...24).compactMap { LogLevel(severity: $0) }.count == 24)
    #expect(LogLevel(severity: 0) == nil && LogLevel(severity: 25) == nil)
    #expect(LogLevel(severity: 12) == .notice && LogLevel(severity: 24) == .fatal)
  }
}

@Suite("Times of the log")
struct LogTimeTests {
  @Test("are read as they are written, and sort as texts")
  func text() {
    let times: [Int64] = [0, 1, 951_782_400_000_000, 1_709_164_800_000_001, 253_402_300_799_999_999]
    let texts = times.map { LogTime(microseconds: $0).text }
    #expect(
      texts == [
        "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000001Z", "2000-02-29T00:00:00.000000Z",
        "2024-02-29T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z",
      ])
    #expect(texts.compactMap { LogTime(text: $0)?.microseconds } == times)
    #expect(texts.sorted() == texts)
    #expect(LogTime(seconds: .infinity).text.hasPrefix("9999") && LogTime(seconds: -1).microseconds == 0)
  }

  @Test("are read from a day and from shorter forms")
  func forms() {
    let forms = ["2026-11-29", "2026-11-29T00:00", "2026-11-29T00:00:00Z", "2026-11-29T00:00:00.000Z"]
    for form in forms { #expect(LogTime(text: form)?.microseconds == 1_795_910_400_000_000, "\(form)") }
  }

  @Test(
    "are not read from other texts",
    arguments: [
      "", "2026", "2026-1-1", "2026-13-01", "2026-02-30", "2026-11-29T24:00", "2026-11-29 10:00", "2026-11-29T10:00:",
      "1969-12-31", "2026-11-29T10:00:00.1234567Z", "２026-11-29", "2026-11-29Z",
    ])
  func refused(text: String) {
    #expect(LogTime(text: text) == nil)
  }
}
