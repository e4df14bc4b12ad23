import PerformanceRecords
import PerformanceReports
import PerformanceText
import PerformanceTestSupport
import Testing

@Suite("The last lines of a run")
struct ClosingLinesTests {
  private func lines(
    _ verdicts: [Verdict], filters: [String] = [], ending: Example.Ending = .finished, redRule: RedRule = .local
  ) -> [String] {
    let events = Example.events(verdicts, filters: filters, ending: ending)
    return ClosingLines(summary: RunSummary(events: events, redRule: redRule), commandPrefix: "perftest").lines
  }

  @Test("A green run says so and asks for nothing")
  func green() {
    #expect(
      lines([Example.same(Example.id("encode()"))])
        == ["1 benchmark, 1 verdict: 1 same – green, measured in 7.2 s"])
  }

  @Test("A regression is to be looked at, or accepted with a reason")
  func regressed() {
    #expect(
      lines([Example.slower(Example.id("decode()")), Example.same(Example.id("encode()"))]) == [
        "2 benchmarks, 2 verdicts: 1 regressed, 1 same – RED, measured in 7.2 s",
        "look at it: perftest show 'PerfTests.JSONPerformance/decode()'",
        #"if it is meant: perftest record --filter '^PerfTests\.JSONPerformance/decode\(\)/' --reason '…'"#,
        "if it may stay for a while: perftest accept 'PerfTests.JSONPerformance/decode()' --metric wallClock "
          + "--reason '…' --until YYYY-MM-DD",
      ])
  }

  @Test("Many regressions leave the filter to the reader")
  func manyRegressed() {
    let verdicts = (1...4).map { Example.slower(Example.id("b\($0)()")) } + [Example.same(Example.id("encode()"))]
    #expect(lines(verdicts)[2] == "if it is meant: perftest record --filter '…' --reason '…'")
  }

  @Test("A new benchmark is to be recorded")
  func new() {
    #expect(
      lines([Example.new(Example.id("fresh()"))], redRule: .continuousIntegration) == [
        "1 benchmark, 1 verdict: 1 new – RED, measured in 7.2 s",
        "nothing judged yet: record a baseline: perftest record",
      ])
  }

  @Test("The first run of a new package is not green, but asks for a baseline")
  func firstRun() {
    #expect(
      lines([Example.new(Example.id("a()")), Example.new(Example.id("b()"))]) == [
        "2 benchmarks, 2 verdicts: 2 new – nothing judged, measured in 7.2 s",
        "nothing judged yet: record a baseline: perftest record",
      ])
  }

  @Test("What is new among what was judged is to be judged from now on")
  func newAmongOthers() {
    #expect(
      lines([Example.new(Example.id("fresh()")), Example.same(Example.id("encode()"))]) == [
        "2 benchmarks, 2 verdicts: 1 new, 1 same – green, measured in 7.2 s",
        #"to judge what is new from now on: perftest record --filter '^PerfTests\.JSONPerformance/fresh\(\)/'"#,
      ])
  }

  @Test("Of several red benchmarks the advice covers all")
  func severalRed() {
    let lines = lines([Example.slower(Example.id("a()")), Example.slower(Example.id("b()"), by: 2)])
    #expect(lines[1] == "look at both: perftest show --red")
    #expect(lines[3].hasPrefix("if it may stay for a while: perftest accept 'PerfTests.JSONPerformance/b()'"))
    #expect(lines[4].hasPrefix("    and: perftest accept 'PerfTests.JSONPerformance/a()'"))
    let many = self.lines((1...5).map { Example.slower(Example.id("b\($0)()")) })
    #expect(many[1] == "look at all 5: perftest show --red" && many.contains("    and so for 2 more"))
  }

  @Test("What is disabled is counted in the last line, and measured nothing when there is nothing else")
  func disabled() {
    let off = Verdict(disabled: Example.id("off()").function)
    #expect(
      lines([Example.same(Example.id("encode()")), off]) == [
        "1 benchmark, 2 verdicts: 1 same, 1 disabled – green, measured in 7.2 s"
      ])
    #expect(lines([off]).last == "nothing was measured: what is selected is disabled")
  }

  @Test(
    "A benchmark without cases, and one whose test ends early, is not to be removed",
    arguments: [
      Verdict.Reason.noCases, .notReached,
    ])
  func emptied(reason: Verdict.Reason) {
    let verdict = Verdict(benchmark: Example.id("a()"), outcome: .missing, reason: reason)
    #expect(lines([verdict]) == ["0 benchmarks, 1 verdict: 1 missing – RED, measured in 7.2 s"])
  }

  @Test("On another kind of machine all is to be recorded here")
  func incomparable() {
    #expect(
      lines([Example.elsewhere(Example.id("a()")), Example.elsewhere(Example.id("b()"))]) == [
        "2 benchmarks, 2 verdicts: 2 incomparable – nothing judged, measured in 7.2 s",
        "to be judged here: perftest record",
      ])
  }

  @Test("A value that is not available here is not solved by recording")
  func unavailable() {
    var verdict = Example.elsewhere(Example.id("a()"))
    verdict.reason = .valueUnavailable
    #expect(lines([verdict]).count == 1)
  }

  @Test("A missing benchmark is to be recorded if it was removed")
  func missing() {
    #expect(
      lines([Example.missing(Example.id("gone()")), Example.same(Example.id("encode()"))]) == [
        "1 benchmark, 2 verdicts: 1 missing, 1 same – RED, measured in 7.2 s",
        #"if it was removed or renamed: perftest record --filter '^PerfTests\.JSONPerformance/gone\(\)/'"#,
      ])
  }

  @Test("Of many pieces of advice the four most urgent are given")
  func atMostFour() {
    var contaminated = Example.slower(Example.id("busy()"))
    (contaminated.outcome, contaminated.reason) = (.contaminated, .machineBusy)
    let verdicts = [
      Example.elsewhere(Example.id("e()")), Example.new(Example.id("fresh()")), contaminated,
      Example.missing(Example.id("gone()")), Example.slower(Example.id("decode()")),
    ]
    #expect(
      lines(verdicts).dropFirst().map { $0.prefix { $0 != ":" } } == [
        "look at it", "if it is meant", "if it may stay for a while", "if it was removed or renamed",
      ])
  }

  @Test("A run that measured nothing names the filters, as they are typed")
  func nothing() {
    #expect(
      lines([], filters: ["don't"]) == [
        "0 benchmarks, 0 verdicts – RED, measured in 7.2 s",
        #"nothing was measured: no benchmark matches --filter 'don'\''t'"#,
      ])
    #expect(lines([]).last == "nothing was measured: no test in a suite with the .performance trait was found")
  }

  @Test("A run that broke off is to be started again")
  func brokenOff() {
    #expect(
      lines([Example.same(Example.id("encode()"))], filters: ["JSON"], ending: .brokenOff) == [
        "1 benchmark, 1 verdict: 1 same – BROKE OFF",
        "the run broke off; what it did not reach is unknown. Again: perftest gate --filter 'JSON'",
      ])
  }

  @Test("A run in which bodies ran once says that none was judged, and what judges", arguments: [1, 12])
  func smoke(benchmarks: Int) {
    #expect(
      SmokeLine.text(benchmarks: benchmarks, because: "debug build")
        == "\(benchmarks) benchmark\(benchmarks == 1 ? "" : "s") ran once, none was judged (debug build). "
        + "To judge: swift run perftest gate")
  }
}
