import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The last line of a run says how times were judged")
struct JudgedTimesTests {
  private func line(
    _ verdicts: [Verdict], _ configuration: RunStart.Configuration = .init(), mode: String = "gate",
    ending: Example.Ending = .finished
  ) -> String? {
    var events = Example.events(verdicts, ending: ending)
    events[0].body = .runStarted(
      RunStart(mode: mode, environment: Example.environment, configuration: configuration))
    return JudgedTimes(summary: RunSummary(RunRecord(events), redRule: .local), commandPrefix: "perftest").line
  }

  private static let id = Example.id("decode()")
  private static let base = "3f2c91d05c1b (origin/main)"
  private static let toRecord = "; to judge them here: perftest record"

  private func oneSided(_ reason: Verdict.Reason) -> Verdict {
    Example.new(Self.id).with(reason == .onlyInHead ? .new : .incomparable, reason)
  }

  @Test("With the baselines, whatever came of it, and however many are new")
  func baselines() {
    for verdict in [Example.same(Self.id), Example.slower(Self.id), Example.busy(Self.id)] {
      #expect(
        line([verdict, Example.new(Example.id("fresh()"))]) == "times compared with the baselines of this machine")
    }
  }

  @Test("With the build, by its commit and its name")
  func build() {
    let configuration = RunStart.Configuration(against: Self.base)
    #expect(line([Example.slower(Self.id)], configuration) == "times compared with 3f2c91d05c1b (origin/main)")
    let identical = Verdict(function: Self.id.function, outcome: .same, reason: .identicalCode)
    #expect(
      line([identical], configuration) == "times compared with 3f2c91d05c1b (origin/main), whose build is the same")
  }

  @Test("With the build, and counts with the baselines where a pair is for times alone")
  func countsOnFile() {
    let configuration = RunStart.Configuration(against: Self.base, counts: .baselines)
    #expect(
      line([Example.slower(Self.id), Example.grew(Self.id)], configuration)
        == "times compared with 3f2c91d05c1b (origin/main), counts with the baselines")
  }

  @Test("Not at all where the build cannot be used or has none of them")
  func unusableBuild() {
    let configuration = RunStart.Configuration(against: Self.base)
    let unusable = Example.new(Self.id).with(
      .incomparable, .baseUnusable, detail: .base(.doesNotBuild(Self.base, error: "error: cannot find 'x'")))
    #expect(
      line([unusable, Example.grew(Self.id)], configuration)
        == "times were not judged: \(Self.base) does not build: error: cannot find 'x'" + Self.toRecord)
    #expect(line([unusable, Example.same(Example.id("b()"))], configuration) == "times compared with \(Self.base)")
    #expect(
      line([oneSided(.onlyInHead), oneSided(.onlyInBase)], configuration)
        == "times were not judged: \(Self.base) has none of these benchmarks" + Self.toRecord)
  }

  @Test(
    "Not at all where none are on file and no build is compared with, and why",
    arguments: [
      (PairAbsence.noPair, "--no-pair is given"), (.noBenchmarks(commit: base), "\(base) has no benchmark"),
      (.noBranchPoint("HEAD is the first commit of its history"), "HEAD is the first commit of its history"),
      (.noBranchPoint("two\nlines"), "two / lines"),
    ])
  func unpaired(absence: PairAbsence, why: String) {
    #expect(
      line([Example.new(Self.id)], .init(unpaired: absence))
        == "times were not judged: no times are recorded for this machine, and \(why)" + Self.toRecord)
  }

  @Test("Not at all where none of the selected ones is on file, or all were refused")
  func notOnFile() {
    #expect(
      line([Example.new(Self.id), Example.elsewhere(Example.id("b()"))])
        == "times were not judged: no times of these benchmarks are recorded for this machine" + Self.toRecord)
    let refused = Example.new(Self.id).with(.ambiguous, .refusedAtRecording)
    #expect(line([refused]) == "times were not judged: they were refused when they were recorded" + Self.toRecord)
  }

  @Test("Budgets, growths and ratios of two bodies are judged on every machine, and no time is for that")
  func onEveryMachine() {
    var budget = Example.same(Self.id)
    budget.budget = .maximum
    var ratio = Example.same(Self.id)
    ratio.metric = MetricDescription(name: "relativeTime", unit: .ratio, relativeTo: .otherBody)
    let growth = Growth(declared: .linear, cost: Example.wallClock, points: [])
    let grown = Verdict(
      .function(Self.id.function), metric: Growth.metric(of: Example.wallClock), outcome: .same, reason: .growthWithin,
      sessions: 3, detail: .growth(growth), location: Example.location())
    #expect(line([budget, ratio, grown]) == nil)
    #expect(
      line([Example.new(Self.id), budget, ratio, grown], .init(unpaired: .noPair))
        == "times were not judged: no times are recorded for this machine, and --no-pair is given" + Self.toRecord)
  }

  @Test("Nothing where no times were measured, in a recording, and where the run broke off")
  func nothing() {
    #expect(line([Example.grew(Self.id)]) == nil)
    #expect(line([Example.missing(Self.id)]) == nil)
    #expect(line([Example.same(Self.id)], mode: "record") == nil)
    #expect(line([Example.same(Self.id)], ending: .brokenOff) == nil)
    let tool = CountingTool(valgrind: "/v", version: "3", bundle: "/b", simulatesCaches: false, scope: .only)
    #expect(
      line([Example.grew(Self.id)], .init(counting: .on(tool)))
        == "times were not measured: only instructions were counted")
  }
}
