import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import PerformanceVerification
import Testing

@Suite("Rules are compared on recorded sessions")
struct RuleReplayTests {
  private static func series(_ sessions: [[Double]], baseline: [Double]? = nil, tolerance: Tolerance = .usual)
    -> ReplayedSeries
  {
    var series = ReplayedSeries(name: "w", tolerance: tolerance, baseline: baseline)
    series.sessions = sessions.compactMap { ReplayedSession($0) }
    return series
  }

  private static func steady(_ count: Int) -> [[Double]] {
    (0..<count).map { (session: Int) -> [Double] in
      (0..<20).map { (sample: Int) -> Double in
        let tenths: Int = (sample * 7 + session * 3) % 10
        return 100 + Double(tenths) / 10
      }
    }
  }

  private static func count(_ replay: RuleReplay, _ name: String) throws -> RuleReplay.Count {
    try #require(replay.counts.first { $0.name == name }).count
  }

  @Test("The gate's rule is asked at every placement, the others at every pair")
  func placements() throws {
    let replay = RuleReplay([Self.series(Self.steady(30))])
    let gate = try Self.count(replay, RuleReplay.gate)
    // 12 for the baseline, 15 for the run: baselines begin at 0 … 3, with 4, 3, 2 and 1 positions behind them.
    #expect(gate.trials[0] == 10 && gate.sessions == 10)
    #expect(gate.share(0) == 0 && gate.share(10) == 0 && gate.share(25) == 1 && gate.share(50) == 1)
    let mean = try Self.count(replay, "mean > 20 %")
    #expect(mean.trials[0] == 30 * 29 / 2 && mean.share(0) == 0 && mean.share(25) == 1)
  }

  @Test("A baseline on file is used at every position")
  func baselineOnFile() throws {
    let replay = RuleReplay([Self.series(Self.steady(20), baseline: Array(repeating: 100, count: 12))])
    #expect(try Self.count(replay, RuleReplay.gate).trials[0] == 6)
    let few = RuleReplay([Self.series(Self.steady(20), baseline: [100, 100])])
    #expect(try Self.count(few, RuleReplay.gate).trials[0] == nil)
  }

  @Test("One spike in a process is red for a mean, and for no rule that needs more sessions")
  func spike() throws {
    var sessions = Self.steady(30)
    sessions[29][3] = 10_000
    let replay = RuleReplay([Self.series(sessions)])
    #expect(try Self.count(replay, "mean > 20 %").red[0] == 29)
    for name in ["median > 20 %", "minimum > 20 %", "p50 or p90 > 20 %", RuleReplay.gate] {
      #expect(try Self.count(replay, name).red[0] == nil)
    }
  }

  @Test("A process that is four per cent slower by itself is significant, and no regression")
  func slowProcess() throws {
    var sessions = Self.steady(30)
    sessions[29] = sessions[29].map { $0 * 1.04 }
    let replay = RuleReplay([Self.series(sessions)])
    #expect(try Self.count(replay, "Mann–Whitney p < 5 %").red[0] == 29)
    #expect(try Self.count(replay, "Welch's t p < 5 %").red[0] == 29)
    #expect(try Self.count(replay, "the same, and median > 20 %").red[0] == nil)
    #expect(try Self.count(replay, RuleReplay.gate).red[0] == nil)
  }

  @Test("Where more than 20 % is allowed no slowdown is planted")
  func tolerant() throws {
    let replay = RuleReplay([Self.series(Self.steady(30), tolerance: .percent(50))])
    #expect(replay.tolerant == 1 && replay.series == 1)
    #expect(try Self.count(replay, RuleReplay.gate).trials == [0: 10])
  }

  @Test("Of very many placements some thousands are taken")
  func sampling() throws {
    let replay = RuleReplay([Self.series(Self.steady(120))])
    #expect(try Self.count(replay, "median > 20 %").trials[0] == 5000)
    #expect(try Self.count(replay, RuleReplay.gate).trials[0] == 94 * 95 / 2)
  }

  @Test("Samples that are no times are skipped")
  func otherSamples() {
    #expect(ReplayedSession([]) == nil && ReplayedSession([1, 0]) == nil && ReplayedSession([1, .nan]) == nil)
    #expect(ReplayedSession([5])?.variance == 0)
  }

  @Test("A verification's baselines and unchanged runs are collected, its slowed ones skipped")
  func verification() throws {
    var recording = ReplayedRecording()
    let id = Example.id
    func session(_ run: Int) -> RecordedLine {
      .verification(
        .session(
          VerifiedSession(run: run, benchmark: id, samples: [100, 101], conditions: SessionConditions())))
    }
    let lines: [RecordedLine] = [
      .verification(.begun(VerificationStart(environment: Example.environment, metric: "wallClock"))),
      .verification(.baseline(VerifiedBaseline(benchmark: id, baseline: Example.sampled([99, 100])))),
      .verification(.run(VerifiedRun(run: 1, planted: 0, seconds: 1))), session(1),
      .verification(.run(VerifiedRun(run: 2, planted: 25, seconds: 1))), session(2), session(2),
      .verification(.verdict(VerifiedVerdict(run: 2, benchmark: id, outcome: .regressed))),
      .verification(.run(VerifiedRun(run: 3, planted: 0, seconds: 1))), session(3),
    ]
    for line in lines { recording.add(line) }
    let series = try #require(recording.series[id.description])
    #expect(series.baseline == [99, 100] && series.sessions.count == 2 && recording.passedOver == 2)
    recording.add(.workloads(["fnv": [1, 2], "sort": [3]]))
    #expect(Set(recording.series.keys) == [id.description, "fnv", "sort"])
  }
}
