import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The last lines of a run")
struct ClosingLinesTests {
  private func lines(
    _ verdicts: [Verdict], filters: [String] = [], ending: Example.Ending = .finished, redRule: RedRule = .local,
    comparing configuration: RunStart.Configuration? = nil
  ) -> [String] {
    var events = Example.events(verdicts, filters: filters, ending: ending)
    if let configuration {
      events[0].body = .runStarted(
        RunStart(mode: "gate", environment: Example.environment, configuration: configuration))
    }
    return ClosingLines(summary: RunSummary(RunRecord(events), redRule: redRule), commandPrefix: "perftest").lines
  }

  @Test("A green run is reported as such, without advice")
  func green() {
    #expect(
      lines([Example.same(Example.id("encode()"))])
        == ["1 benchmark, 1 verdict: 1 same – green, measured in 7.2 s"])
  }

  @Test("A regression is to be examined, or accepted with a reason")
  func regressed() {
    #expect(
      lines([Example.slower(Example.id("decode()")), Example.same(Example.id("encode()"))]) == [
        "2 benchmarks, 2 verdicts: 1 regressed, 1 same – RED, measured in 7.2 s",
        "look at it: perftest show 'PerfTests.JSONPerformance/decode()'",
        #"if intended: perftest record --filter '^PerfTests\.JSONPerformance/decode\(\)/' --reason '…'"#,
        "if it may stay for a while: perftest accept 'PerfTests.JSONPerformance/decode()' --metric wallClock "
          + "--reason '…' --until YYYY-MM-DD",
      ])
  }

  @Test("A run with a planted slowdown is to be measured without it, and nothing of it recorded or accepted")
  func planted() {
    let configuration = RunStart.Configuration(
      filters: ["JSON"], skips: ["slow"], slowdown: PlantedSlowdown(.work, factor: 1.5))
    let advice =
      "measure without the planted slowdown: env -u PERFTEST_SLOWDOWN perftest gate --filter 'JSON' --skip 'slow'"
    let verdicts = [
      Example.slower(Example.id("decode()")), Example.new(Example.id("fresh()")), Example.missing(Example.id("gone()")),
    ]
    #expect(lines(verdicts, comparing: configuration).dropFirst() == [advice])
    #expect(lines([Example.same(Example.id("encode()"))], comparing: configuration).dropFirst() == [advice])
    #expect(lines(verdicts, ending: .brokenOff, comparing: configuration).dropFirst() == [advice])
  }

  @Test("Packages outside of the repository that both compared builds had are named once, the first three of them")
  func outside() {
    let verdicts = [Example.same(Example.id("encode()"))]
    var configuration = RunStart.Configuration(against: "3f2c91d (main)", outside: ["/w/b", "/w/a"])
    let line = "both builds have the current /w/a, /w/b, outside of the repository: changes there were not compared"
    #expect(lines(verdicts, comparing: configuration).dropFirst() == [line])
    configuration.outside = ["/w/d", "/w/c", "/w/a", "/w/b"]
    #expect(lines(verdicts, comparing: configuration)[1].contains(" /w/a, /w/b, /w/c and 1 more, outside"))
    let cost = ConfirmationCost(
      against: "3f2c91d", candidates: 1, buildSeconds: 1, measureSeconds: 1, outside: ["/w/a"])
    var record = RunRecord(Example.events(verdicts))
    record.add(RunEvent(sequence: 99, time: 1, run: "r", .confirmed(cost)))
    #expect(record.packagesOutside == ["/w/a"])
  }

  @Test("A command for several benchmarks names each of them, so that it can be pasted")
  func manyRegressed() {
    let verdicts = (1...4).map { Example.slower(Example.id("b\($0)()")) } + [Example.same(Example.id("encode()"))]
    let filters = (1...4).map { #" --filter '^PerfTests\.JSONPerformance/b\#($0)\(\)/'"# }.joined()
    #expect(lines(verdicts)[2] == "if intended: perftest record\(filters) --reason '…'")
  }

  @Test("A command for more benchmarks than fit a line names their suite")
  func verdictsOfSuite() {
    let verdicts = (1...13).map { Example.elsewhere(Example.id("b\($0)()")) } + [Example.same(Example.id("encode()"))]
    #expect(
      lines(verdicts).last == #"to be judged here: perftest record --filter '^PerfTests\.JSONPerformance/'"#)
  }

  private func undecided(_ test: String, limit: Double = 120) -> Verdict {
    var verdict = Example.slower(Example.id(test))
    (verdict.outcome, verdict.reason, verdict.sessions) = (.ambiguous, .timeLimitReached, 5)
    verdict.timeLimit = limit
    return verdict
  }

  @Test("Metrics left open by the time limit are counted, with the command that decides them")
  func timeLimit() {
    #expect(
      lines([undecided("decode()"), Example.same(Example.id("encode()"))]) == [
        "2 benchmarks, 2 verdicts: 1 ambiguous, 1 same; 1 benchmark not decided within the time limit – green, measured "
          + "in 7.2 s",
        #"to decide the rest: perftest gate --filter '^PerfTests\.JSONPerformance/decode\(\)/' --time-limit 10m"#,
      ])
  }

  @Test("A command for many open metrics names all of them")
  func timeLimitOfMany() {
    let verdicts = (1...4).map { undecided("b\($0)()", limit: 600) }
    for verdict in verdicts {
      #expect(lines(verdicts)[1].contains(TestSelection(filters: [verdict.function.filter]).typed))
    }
    let many = (1...40).map { undecided("b\($0)()", limit: 600) }
    #expect(
      lines(many)[1]
        == #"to decide the rest: perftest gate --filter '^PerfTests\.JSONPerformance/' --time-limit 50m"#)
  }

  @Test("Metrics that are ambiguous for another reason are not attributed to the time limit")
  func otherAmbiguous() {
    var verdict = undecided("decode()")
    verdict.reason = .spreadTooWide
    #expect(lines([verdict]).count == 1)
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

  @Test("New benchmarks among judged ones have the command that records them")
  func newAmongOthers() {
    #expect(
      lines([Example.new(Example.id("fresh()")), Example.same(Example.id("encode()"))]) == [
        "2 benchmarks, 2 verdicts: 1 new, 1 same – green, measured in 7.2 s",
        #"to judge new benchmarks from now on: perftest record --filter '^PerfTests\.JSONPerformance/fresh\(\)/'"#,
      ])
  }

  @Test("The advice covers all of several red benchmarks")
  func severalRed() {
    let lines = lines([Example.slower(Example.id("a()")), Example.slower(Example.id("b()"), by: 2)])
    #expect(lines[1] == "look at both: perftest show --red")
    #expect(lines[3].hasPrefix("if it may stay for a while: perftest accept 'PerfTests.JSONPerformance/b()'"))
    #expect(lines[4].hasPrefix("    and: perftest accept 'PerfTests.JSONPerformance/a()'"))
    let many = self.lines((1...5).map { Example.slower(Example.id("b\($0)()")) })
    #expect(many[1] == "look at all 5: perftest show --red" && many.contains("    and 2 more"))
  }

  @Test("Disabled benchmarks are counted in the last line, alone as well")
  func disabled() {
    let off = Verdict(disabled: Example.id("off()").function)
    #expect(
      lines([Example.same(Example.id("encode()")), off]) == [
        "1 benchmark, 2 verdicts: 1 same, 1 disabled – green, measured in 7.2 s"
      ])
    #expect(lines([off]).last == "nothing was measured: the selected tests are disabled")
  }

  @Test(
    "A benchmark without cases, without its trait, or whose test ends early is not to be removed",
    arguments: [
      Verdict.Reason.noCases, .notReached, .withoutTrait,
    ])
  func emptied(reason: Verdict.Reason) {
    let verdict = Verdict(benchmark: Example.id("a()"), outcome: .missing, reason: reason)
    #expect(lines([verdict]) == ["0 benchmarks, 1 verdict: 1 missing – RED, measured in 7.2 s"])
  }

  @Test("On another machine class everything is to be recorded here")
  func incomparable() {
    #expect(
      lines([Example.elsewhere(Example.id("a()")), Example.elsewhere(Example.id("b()"))]) == [
        "2 benchmarks, 2 verdicts: 2 incomparable – nothing judged, measured in 7.2 s",
        "to be judged here: perftest record",
      ])
  }

  @Test("In continuous integration a run that judged nothing is not green, and says what to do")
  func nothingJudgedInCI() {
    let elsewhere = ["a()", "b()"].map { Example.elsewhere(Example.id($0)) }
    #expect(
      lines(elsewhere, redRule: .continuousIntegration) == [
        "2 benchmarks, 2 verdicts: 2 incomparable – NOTHING JUDGED, measured in 7.2 s",
        "nothing was judged, so this run is not green; each row has its reason",
        "to be judged here, record on such a machine and check the files in: perftest record --force",
      ])
    #expect(
      lines(elsewhere + [Example.same(Example.id("encode()"))], redRule: .continuousIntegration) == [
        "3 benchmarks, 3 verdicts: 2 incomparable, 1 same – green, measured in 7.2 s",
        "to be judged here: perftest record"
          + #" --filter '^PerfTests\.JSONPerformance/a\(\)/' --filter '^PerfTests\.JSONPerformance/b\(\)/'"#,
      ])
  }

  @Test("No recording is advised for an unavailable value")
  func unavailable() {
    var verdict = Example.elsewhere(Example.id("a()"))
    verdict.reason = .valueUnavailable
    #expect(lines([verdict]).count == 1)
  }

  private func improved(_ id: BenchmarkID) -> Verdict {
    var verdict = Example.slower(id, by: 0.5)
    (verdict.outcome, verdict.reason) = (.improved, .betterThanTolerance)
    return verdict
  }

  @Test("An improvement is to be recorded, and is red where the gate is strict")
  func improvement() {
    let verdicts = [improved(Example.id("decode()")), Example.same(Example.id("encode()"))]
    let advice = #"to keep the improvement: perftest record --filter '^PerfTests\.JSONPerformance/decode\(\)/'"#
    #expect(
      lines(verdicts) == ["2 benchmarks, 2 verdicts: 1 improved, 1 same – green, measured in 7.2 s", advice])
    #expect(
      lines(verdicts, redRule: RedRule(environment: [RedRule.strictVariable: "1"])) == [
        "2 benchmarks, 2 verdicts: 1 improved, 1 same – RED, measured in 7.2 s", advice,
      ])
  }

  @Test("A count that fell is to be recorded as well, and strict does not apply to accepted ones")
  func improvedCount() {
    var fewer = Example.grew(Example.id("decode()"), from: 13, to: 12)
    (fewer.outcome, fewer.reason) = (.improved, .countFell)
    var accepted = Example.slower(Example.id("encode()"))
    accepted.outcome = .accepted
    let strict = RedRule(environment: [RedRule.strictVariable: "1"])
    #expect(strict.isRed(fewer) && !strict.isRed(accepted) && !RedRule.local.isRed(fewer))
    #expect(lines([fewer, accepted]).last?.hasPrefix("to keep the improvement: ") == true)
  }

  @Test("Only what baselines decided is to be recorded, in a run that compares with another build")
  func paired() {
    let verdicts = [Example.slower(Example.id("decode()")), Example.grew(Example.id("encode()"), from: 12, to: 13)]
    let pair = lines(verdicts, comparing: .init(against: "3f2c91d (main)", counts: .otherBuild))
    #expect(pair[0].hasPrefix("2 benchmarks, 2 verdicts against 3f2c91d (main): 2 regressed"))
    #expect(!pair.contains { $0.contains(" record ") })
    let onFile = lines(verdicts, comparing: .init(against: "3f2c91d (main)", counts: .baselines))
    #expect(onFile[0].hasPrefix("2 benchmarks, 2 verdicts: 2 regressed"))
    #expect(
      onFile.filter { $0.contains(" record ") } == [
        #"if intended: perftest record --filter '^PerfTests\.JSONPerformance/encode\(\)/' --reason '…'"#
      ])
  }

  private func refused(_ id: BenchmarkID) -> Verdict {
    Verdict(
      benchmark: id, metric: Example.wallClock, outcome: .ambiguous, reason: .refusedAtRecording, now: 152, sessions: 1,
      smallestDetectableChange: 1.3, detail: .refusal(Verdict.Refusal(date: "2026-11-28")), location: Example.location()
    )
  }

  @Test("Refused times are counted and are to be recorded on a quieter machine")
  func refusedAtRecording() {
    var unclear = Example.slower(Example.id("decode()"))
    (unclear.outcome, unclear.reason) = (.ambiguous, .timeLimitReached)
    #expect(
      lines([refused(Example.id("a()")), unclear], redRule: .continuousIntegration) == [
        "2 benchmarks, 2 verdicts: 1 ambiguous, 1 refused at recording; 1 benchmark not decided within the time limit "
          + "– green, measured in 7.2 s",
        "refused when they were recorded; on a quieter machine: perftest record "
          + #"--filter '^PerfTests\.JSONPerformance/a\(\)/'"#,
      ])
  }

  @Test("The row of a refused time has the day, the change and the command")
  func refusedRow() {
    let verdict = refused(Example.id("a()"))
    #expect(
      verdict.explanation
        == "refused on 2026-11-28: less than +130 % could not be shown; type swift run perftest record "
        + #"--filter '^PerfTests\.JSONPerformance/a\(\)/'"#)
    let summary = RunSummary(RunRecord(Example.events([verdict])), redRule: .local)
    let table = VerdictTable(summary: summary, width: 200).lines(.oneScreen(restIn: "log"))
    #expect(table.contains { $0.contains("refused on 2026-11-28") })
    #expect(!table.contains { $0.contains("new") })
  }

  @Test("A run is not measurable when the machine disturbed every judged time, with or without refusals")
  func refusedBesideContaminated() {
    let verdicts = [Example.busy(Example.id("a()")), refused(Example.id("b()"))]
    #expect(RunSummary(RunRecord(Example.events(verdicts)), redRule: .local).exitStatus == .notMeasurable)
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
        "look at it", "if intended", "if it may stay for a while", "if it was removed or renamed",
      ])
  }

  @Test("A run that measured nothing names the filters as typed")
  func nothing() {
    #expect(
      lines([], filters: ["don't"]) == [
        "0 benchmarks, 0 verdicts – RED, measured in 7.2 s",
        #"nothing was measured: no benchmark matches --filter 'don'\''t'"#,
      ])
    #expect(lines([]).last == "nothing was measured: no test in a suite with the .performance trait was found")
  }

  @Test("An incomplete run is to be started again")
  func incomplete() {
    #expect(
      lines([Example.same(Example.id("encode()"))], filters: ["JSON"], ending: .brokenOff) == [
        "1 benchmark, 1 verdict: 1 same – BROKE OFF",
        "the run broke off; what it did not reach is unknown. Again: perftest gate --filter 'JSON'",
      ])
  }

  @Test("A run of single iterations is reported as not judged, with the command that judges", arguments: [1, 12])
  func smoke(benchmarks: Int) {
    #expect(
      SmokeLine.text(benchmarks: benchmarks, because: "debug build")
        == "\(benchmarks) benchmark\(benchmarks == 1 ? "" : "s") ran once, none was judged (debug build). "
        + "To judge: swift run perftest gate")
  }
}
