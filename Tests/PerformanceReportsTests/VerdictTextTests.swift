import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("The text of a verdict")
struct VerdictTextTests {
  @Test("Every reason has a short text of its own", arguments: Verdict.Reason.known)
  func reasons(reason: Verdict.Reason) {
    #expect(!reason.text.isEmpty && reason.text.count <= 60)
    #expect(Verdict.Reason.known.filter { $0.text == reason.text } == [reason])
  }

  @Test("A metric left open by the time limit names the limit and a command that a shell accepts")
  func timeLimit() {
    var verdict = Example.slower(Example.id("decode()"))
    (verdict.outcome, verdict.reason, verdict.sessions) = (.ambiguous, .timeLimitReached, 5)
    #expect(verdict.explanation == "not decided within the time limit after 5 sessions")
    let limits: [Double] = [45, 120, 1.5, 3600]
    let texts = limits.map { limit in
      verdict.timeLimit = limit
      return verdict.explanation
    }
    func text(_ within: String, _ next: String) -> String {
      "not decided within \(within) (5 sessions): type swift run perftest gate --filter "
        + #"'^PerfTests\.JSONPerformance/decode\(\)/' --time-limit \#(next)"#
    }
    #expect(texts == [text("45 s", "10m"), text("2 min", "10m"), text("1.5 s", "10m"), text("60 min", "5h")])
  }

  @Test("A count that was stopped has its least ratio, rounded down")
  func stoppedCount() {
    func text(_ now: Double) -> String {
      var verdict = Example.grew(Example.id("decode()"), from: 1000, to: now)
      verdict.stoppedAfter = 69.75
      return verdict.sentence
    }
    #expect(text(12_990).hasPrefix("decode(): allocations 1000 → 12"))
    #expect(text(12_990).hasSuffix("; more than 12× the baseline: its counting was stopped after 70 s"))
    #expect(text(1290).hasSuffix("more than 1.2× the baseline: its counting was stopped after 70 s"))
  }

  @Test("A slowdown names both times, the change with its interval, the tolerance and the sessions")
  func slowdown() {
    #expect(
      Example.slower(Example.id("decode()")).sentence
        == "decode() wallClock: 12.3 ms → 16.1 ms, +31.0 % [+28 %, +35 %] (tolerance 20 %); "
        + "each of 15 fresh processes was slower")
  }

  @Test("A count that grew names both counts and nothing else")
  func counts() {
    #expect(Example.grew(Example.id("decode()")).sentence == "decode(): allocations 12 → 13")
    #expect(Example.grew(Example.id("decode()"), from: 0, to: 3).sentence == "decode(): allocations 0 → 3")
    #expect(
      Example.grew(Example.id("sort(count:)", label: "1000")).sentence == "sort(count:)/1000: allocations 12 → 13")
  }

  @Test("A count repeats where both numbers are equal, and is else within the tolerance")
  func repeatedCount() {
    func text(_ now: Double) -> String {
      Example.grew(Example.id("decode()"), to: now).with(.same, .countEqual).explanation
    }
    #expect(text(12) == "the count repeats")
    #expect(text(11) == "within the tolerance")
  }

  @Test("Slower processes are counted, also where the verdict is the same")
  func slowSessions() {
    var verdict = Verdict(
      benchmark: Example.id("decode()"), metric: Example.wallClock, outcome: .same, reason: .withinTolerance,
      baseline: 100, now: 101, sessions: 4)
    verdict.slowSessions = Verdict.SlowSessions(slower: 3, of: 4, factor: 2.04)
    #expect(verdict.explanation == "within the tolerance; 3 of 4 sessions were 2.0× slower")
    (verdict.outcome, verdict.reason) = (.regressed, .moreSessionsSlower)
    #expect(
      verdict.explanation == "more processes are slower than on file; 3 of 4 sessions were 2.0× slower")
  }

  @Test("A throughput that fell is slower, too")
  func throughput() {
    var verdict = Example.slower(Example.id("read()"), by: 0.5)
    verdict.metric = Example.throughput
    verdict.interval = nil
    #expect(
      verdict.sentence
        == "read() throughput: 12.3 M elements/s → 6.15 M elements/s, −50.0 % (tolerance 20 %); "
        + "each of 15 fresh processes was slower")
  }

  @Test(
    "A budget is named as a limit, on whichever side it lies",
    arguments: [
      (MetricDescription.Direction.lowerIsBetter, "2.31 ms is over the budget of 2.00 ms"),
      (.higherIsBetter, "2.31 ms is under the budget of 2.00 ms"),
    ])
  func budget(direction: MetricDescription.Direction, text: String) {
    let metric = MetricDescription(name: "wallClock", unit: .nanoseconds, direction: direction)
    var verdict = Verdict(
      benchmark: Example.id("render()"), metric: metric, outcome: .overBudget, reason: .budgetExceeded,
      baseline: 2_000_000, now: 2_310_000)
    verdict.budget = .p95
    #expect(verdict.sentence == "render() wallClock: \(text) (p95 against the budget)")
    (verdict.outcome, verdict.reason) = (.contaminated, .machineBusy)
    #expect(verdict.sentence.hasPrefix("render() wallClock: \(text) ("))
  }

  @Test("A failure keeps its text on one line")
  func failure() {
    let verdict = Verdict(
      function: Example.id("boom()").function, outcome: .failed, reason: .crashed,
      detail: .failure(Failure(.crashed(signal: 6, output: "Fatal error: index\r\n\tat main\n"))))
    #expect(
      verdict.sentence
        == "boom(): failed: the process crashed: the test bundle was ended by signal 6 (Aborted): "
        + "Fatal error: index / at main")
  }

  @Test("A missing benchmark has the whole command that removes it")
  func missing() {
    var verdict = Example.missing(Example.id("decode()"))
    #expect(
      verdict.explanation
        == "it is in the baseline, but no 'measure' call gave it; if intended, 'swift run perftest record' removes it"
    )
    verdict.metric = Example.allocations
    #expect(verdict.explanation.hasSuffix("if intended, 'swift run perftest record' removes it"))
    verdict.reason = .noCases
    #expect(verdict.explanation.hasSuffix(": if intended, disable or delete the test"))
  }

  @Test("An incomparable time is shown with its reason")
  func incomparable() {
    #expect(
      Example.elsewhere(Example.id("decode()")).sentence
        == "decode() wallClock: 1.52 µs, incomparable: recorded on amd-epyc-9r14, this is intel-xeon")
  }

  @Test("A spread too wide to judge has the detectable change")
  func spread() {
    var verdict = Example.same(Example.id("read()"))
    (verdict.outcome, verdict.reason, verdict.smallestDetectableChange) = (.ambiguous, .spreadTooWide, 0.6)
    #expect(verdict.explanation == "the baseline's sessions differ too much to show less than +60 %")
  }

  @Test("A possible effect of the machine has the result of the pair, or why there is none")
  func machineAndPair() {
    var verdict = Example.busy(Example.id("decode()"))
    #expect(verdict.explanation == "the machine was too busy to decide")
    verdict.confirmation = Verdict.Confirmation(state: .unavailable, absence: .noRepository("there is no repository"))
    #expect(
      verdict.explanation
        == "the machine was too busy to decide; not confirmed by a pair of builds: there is no repository")
    var pair = verdict
    // Of a pair only the GPU is allowed for.
    pair.reason = .gpuDisturbed
    pair.confirmation = Verdict.Confirmation(state: .unresolved, commit: "3f2c91d", pairs: 48, ratio: 1.5)
    let settled = Example.slower(Example.id("decode()")).settled(by: pair)
    #expect(settled.outcome == .contaminated && settled.reason == .gpuDisturbed)
    #expect(settled.explanation == "the pairs against 3f2c91d were disturbed: +50.0 %, 48 pairs")
  }
}
