import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import PerformanceVerification
import Testing

@Suite("A verification counts the gate's verdicts")
struct VerificationTests {
  private static func verdict(
    _ outcome: Verdict.Outcome, test: String = "a()", tolerance: Tolerance = .usual,
    metric name: String = VerificationRun.metric, baseline: Double? = 100
  ) -> Verdict {
    Verdict(
      benchmark: BenchmarkID(module: "M", suite: ["S"], test: test),
      metric: MetricDescription(name: name, unit: .nanoseconds, tolerance: tolerance), outcome: outcome,
      reason: .withinTolerance, baseline: baseline, now: 100, sessions: 1, smallestDetectableChange: 0.25)
  }

  private static func tally(_ runs: (planted: Int, verdicts: [Verdict])...) -> VerificationTally {
    var tally = VerificationTally()
    for run in runs {
      tally.add(
        VerificationRun(planted: run.planted, verdicts: run.verdicts, sessions: run.verdicts.count, seconds: 2))
    }
    return tally
  }

  @Test("Trials are judged times; each other metric has its reason")
  func trials() {
    let tally = Self.tally(
      (
        0,
        [
          Self.verdict(.same), Self.verdict(.improved, test: "b()"), Self.verdict(.ambiguous, test: "c()"),
          Self.verdict(.contaminated, test: "d()"), Self.verdict(.new, test: "e()"),
          Self.verdict(.incomparable, test: "f()", baseline: nil), Self.verdict(.same, metric: "cpuTime"),
        ]
      ))
    let null = tally.size(0)
    #expect(null.counted.trials == 4 && null.counted.red == 0)
    #expect(null.counted.ambiguous == 1 && null.counted.contaminated == 1)
    #expect(null.runs == 1 && null.redRuns == 0 && null.sessions == 7 && null.seconds == 2)
    #expect(tally.unjudged.count == 2 && tally.benchmarks.count == 4)
  }

  @Test("A slowdown is found by the time, or by any metric of the benchmark")
  func foundByAnyMetric() {
    let tally = Self.tally(
      (
        25,
        [
          Self.verdict(.regressed), Self.verdict(.regressed, metric: "allocations"),
          Self.verdict(.ambiguous, test: "b()"), Self.verdict(.regressed, test: "b()", metric: "instructions"),
          Self.verdict(.same, test: "c()"), Self.verdict(.same, test: "c()", metric: "allocations"),
          Self.verdict(.contaminated, test: "d()"), Self.verdict(.accepted, test: "d()", metric: "allocations"),
        ]
      ))
    let size = tally.size(25).counted
    #expect(size.trials == 4 && size.red == 1 && size.found == 3)
    #expect(size.share == 0.25 && size.foundShare == 0.75)
    #expect(tally.missed.map(\.test) == ["c()"])
  }

  @Test("A rate is a time, and one that may fall by a fifth allows a quarter more of it")
  func rates() {
    var rate = Self.verdict(.same, metric: "throughput")
    rate.metric?.direction = .higherIsBetter
    let tally = Self.tally((25, [rate]), (30, [rate]), (0, [rate]))
    #expect(tally.size(25).leftOut.trials == 1 && tally.size(30).counted.trials == 1)
    #expect(tally.size(0).counted.trials == 1)
  }

  @Test("A verdict on a budget is no trial")
  func budgets() {
    let outcomes: [Verdict.Outcome] = [.overBudget, .contaminated, .ambiguous]
    let budgets = outcomes.map { outcome in
      var verdict = Self.verdict(outcome)
      verdict.budget = .p95
      return verdict
    }
    let tally = Self.tally((25, [Self.verdict(.regressed)] + budgets))
    #expect(tally.size(25).counted.trials == 1 && tally.size(25).counted.red == 1)
    #expect(tally.missed.isEmpty)
  }

  @Test("A benchmark counts only at sizes beyond its tolerance")
  func sizes() {
    let (usual, wide) = (Self.verdict(.regressed), Self.verdict(.same, test: "wide()", tolerance: .percent(50)))
    let tally = Self.tally((20, [Self.verdict(.same), wide]), (25, [usual, wide]), (50, [usual, wide]))
    #expect(tally.size(20).counted.trials == 0 && tally.size(20).leftOut.trials == 2)
    #expect(tally.size(25).counted.trials == 1 && tally.size(25).counted.red == 1)
    #expect(tally.size(25).leftOut.trials == 1 && tally.size(50).leftOut.trials == 1)
    #expect(tally.missed.isEmpty)
    let absolute = Self.verdict(.same, tolerance: .absolute(40))
    #expect(Self.tally((30, [absolute])).size(30).leftOut.trials == 1)
    #expect(Self.tally((50, [absolute])).size(50).counted.trials == 1)
  }

  @Test("Any red metric in a null run is a false alarm; a missing baseline is none")
  func falseAlarms() {
    let tally = Self.tally(
      (0, [Self.verdict(.regressed, metric: "allocations")]), (0, [Self.verdict(.new)]), (0, [Self.verdict(.same)]))
    #expect(tally.size(0).redRuns == 1 && tally.size(0).runs == 3)
    #expect(tally.falseAlarms.map(\.run) == [1])
    #expect(tally.conclusion == .falseAlarm)
  }

  @Test(
    "The promise holds from 99 in 100 found",
    arguments: [
      (1, 100, 99, VerificationTally.Conclusion.held), (1, 100, 98, .missed), (0, 100, 100, .tooLittle),
      (1, 0, 0, .tooLittle),
    ])
  func promise(nulls: Int, trials: Int, found: Int, conclusion: VerificationTally.Conclusion) {
    var tally = VerificationTally()
    for _ in 0..<nulls {
      tally.add(VerificationRun(planted: 0, verdicts: [Self.verdict(.same)], sessions: 1, seconds: 1))
    }
    for trial in 0..<trials {
      let outcome: Verdict.Outcome = trial < found ? .regressed : .ambiguous
      tally.add(VerificationRun(planted: 25, verdicts: [Self.verdict(outcome)], sessions: 1, seconds: 1))
    }
    #expect(tally.conclusion == conclusion)
  }

  @Test("Missed slowdowns are listed, the worst first")
  func missed() {
    let tally = Self.tally(
      (25, [Self.verdict(.regressed), Self.verdict(.same, test: "b()"), Self.verdict(.ambiguous, test: "c()")]),
      (30, [Self.verdict(.regressed), Self.verdict(.regressed, test: "b()"), Self.verdict(.same, test: "c()")]))
    #expect(tally.missed.map(\.test) == ["c()", "b()"])
    #expect(tally.benchmarks[tally.missed[1]]?.counted(25)?.red == 0)
    #expect(tally.benchmarks[tally.missed[1]]?.counted(20) == nil)
  }

  @Test("A run is read from its events")
  func events() {
    let session = BenchmarkSession(id: Example.id, location: Example.location, iterations: 1, readings: [])
    let run = VerificationRun(
      planted: 10,
      RunRecord([
        // Only what was timed is a session of a verification.
        RunEvent(.session(SessionEvent(pass: .counting, round: 1, session: session))),
        RunEvent(.session(SessionEvent(round: 1, session: session))), RunEvent(.verdict(Self.verdict(.same))),
        RunEvent(.runFinished(RunEnd(seconds: 3))),
      ]))
    #expect(run.planted == 10 && run.sessions == 1 && run.verdicts.count == 1 && run.seconds == 3)
  }
}

@Suite("The plan of a verification's minutes")
struct VerificationPlanTests {
  /// Makes the runs of a plan, each of which takes what `cost` says.
  private static func runs(budget: Double, cost: (Int) -> Double) -> (runs: [Int], plan: VerificationPlan) {
    var plan = VerificationPlan(budget: budget)
    var (elapsed, runs) = (0.0, [Int]())
    while let next = plan.next(elapsed: elapsed) {
      plan.record(planted: next, seconds: cost(next))
      elapsed += cost(next)
      runs.append(next)
    }
    return (runs, plan)
  }

  @Test("Unchanged code gets about a third of them, the sizes equally many runs")
  func shares() {
    let (runs, plan) = Self.runs(budget: 1200) { $0 == 0 ? 8 : 100 }
    let nulls = runs.count { $0 == 0 }
    #expect((40...60).contains(nulls))
    let counts = VerificationRun.sizes.map { size in runs.count { $0 == size } }
    #expect(counts.reduce(0, +) == 8 && counts.allSatisfy { (1...2).contains($0) })
    #expect(plan.missing.isEmpty)
  }

  @Test("At any time no size is more than a run ahead, and the promised one is first")
  func order() {
    let (runs, _) = Self.runs(budget: 6000) { $0 == 0 ? 8 : 100 }
    let slowed = runs.filter { $0 > 0 }
    #expect(runs.first == 0 && slowed.first == 25)
    for end in slowed.indices {
      let counts = VerificationRun.sizes.map { size in slowed[...end].count { $0 == size } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test("The budget is kept once costs are known")
  func budget() {
    for budget in [60.0, 300, 1200] {
      let cost = { (planted: Int) in planted == 0 ? 8.0 : 100 }
      let total = Self.runs(budget: budget, cost: cost).runs.map(cost).reduce(0, +)
      #expect(total <= budget + 8)
    }
  }

  @Test("Insufficient minutes are reported with the sufficient number")
  func insufficient() {
    let (runs, plan) = Self.runs(budget: 60) { $0 == 0 ? 8 : 100 }
    #expect(Set(runs) == [0])
    #expect(plan.missing == VerificationRun.sizes)
    #expect(plan.enough > 600)
    #expect(Self.runs(budget: plan.enough + 120) { $0 == 0 ? 8 : 100 }.plan.missing.isEmpty)
    #expect(VerificationPlan(budget: 60).next(elapsed: 61) == nil)
  }
}
