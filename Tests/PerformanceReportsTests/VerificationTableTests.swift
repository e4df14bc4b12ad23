import Foundation
import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceTestSupport
import PerformanceVerification
import Testing

@Suite("The table of a verification")
struct VerificationTableTests {
  private static func missed(_ id: BenchmarkID) -> Verdict {
    var verdict = Example.slower(id)
    (verdict.outcome, verdict.smallestDetectableChange) = (.ambiguous, 0.27)
    return verdict
  }

  private static func tally(nulls: Int = 3, found: Int = 1, missing: Int = 0, alarm: Bool = false) -> VerificationTally
  {
    var tally = VerificationTally()
    for run in 0..<nulls {
      let verdict = alarm && run == 1 ? Example.slower(Example.id("decode()")) : Example.same(Example.id("decode()"))
      tally.add(VerificationRun(planted: 0, verdicts: [verdict], sessions: 1, seconds: 0.5))
    }
    for run in 0..<found + missing {
      let verdict = run < found ? Example.slower(Example.id("decode()")) : missed(Example.id("decode()"))
      tally.add(VerificationRun(planted: 25, verdicts: [verdict], sessions: 15, seconds: 4))
    }
    return tally
  }

  private static func lines(_ tally: VerificationTally, plan: VerificationPlan = done) -> [String] {
    VerificationTable(tally, plan: plan, width: 120).lines
  }

  private static let done: VerificationPlan = {
    var plan = VerificationPlan(budget: 60)
    for size in [0] + VerificationRun.sizes { plan.record(planted: size, seconds: 1) }
    return plan
  }()

  @Test("Counts have their bounds and a conclusion")
  func counts() {
    #expect(
      Self.lines(Self.tally()) == [
        "planted  runs  trials  candidates  red time  share  95 % sure        any red  share  ambiguous  contaminated",
        "nothing     3       3           0         0    0 %  at most 63.16 %        0    0 %          0             0",
        "  +25 %     1       1           0         1  100 %  2.50 % to 100 %        1  100 %          0             0",
        "",
        "passed with this suite: no false alarm in 3 comparisons of unchanged code (95 % sure: fewer than 63.16 %), and 1 of 1",
        "slowdowns of +25 % found",
      ])
  }

  @Test("Missed benchmarks have the slowdown that is found reliably")
  func missedBenchmarks() {
    let lines = Self.lines(Self.tally(found: 2, missing: 1))
    #expect(lines.contains("JSONPerformance/decode()       20 %  2 of 3      –          +27 %"))
    #expect(lines.joined(separator: " ").contains("FAILED: of 3 slowdowns of +25 % only 2 were found"))
  }

  @Test("Slowdowns that any metric finds stand beside those that the time finds, and decide")
  func foundByAnyMetric() {
    var tally = Self.tally(found: 1)
    let count = Verdict(
      benchmark: Example.id("decode()"), metric: Example.allocations, outcome: .regressed, reason: .countGrew)
    let verdicts = [Self.missed(Example.id("decode()")), count]
    tally.add(VerificationRun(planted: 25, verdicts: verdicts, sessions: 15, seconds: 4))
    var plan = VerificationPlan(budget: 60, kind: .work)
    for size in [0] + VerificationRun.sizes { plan.record(planted: size, seconds: 1) }
    let lines = Self.lines(tally, plan: plan)
    #expect(lines[2].contains("  1   50 %  ") && lines[2].contains("  2  100 %  "), "\(lines)")
    #expect(lines.joined(separator: " ").contains("and 2 of 2 slowdowns of +25 % of work found"), "\(lines)")
  }

  @Test("A false alarm is shown with its numbers")
  func falseAlarm() {
    let text = Self.lines(Self.tally(alarm: true)).joined(separator: " ")
    #expect(text.contains("red in null run 2: decode() wallClock: 12.3 ms → 16.1 ms"))
    #expect(text.contains("FAILED: red in 1 of 3 runs over unchanged code."))
  }

  @Test("Sizes without a run are named with the sufficient minutes")
  func untried() {
    var plan = VerificationPlan(budget: 60)
    plan.record(planted: 0, seconds: 8)
    let text = Self.lines(Self.tally(found: 0), plan: plan).joined(separator: " ")
    #expect(text.contains("the minutes did not suffice for +25 %, +30 %, +50 %, +20 %, +10 %; about 17 would"))
    #expect(text.contains("UNDECIDED: "))
  }

  @Test("Trials of tolerant and unjudged benchmarks are counted apart")
  func otherTrials() {
    var tally = Self.tally()
    var tolerant = Example.same(Example.id("write()"))
    tolerant.metric?.tolerance = .percent(100)
    tally.add(
      VerificationRun(planted: 25, verdicts: [tolerant, Example.new(Example.id("new()"))], sessions: 2, seconds: 1))
    let text = Self.lines(tally).joined(separator: "\n")
    #expect(text.contains("+25 %: 1 trial left out, their tolerances allow as much; 0 of them red"))
    #expect(text.contains("never judged: 1 new"))
  }

  @Test("The report has the same numbers")
  func report() throws {
    let data = try JSONEncoder().encode(VerificationReport(Self.tally(found: 2, missing: 1), plan: Self.done))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(report["schema"] as? String == "swift-performance-testing/verification")
    #expect(report["conclusion"] as? String == "missed")
    let sizes = try #require(report["sizes"] as? [[String: Any]])
    #expect(sizes.map { $0["planted"] as? Int } == [0, 25])
    #expect((sizes[1]["counts"] as? [String: Any])?["runs"] as? Int == 3)
    #expect((report["benchmarks"] as? [Any])?.count == 1)
  }

  @Test("A replay is a row for each rule")
  func replay() throws {
    var series = ReplayedSeries(name: "w")
    series.sessions = (0..<30).compactMap { session in ReplayedSession([100 + Double(session % 3), 104, 103]) }
    let replay = RuleReplay([series])
    let lines = ReplayTable(replay, width: 120).lines
    #expect(lines[0].hasPrefix("rule ") && lines[0].contains("+25 %"))
    #expect(lines.count == 1 + 8 + 2)
    #expect(lines[1].hasPrefix("perftest gate ") && lines[1].hasSuffix("1.00"))
    let data = try JSONEncoder().encode(ReplayReport(replay))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((report["rules"] as? [Any])?.count == 8)
  }
}
