import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The cost of a benchmark by function")
struct ProfileReportTests {
  private static let id = Example.id("decode()")

  private func profile(_ own: [String: Int], rest: Int = 0) -> BenchmarkProfile {
    BenchmarkProfile(functions: own.mapValues { .init(own: $0, inclusive: $0 * 2) }, rest: rest)
  }

  private func entry(_ profile: BenchmarkProfile, instrument: String? = "valgrind-3.19.0-avx2") -> ProfileDocument.Entry
  {
    let recorded = Provenance(date: "2026-01-31", commit: nil, reason: nil)
    return .init(test: "decode()", label: nil, recorded: recorded, instrument: instrument, profile: profile)
  }

  private static let counted = ProfileReport.Method.counted(instrument: "valgrind-3.19.0-avx2", leftOut: 12_345)

  @Test("Old, new and change of each function, the greatest change first")
  func comparison() {
    let old = profile(["JSONScanner.skipWhitespace()": 1000, "swift_retain": 500, "gone()": 40], rest: 7)
    let new = profile(["JSONScanner.skipWhitespace()": 19_400, "swift_retain": 500], rest: 9)
    let lines = ProfileReport(Self.id, method: Self.counted, profile: new, baseline: entry(old)).lines()
    #expect(
      lines == [
        "PerfTests.JSONPerformance/decode(): instructions an iteration 1547 → 19\u{202F}909, +18\u{202F}362 "
          + "(valgrind-3.19.0-avx2)",
        "",
        "function                       old     new   change  new, with callees",
        "JSONScanner.skipWhitespace()  1000  19\u{202F}400  +18\u{202F}400             38\u{202F}800",
        "gone()                          40       –      −40                  –",
        "swift_retain                   500     500       ±0               1000",
        "(all other functions)            7       9       +2                  –",
        "",
        "Left out: 12\u{202F}345 instructions of the C library, the loader and the runtime's caches, which do not repeat "
          + "exactly; 'with",
        "callees' has them.",
        "An inlined function is not listed: what it costs shows under the one it was inlined into, often 'closure #1 in' "
          + "the",
        "test. Specialisations of a generic function are one line.",
      ])
  }

  @Test("Without a profile on file the greatest cost is first, and its share is shown")
  func alone() {
    let report = ProfileReport(
      Self.id, method: Self.counted, profile: profile(["a()": 10, "b()": 30], rest: 60), baseline: nil)
    let lines = report.lines()
    #expect(lines[0] == "PerfTests.JSONPerformance/decode(): 100 instructions an iteration (valgrind-3.19.0-avx2)")
    #expect(lines[1].contains("no profile of it is on file"))
    #expect(
      lines[3...6] == [
        "function               itself  share  with callees", "b()                        30   30 %            60",
        "a()                        10   10 %            20", "(all other functions)      60   60 %             –",
      ])
  }

  @Test("More functions than fit a screen are summed")
  func manyFunctions() {
    let own = Dictionary(uniqueKeysWithValues: (10..<50).map { ("f\($0)", $0) })
    let lines = ProfileReport(Self.id, method: Self.counted, profile: profile(own), baseline: nil).lines()
    #expect(lines.filter { $0.hasPrefix("f") && !$0.hasPrefix("function") }.count == 24)
    #expect(lines.contains { $0.hasPrefix("(all other functions)") && $0.contains(" \((10..<26).reduce(0, +)) ") })
  }

  @Test("A sampled profile is marked as such")
  func sampled() {
    let lines = ProfileReport(
      Self.id, method: .sampled(tool: "perf"), profile: profile(["a()": 10]), baseline: nil
    ).lines()
    #expect(lines[0] == "PerfTests.JSONPerformance/decode(): a SAMPLED profile, 10 samples by perf")
    #expect(lines[1].contains("install Valgrind"))
    #expect(!lines.contains { $0.contains("Left out") })
  }

  @Test("Counts of two instruments are marked")
  func instruments() {
    let report = ProfileReport(
      Self.id, method: Self.counted, profile: profile(["a()": 1]),
      baseline: entry(profile(["a()": 1]), instrument: "valgrind-3.22.0-avx2"))
    #expect(report.lines()[1].contains("counted by valgrind-3.22.0-avx2"))
  }

  @Test("The functions that explain a change are one sentence")
  func sentence() {
    let old = profile(["JSONScanner.skipWhitespace()": 1000, "Array.append(_:)": 400, "free()": 500])
    let new = profile(["JSONScanner.skipWhitespace()": 19_400, "Array.append(_:)": 2500, "free()": 501])
    #expect(
      ProfileDifference(old: old, new: new).sentence
        == "JSONScanner.skipWhitespace() +18\u{202F}400, Array.append(_:) +2100")
    #expect(ProfileDifference(old: new, new: old).sentence?.hasPrefix("JSONScanner.skipWhitespace() −18") == true)
    #expect(ProfileDifference(old: old, new: old).sentence == nil)
  }

  @Test("The report as JSON has both sides of every function")
  func json() throws {
    let report = ProfileReport(
      Self.id, method: Self.counted, profile: profile(["a()": 5, "b()": 1]), baseline: entry(profile(["a()": 3])))
    let text = String(decoding: try PrettyJSON.encode(report), as: UTF8.self)
    for part in [
      #""schema": "swift-performance-testing/explanation""#, #""unit": "instructions""#, #""leftOut": 12345"#,
      #""change": 2"#, #""new": {"inclusive": 10, "own": 5}"#, #""old": {"inclusive": 6, "own": 3}"#, #""change": 1"#,
    ] { #expect(text.contains(part)) }
  }

  @Test("Names are escaped, and no line is wider than the terminal", arguments: [80, 120])
  func hostile(width: Int) {
    let name = "a\u{1B}[2J\nb()" + String(repeating: "x", count: 300)
    let report = ProfileReport(
      Example.id("x"), method: Self.counted, profile: profile([name: 3]), baseline: entry(profile([name: 1])))
    let lines = report.lines(width: width).dropFirst()
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") && $0.count <= width })
  }
}
