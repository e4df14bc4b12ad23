import PerformanceBuild
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The summary of a run's log")
struct RunSummaryTests {
  private let decode = Example.id("decode()")

  @Test("A run without a red verdict passes")
  func green() {
    let summary = RunSummary(RunRecord(Example.events([Example.same(decode)])), redRule: .local)
    #expect(summary.exitStatus == .pass)
    #expect(summary.exitStatus.rawValue == 0)
    #expect(summary.environment == Example.environment)
    #expect(summary.record.plannedFunctions == [decode.function])
    #expect(summary.record.seconds == 7.2)
  }

  @Test("A red verdict makes the run red")
  func red() {
    let summary = RunSummary(
      RunRecord(Example.events([Example.same(decode), Example.slower(decode)])), redRule: .local)
    #expect(summary.exitStatus.rawValue == 1)
    #expect(summary.red.map(\.outcome) == [.regressed])
    #expect(summary.counts == [.same: 1, .regressed: 1])
  }

  @Test("A new benchmark is red only where the rule demands it")
  func new() {
    let events = Example.events([Example.new(decode)])
    #expect(RunSummary(RunRecord(events), redRule: .local).exitStatus == .pass)
    #expect(RunSummary(RunRecord(events), redRule: .continuousIntegration).exitStatus == .red)
  }

  @Test("A failing test makes a run red without a red verdict, and every report has its text")
  func testFailure() throws {
    let summary = RunSummary(
      RunRecord(Example.events([Example.same(decode)])), redRule: .local,
      testFailure: "Test a() recorded an issue\n::error x")
    #expect(summary.exitStatus == .red)
    let counts = "1 benchmark, 1 verdict: 1 same; a test failed – RED, measured in 7.2 s"
    let lines = ClosingLines(summary: summary, commandPrefix: "perftest").lines
    #expect(
      lines == [
        counts, "no benchmark is red, but a test failed:", "    Test a() recorded an issue", #"    \u{3a}:error x"#,
      ])
    #expect(VerdictTable(summary: summary).lines(.all).joined().contains("green") == false)
    let page = MarkdownSummary(summary: summary, commandPrefix: "perftest").text
    #expect(page.contains("RED") && page.contains("Test a() recorded an issue"))
    let annotations = WorkflowAnnotations(summary: summary, path: { $0 }).lines
    #expect(
      annotations == [
        "::error title=Performance::" + counts, "::error title=A test failed::Test a() recorded an issue%0A::error x",
      ])
    let report = String(decoding: try PrettyJSON.encode(RunReport(summary)), as: UTF8.self)
    #expect(report.contains(#""exitStatus": 1"#) && report.contains(#""testFailure": "Test a() recorded an issue\n"#))
  }

  @Test("The failure that a red verdict caused in its test is not reported again")
  func testFailureOfVerdict() {
    let summary = RunSummary(
      RunRecord(Example.events([Example.slower(decode)])), redRule: .local,
      testFailure: "Test decode() recorded an issue")
    #expect(summary.exitStatus == .red && summary.testFailure == nil)
  }

  @Test("A run is neither green nor red when the machine disturbed every judged time")
  func notMeasurable() {
    let busy = Example.busy(decode)
    for others in [[], [Example.new(Example.id("a()"))], [Example.elsewhere(Example.id("a()"))]] {
      let summary = RunSummary(RunRecord(Example.events([busy] + others)), redRule: .local)
      #expect(summary.exitStatus.rawValue == 75)
      let lines = ClosingLines(summary: summary, commandPrefix: "perftest").lines
      #expect(lines.first?.hasSuffix(" – NOT MEASURABLE NOW, tried for 7.2 s") == true)
      #expect(lines.contains { $0.contains("none was judged; when it is quiet: perftest gate") })
      #expect(WorkflowAnnotations(summary: summary, path: { $0 }).lines.count == 1)
    }
  }

  @Test("A run is green with advice to repeat it when the machine disturbed some times")
  func partlyMeasurable() {
    let events = Example.events([Example.busy(decode), Example.same(Example.id("encode()"))])
    let summary = RunSummary(RunRecord(events), redRule: .local)
    #expect(summary.exitStatus == .pass)
    #expect(ClosingLines(summary: summary).lines.contains { $0.hasPrefix("when the machine is quiet: ") })
    let red = Example.events([Example.busy(decode), Example.missing(Example.id("gone()"))])
    #expect(RunSummary(RunRecord(red), redRule: .local).exitStatus == .red)
  }

  private func status(
    _ verdicts: [Verdict], sessions: [BenchmarkSession] = [], mode: String = "gate", redRule: RedRule
  ) -> PerformanceBuild.ExitStatus {
    var events = Example.events(verdicts, sessions: sessions)
    events[0].body = .runStarted(
      RunStart(mode: mode, environment: Example.environment, configuration: .init()))
    return RunSummary(RunRecord(events), redRule: redRule).exitStatus
  }

  private func unjudged() -> [Verdict] {
    let id = Example.id("a()")
    let error = BaseProblem.doesNotBuild("3f2c91d (main)", error: "error: cannot find 'x'")
    return [
      Example.elsewhere(id), Example.grew(id).with(.incomparable, .otherToolchain),
      Example.new(id).with(.incomparable, .baseUnusable, detail: .base(error)),
      Example.grew(id).with(.incomparable, .notCounted), Example.same(id).with(.ambiguous, .refusedAtRecording),
    ]
  }

  @Test("A gate that judged nothing cannot be measured in continuous integration, and passes elsewhere")
  func nothingJudged() {
    for verdicts in unjudged().map({ [$0] }) + [unjudged(), unjudged() + [Verdict(disabled: decode.function)]] {
      #expect(status(verdicts, redRule: .continuousIntegration) == .notMeasurable, "\(verdicts)")
      #expect(status(verdicts, redRule: .local) == .pass, "\(verdicts)")
      #expect(status(verdicts + [Example.same(decode)], redRule: .continuousIntegration) == .pass, "\(verdicts)")
      #expect(status(verdicts + [Example.new(decode)], redRule: .continuousIntegration) == .red, "\(verdicts)")
      let recording = status(
        verdicts, sessions: [Example.session(decode)], mode: "record", redRule: .continuousIntegration)
      #expect(recording == .pass, "\(verdicts)")
    }
  }

  @Test("Benchmarks that one of two builds lacks are not taken for ones that could not be judged")
  func oneSided() {
    let added = Example.new(decode).with(.new, .onlyInHead)
    let removed = Verdict(benchmark: Example.id("gone()"), outcome: .incomparable, reason: .onlyInBase)
    let unavailable = Example.grew(decode).with(.incomparable, .valueUnavailable)
    let off = Verdict(disabled: Example.id("off()").function)
    for verdicts in [[added], [added, removed], [added, unavailable], [added, removed, off]] {
      #expect(status(verdicts, redRule: .continuousIntegration) == .pass, "\(verdicts)")
    }
    let elsewhere = Example.elsewhere(Example.id("a()"))
    #expect(status([added, removed, elsewhere], redRule: .continuousIntegration) == .notMeasurable)
    #expect(status([off], redRule: .continuousIntegration) == .red && status([off], redRule: .local) == .red)
  }

  @Test("A run that measured nothing is red")
  func nothing() {
    let summary = RunSummary(RunRecord(Example.events([])), redRule: .local)
    #expect(summary.nothingWasMeasured)
    #expect(summary.exitStatus == .red)
  }

  @Test("A verdict on a function counts as a benchmark only without benchmarks of that function")
  func functionVerdict() {
    let labelled = ["1", "2"].map { Example.id("decode()", label: $0) }
    let failed = Verdict(function: Example.id("decode()").function, outcome: .failed, reason: .noResult)
    let summary = RunSummary(
      RunRecord(
        Example.events(labelled.map(Example.same) + [failed], sessions: labelled.map { Example.session($0) })),
      redRule: .local)
    #expect(summary.benchmarks == Set(labelled.map { .benchmark($0) }))
    let alone = RunSummary(RunRecord(Example.events([failed])), redRule: .local)
    #expect(alone.benchmarks == [failed.subject])
  }

  @Test("Verdicts are grouped by their data, never by their sentences")
  func groups() {
    var (one, other) = (Example.elsewhere(Example.id("a()")), Example.elsewhere(Example.id("b()")))
    // Both are shown as one name, and mean different things.
    one.detail = .incomparability(.other("same words"))
    other.detail = .unavailable(.external("same words"))
    let summary = RunSummary(RunRecord(Example.events([one, one, other])), redRule: .local)
    let lines = VerdictTable(summary: summary, width: 200).lines(.oneScreen(restIn: "f"))
    #expect(lines.map { $0.prefix { $0 != ";" } } == ["2 incomparable: same words", "1 incomparable: same words"])
  }

  @Test("Sessions without a verdict are measured, as in a recording")
  func recording() {
    let summary = RunSummary(RunRecord(Example.events([], sessions: [Example.session(decode)])), redRule: .local)
    #expect(summary.benchmarks == [.benchmark(decode)])
    #expect(summary.exitStatus == .pass)
  }

  @Test("A log without an end is an incomplete run, whatever its verdicts")
  func incomplete() {
    for verdicts in [[Example.same(decode)], [Example.slower(decode)], []] {
      let events = Example.events(verdicts, ending: .brokenOff)
      #expect(RunSummary(RunRecord(events), redRule: .local).exitStatus.rawValue == 70)
    }
    #expect(RunSummary(RunRecord([]), redRule: .local).exitStatus == .failure)
  }

  @Test("A second run in the same log has to end as well")
  func secondRun() {
    let events = Example.events([Example.same(decode)]) + Example.events([Example.same(decode)], ending: .brokenOff)
    #expect(RunSummary(RunRecord(events), redRule: .local).exitStatus == .failure)
  }

  @Test("Verdicts are in the order of their severity, slowdowns by size, the rest by name")
  func order() {
    var fasterIsBetter = Example.slower(Example.id("throughput()"), by: 0.5)
    fasterIsBetter.metric = Example.throughput
    let expected = [
      Verdict(benchmark: decode, outcome: .failed, reason: .threw),
      Example.missing(decode),
      Verdict(benchmark: decode, metric: Example.wallClock, outcome: .overBudget, reason: .budgetExceeded),
      Example.grew(Example.id("zero()"), from: 0, to: 1),
      fasterIsBetter,
      Example.slower(Example.id("slow()"), by: 1.4),
      Example.slower(Example.id("less()"), by: 1.3),
      accepted(Example.slower(Example.id("slow()"), by: 1.4)), accepted(Example.slower(Example.id("less()"), by: 1.3)),
      Verdict(benchmark: decode, metric: Example.wallClock, outcome: .contaminated, reason: .machineBusy),
      Verdict(benchmark: decode, metric: Example.wallClock, outcome: .ambiguous, reason: .tooFewSessions),
      Example.new(decode),
      Example.elsewhere(decode),
      Verdict(benchmark: decode, metric: Example.wallClock, outcome: .improved, reason: .betterThanTolerance),
      Example.same(Example.id("a()")),
      Example.same(Example.id("b()")),
    ]
    for events in [Example.events(expected), Example.events(expected.reversed())] {
      #expect(RunSummary(RunRecord(events), redRule: .local).verdicts == expected)
    }
  }

  private func accepted(_ verdict: Verdict) -> Verdict {
    var verdict = verdict
    verdict.outcome = .accepted
    return verdict
  }

  @Test("A negative count that rose is worse than any slowdown")
  func negativeCounts() {
    let verdicts = [Example.grew(Example.id("growth()"), from: -200, to: -100), Example.slower(decode, by: 40)]
    for events in [Example.events(verdicts), Example.events(verdicts.reversed())] {
      #expect(RunSummary(RunRecord(events), redRule: .local).verdicts == verdicts)
    }
  }

  @Test("A selection is shown as typed, and one that cannot be shown is left to the reader")
  func typedSelection() {
    #expect(
      TestSelection(filters: ["a|b", "don't"], skips: ["c"]).typed == #" --filter 'a|b' --filter 'don'\''t' --skip 'c'"#
    )
    #expect(TestSelection(filters: ["\u{1B}[31m"]).typed == " --filter '…'")
    #expect(TestSelection().typed.isEmpty)
  }

  @Test("A warning of several sessions is shown once for each benchmark")
  func warnings() {
    let sessions = [1.0, 1.1].flatMap { nanoseconds in
      [decode, Example.id("encode()")].map { id in
        Example.session(id, warnings: [.tooShort(nanoseconds: nanoseconds, overhead: 1)])
      }
    }
    let summary = RunSummary(RunRecord(Example.events([], sessions: sessions)), redRule: .local)
    #expect(summary.record.warnings.map(\.benchmark) == [decode, Example.id("encode()")])
    #expect(summary.record.warnings.map(\.warning).allSatisfy { $0 == .tooShort(nanoseconds: 1, overhead: 1) })
    #expect(summary.record.headSessions.mapValues(\.count) == [decode: 2, Example.id("encode()"): 2])
  }

  @Test("A warning of a newer build is shown by its kind, with control characters escaped")
  func newerWarning() {
    #expect(BenchmarkWarning.other("tooHot").text == "tooHot: a warning that only a newer perftest explains")
    let hostile = BenchmarkWarning.other("tooHot\u{1B}[2J").text
    #expect(hostile.hasPrefix("tooHot") && !hostile.contains("\u{1B}"))
  }

  @Test("A missing benchmark is not counted as measured")
  func missing() {
    let summary = RunSummary(RunRecord(Example.events([Example.missing(decode)])), redRule: .local)
    #expect(summary.benchmarks.isEmpty)
    #expect(summary.exitStatus == .red)
  }

  @Test("The module is named only where there are several")
  func modules() {
    let other = Example.id("decode()", module: "OtherTests")
    let one = RunSummary(RunRecord(Example.events([Example.same(decode)])), redRule: .local)
    let two = RunSummary(RunRecord(Example.events([Example.same(decode), Example.same(other)])), redRule: .local)
    #expect(one.name(of: decode) == "JSONPerformance/decode()")
    #expect(two.name(of: decode) == "PerfTests.JSONPerformance/decode()")
  }
}
