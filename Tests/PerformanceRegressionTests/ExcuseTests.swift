import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("The machine excuses its own part of a time, and no more")
struct ExcuseTests {
  private static func all(_ count: Int, _ conditions: SessionConditions) -> [SessionConditions] {
    Array(repeating: conditions, count: count)
  }

  /// Everything a machine was ever seen to do at once, on a baseline that knows all loops.
  private static let worst = SessionConditions(
    waitShare: 0.7, stealShare: 0.25, pressureShare: 1, dependent: 1500, independent: 3000, loads: 50_000)
  private static let rate = Example.throughput

  private static func known(
    _ now: [Double], _ conditions: SessionConditions, metric: MetricDescription = Example.wallClock,
    last: Remaining = .more, confirms: Bool = false
  ) -> Scenario {
    Scenario(
      metric: metric, now: now, conditions: all(now.count, conditions), dependent: 1000, independent: 300, loads: 5000,
      last: last, confirms: confirms)
  }

  static let slowdowns: [Line] = [
    Line("every loop slower at once", known(many(5, 5000), worst), .regressed, .everySessionWorse),
    Line(
      "loads ten times slower", known(many(5, 5000), SessionConditions(loads: 50_000)), .regressed, .everySessionWorse),
    Line(
      "a busy sibling thread, which at most halves the speed",
      known(many(5, 5000), SessionConditions(independent: 6000)), .regressed, .everySessionWorse),
    Line(
      "waiting for a processor nine tenths of the time", known(many(5, 5000), SessionConditions(waitShare: 0.9)),
      .regressed, .everySessionWorse),
    Line(
      "a third of all processors stolen", known(many(5, 5000), SessionConditions(stealShare: 0.33)), .regressed,
      .everySessionWorse),
    Line("a fiftieth of the rate", known(many(5, 2), worst, metric: rate), .regressed, .everySessionWorse),
    Line(
      "the time limit reached after five", known(many(5, 5000), worst, last: .none(because: .timeLimitReached)),
      .regressed, .everySessionWorse),
    Line(
      "no loop on file, and a baseline of which half was slow",
      Scenario(
        baseline: many(6, 100) + many(6, 190), now: many(5, 5000),
        conditions: all(5, SessionConditions(pressureShare: 1))),
      .regressed, .everySessionWorse),
  ]

  @Test("Fifty times the time is red, whatever the machine does", arguments: slowdowns)
  func fiftyTimes(line: Line) throws { try line.check() }

  @Test("Where a pair confirms, a machine that waited all the time excuses nothing")
  func pairedThroughout() throws {
    let waiting = Self.known(many(5, 5000), SessionConditions(waitShare: 1), confirms: true)
    let verdict = try #require(waiting.judgement.verdicts.first)
    #expect(verdict.confirmation?.state == .awaited)
    // Twice what the waiting can explain is red without a pair as well.
    let more = Self.known(many(5, 10_000), SessionConditions(waitShare: 1))
    #expect(more.judgement.verdicts.map(\.outcome) == [.regressed])
  }

  static let partial: [Line] = [
    Line(
      "a memory-bound body beside a neighbour's traffic", known(many(30, 190), SessionConditions(loads: 10_000)),
      .contaminated, .machineSlower),
    Line(
      "three times the time beside the same", known(many(15, 300), SessionConditions(loads: 10_000)), .regressed,
      .everySessionWorse),
    Line(
      "loads that vary as they do", known(many(15, 140), SessionConditions(loads: 7400)), .regressed,
      .everySessionWorse),
    Line(
      "four in ten processors stolen of one processor", known(many(30, 190), SessionConditions(stealShare: 0.3)),
      .contaminated, .machineBusy),
    Line(
      "a rate beside a busy sibling thread", known(many(30, 60), SessionConditions(independent: 600), metric: rate),
      .contaminated, .machineSlower),
    Line(
      "a third of the rate beside the same", known(many(15, 30), SessionConditions(independent: 600), metric: rate),
      .regressed, .everySessionWorse),
    Line(
      "a slower body at the time limit, on a machine that explains a part",
      known(
        many(7, 150), SessionConditions(dependent: 1120), last: .none(because: .timeLimitReached)), .regressed,
      .everySessionWorse),
    Line(
      "the same, all of it explained",
      known(
        many(7, 130), SessionConditions(dependent: 1120), last: .none(because: .timeLimitReached)), .contaminated,
      .machineSlower),
    Line(
      "the loop known today alone",
      Scenario(
        now: many(30, 160), conditions: all(30, SessionConditions(pressureShare: 0.9, independent: 300))),
      .contaminated, .machineBusy),
    Line(
      "the loop on file alone",
      Scenario(now: many(30, 160), conditions: all(30, SessionConditions(pressureShare: 0.9)), independent: 300),
      .contaminated, .machineBusy),
  ]

  @Test("A part of a time is excused, and the rest is judged", arguments: partial)
  func parts(line: Line) throws { try line.check() }

  /// Sessions of which some lack the reading, as those of a long body do that read only undecided metrics.
  private func judgement(lacking: SessionConditions, reading: SessionConditions) -> Judgement {
    let without = Array(repeating: Scenario.session([], conditions: lacking), count: 15)
    let with = Array(
      repeating: Scenario.session([MetricReading(Example.wallClock, values: [130])], conditions: reading), count: 30)
    // The first session names the judged metrics.
    let first = Scenario.session([MetricReading(Example.wallClock, values: [130])], conditions: reading)
    return BenchmarkJudge(finder: Scenario(now: []).finder).judge([first] + without + with)
  }

  @Test("Each number is judged beside the conditions of its own session, where other sessions lack the metric")
  func otherSessions() {
    let (busy, quiet) = (SessionConditions(waitShare: 0.8), SessionConditions(waitShare: 0))
    #expect(judgement(lacking: busy, reading: quiet).verdicts.map(\.outcome) == [.regressed])
    #expect(judgement(lacking: quiet, reading: busy).verdicts.map(\.outcome) == [.contaminated])
  }
}
