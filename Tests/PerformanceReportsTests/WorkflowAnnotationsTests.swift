import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("Annotations for GitHub")
struct WorkflowAnnotationsTests {
  private func lines(_ verdicts: [Verdict]) -> [String] {
    let summary = RunSummary(RunRecord(Example.events(verdicts)), redRule: .local)
    return WorkflowAnnotations(summary: summary) { $0.replacing("/home/me/app/", with: "") }.lines
  }

  @Test("A red verdict stands at its line, after the sum, and is escaped")
  func red() {
    #expect(
      lines([Example.slower(Example.id("sort(by:)"))]) == [
        "::error title=Performance::1 benchmark, 1 verdict: 1 regressed – RED, measured in 7.2 s",
        "::error file=PerfTests/JSON.swift,line=12,title=JSONPerformance/sort(by%3A) regressed"
          + "::sort(by:) wallClock: 12.3 ms → 16.1 ms, +31.0 %25 [+28 %25, +35 %25] (tolerance 20 %25); "
          + "each of 15 fresh processes was slower",
      ])
  }

  @Test("Nine annotations and the sum are all that GitHub shows")
  func bounded() {
    #expect(lines((1...30).map { Example.slower(Example.id("b\($0)()")) }).count == 10)
  }

  @Test("A verdict without a source location is in the sum alone, and a green run has no annotation")
  func withoutLocation() {
    #expect(lines([Example.missing(Example.id("gone()"))]).count == 1)
    #expect(lines([Example.same(Example.id("decode()"))]).isEmpty)
  }

  @Test("Neither file nor title can end the properties")
  func hostileFile() {
    var verdict = Example.slower(Example.id("decode()"))
    verdict.location = Example.location("/a,b:c%\n.swift")
    #expect(lines([verdict])[1].hasPrefix("::error file=/a%2Cb%3Ac%25\\u{a}.swift,line=12,"))
  }
}
