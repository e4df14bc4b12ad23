import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import Testing

@Suite("The report of a bisection")
struct BisectionLinesTests {
  private let lines = BisectionLines(metric: Example.allocations, good: 12)
  private let commit = BisectionLines.Commit(hash: "0123456789ab", subject: "Validate keys")

  @Test("A tested commit is one line with its number and the change from the good end")
  func attempts() {
    #expect(
      lines.line("bad", commit, value: 13) == "bad      0123456789ab            13     +8.3 %  Validate keys")
    #expect(lines.line("good", commit, value: 12).contains("12       ±0 %  Validate keys"))
    #expect(
      lines.line("skipped", commit, value: nil, reason: "it does not build:\n error: x")
        == "skipped  0123456789ab             –             Validate keys\n"
        + "         it does not build: / error: x")
    #expect(lines.title(of: Example.id("decode()")) == "allocations of PerfTests.JSONPerformance/decode()")
  }

  @Test("The first bad commit is named with its change, and the command to type")
  func found() {
    #expect(
      lines.found(commit, before: 12, now: 14, end: 14, growth: []) == [
        "first bad commit: 0123456789ab  Validate keys", "    allocations 12 → 14, +16.7 %",
        "look at it: git show 0123456789ab",
      ])
    #expect(lines.found(commit, before: nil, now: 14, end: 14, growth: []).count == 2)
  }

  @Test("The share of the found commit in the whole difference is reported")
  func share() {
    let text = lines.found(commit, before: 13, now: 16, end: 18, growth: [])[1]
    #expect(
      text
        == "    allocations 13 → 16, +23.1 %; that is 50 % of the difference between good and bad, other commits made the "
        + "rest")
    #expect(!lines.found(commit, before: 13, now: 18, end: 18, growth: [])[1].contains("share"))
  }

  @Test("Functions that grew are named with their instructions")
  func growth() {
    let text = lines.found(
      commit, before: 12, now: 14, end: 14, growth: [.init(name: "unique(_:)", before: 0, now: 12_345)])
    #expect(text.contains("        unique(_:)  0 → 12\u{202F}345"))
  }

  @Test("Commits that hide the first bad one are listed")
  func hidden() {
    #expect(
      lines.hidden([commit, commit]) == [
        "the first bad commit is one of these 2, the others of which cannot be tried:",
        "    0123456789ab  Validate keys", "    0123456789ab  Validate keys",
      ])
  }

  @Test("A bad end that is no worse is reported with both numbers and the tolerance")
  func noDifference() {
    #expect(lines.noDifference(12) == "the bad commit is not worse: allocations 12 → 12, ±0 %")
    #expect(
      BisectionLines(metric: Example.wallClock, good: 1_000_000).noDifference(1_100_000)
        == "the bad commit is not worse by more than its tolerance, 20 %: wallClock 1.00 ms → 1.10 ms, +10 %")
  }

  @Test("A hostile subject is escaped and within the width")
  func hostile() {
    for subject in ["::error::x\u{1B}[2J", String(repeating: "x", count: 10_000)] {
      let commit = BisectionLines.Commit(hash: "0123456789ab", subject: subject)
      for line in [lines.line("good", commit, value: 12)]
        + lines.found(
          commit, before: 1, now: 2, end: 2, growth: []) + lines.hidden([commit])
      {
        #expect(!line.contains("\u{1B}") && !line.contains("::error") && line.count < 400)
      }
    }
  }
}
