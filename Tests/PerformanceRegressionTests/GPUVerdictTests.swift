import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import Testing

@Suite("A red verdict on a GPU stands unless all of its sessions have caveats")
struct GPUVerdictTests {
  private func judge(
    of metric: MetricDescription = Example.energy, onFile: GPUEnvironment? = Example.gpu,
    _ sessions: [BenchmarkSession], last: Remaining = .more
  ) throws -> (verdict: Verdict, wantsMore: Bool) {
    var loaded = BaselineStore.Loaded()
    loaded.times = [Example.document(Example.benchmark(on: onFile, [Example.sampled(many(12, 100), of: metric)]))]
    let judge = BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment))
    let judgement = judge.judge(sessions, last)
    return (try #require(judgement.verdicts.last), judgement.wantsMore)
  }

  private static let otherBoard = GPUDifference.board(here: "GPU-99999999", recorded: "GPU-11111111")

  private func sessions(
    _ count: Int, _ value: Double = 130, _ caveats: GPUCaveat..., on gpu: GPUEnvironment? = Example.gpu,
    of metric: MetricDescription = Example.energy, budgets: [Budget] = []
  ) -> [BenchmarkSession] {
    let reading = MetricReading(metric, values: [value])
    return Array(repeating: Example.session(on: gpu, caveats: caveats, budgets: budgets, reading), count: count)
  }

  @Test("Without a caveat it is red, and a note changes nothing")
  func withoutCaveat() throws {
    #expect(try judge(sessions(15)).verdict.outcome == .regressed)
    #expect(try judge(sessions(15, 130, .capped)).verdict.outcome == .regressed)
  }

  @Test("Caveats of all make it ambiguous, and no more sessions are taken")
  func allCaveats() throws {
    let answer = try judge(sessions(15, 130, .throttled, .capped))
    #expect(answer.verdict.outcome == .ambiguous && answer.verdict.reason == .gpuCaveat && !answer.wantsMore)
    #expect(answer.verdict.detail == .gpu([.caveats([.throttled])]))
    #expect(answer.verdict.baseline == 100 && answer.verdict.now == 130)
  }

  @Test("Three sessions with caveats are enough, and two are not")
  func threeCaveats() throws {
    let answer = try judge(sessions(3, 130, .throttled))
    #expect(answer.verdict.reason == .gpuCaveat && !answer.wantsMore)
    #expect(try judge(sessions(2, 130, .throttled)).wantsMore)
    #expect(try judge(sessions(2, 130, .throttled) + sessions(1)).wantsMore)
    #expect(try judge(of: Example.wallClock, sessions(3, 130, .throttled, of: Example.wallClock)).wantsMore)
  }

  @Test("All disturbed make it contaminated, some disturbed and the others with caveats ambiguous")
  func disturbed() throws {
    let disturbed = try judge(sessions(15, 130, .throttled, .failed)).verdict
    #expect(disturbed.outcome == .contaminated && disturbed.reason == .gpuDisturbed)
    #expect(disturbed.detail == .contamination(.gpu([.failed])))
    let mixed = try judge(sessions(8, 130, .failed) + sessions(7, 130, .throttled)).verdict
    #expect(mixed.outcome == .ambiguous && mixed.reason == .gpuCaveat)
    #expect(mixed.detail == .gpu([.caveats([.failed, .throttled])]))
  }

  @Test("One with a caveat is taken again, and is red no sooner than the others are")
  func repeatedSession() throws {
    let throttled = sessions(1, 130, .throttled)
    #expect(try judge(throttled + sessions(14)).wantsMore)
    #expect(try judge(throttled + sessions(15)).verdict.outcome == .regressed)
  }

  @Test("A session within the tolerance excuses nothing")
  func within() throws {
    let answer = try judge(sessions(1, 115) + sessions(14, 130, .throttled), last: .none(because: .timeLimitReached))
    #expect(answer.verdict.reason == .gpuCaveat)
  }

  @Test("A metric of the processor is red whatever the GPU does")
  func otherMetrics() throws {
    let sessions = sessions(15, 130, .failed, of: Example.wallClock)
    #expect(try judge(of: Example.wallClock, sessions).verdict.outcome == .regressed)
  }

  @Test("One sound session among many with caveats is not enough, five are")
  func soundSessions() throws {
    let time = Remaining.none(because: .timeLimitReached)
    #expect(try judge(sessions(6, 130, .throttled) + sessions(1), last: time).verdict.reason == .gpuCaveat)
    #expect(try judge(sessions(6, 130, .throttled) + sessions(5), last: time).verdict.outcome == .regressed)
  }

  @Test("A session without a value says nothing of the others, unless most have none")
  func missingValue() throws {
    var missing = sessions(2)
    for index in missing.indices {
      missing[index].readings = [MetricReading(Example.energy, unavailable: .external("insufficient resolution"))]
    }
    #expect(try judge(sessions(14) + missing + sessions(1)).verdict.outcome == .regressed)
    #expect(try judge(sessions(1) + missing).verdict.outcome == .incomparable)
  }

  @Test("A budget is judged by the same rule")
  func budget() throws {
    let budgets = [Budget(metric: Example.energy.name, statistic: .maximum, limit: 90)]
    #expect(try judge(sessions(15, 100, budgets: budgets)).verdict.outcome == .overBudget)
    let throttled = try judge(sessions(15, 100, .throttled, budgets: budgets)).verdict
    #expect(throttled.outcome == .ambiguous && throttled.reason == .gpuCaveat)
  }

  @Test("Numbers that are the same or better need no excuse")
  func better() throws {
    #expect(try judge(sessions(15, 100, .failed)).verdict.outcome == .same)
    #expect(try judge(sessions(15, 50, .failed)).verdict.outcome == .improved)
  }

  @Test("On another board energy is ambiguous with the reason, memory is red")
  func boardDifference() throws {
    let energy = try judge(sessions(15, on: Example.otherBoard)).verdict
    #expect(energy.outcome == .ambiguous && energy.reason == .gpuCaveat)
    #expect(energy.detail == .gpu([.differences([Self.otherBoard])]))
    #expect(try judge(sessions(15, 100, on: Example.otherBoard)).verdict.outcome == .same)
    let memory = try judge(of: Example.memory, sessions(15, on: Example.otherBoard, of: Example.memory)).verdict
    #expect(memory.outcome == .regressed)
  }

  @Test("On another model nothing is red and no more sessions are taken")
  func otherModel() throws {
    let answer = try judge(sessions(1, on: Example.otherModel))
    #expect(answer.verdict.outcome == .incomparable && answer.verdict.reason == .otherGPU && !answer.wantsMore)
    #expect(answer.verdict.now == 130 && !RedRule.continuousIntegration.isRed(answer.verdict))
    #expect(try judge(onFile: nil, sessions(1)).verdict.reason == .otherGPU)
    #expect(try judge(sessions(1, on: nil)).verdict.reason == .otherGPU)
  }

  @Test("Differences and caveats are both in the verdict")
  func differences() throws {
    let detail = try judge(sessions(15, 130, .throttled, on: Example.otherBoard)).verdict.detail
    #expect(detail == .gpu([.differences([Self.otherBoard]), .caveats([.throttled])]))
  }
}

@Suite("A slower time has the change of the GPU's clock")
struct GPUClockVerdictTests {
  private static let time = MetricDescription(name: "gpu.timePerIteration", unit: .nanoseconds, gpu: .model)

  private func sessions(
    _ count: Int, time: Double, cycles: Double, clock: Double, of metric: MetricDescription = Self.time
  ) -> [BenchmarkSession] {
    Array(
      repeating: Example.session(
        MetricReading(metric, values: [time]), MetricReading(Example.cycles, values: [cycles]),
        MetricReading(Example.clock, values: [clock])), count: count)
  }

  private func verdict(
    time: Double = 130, cycles: Double, clock: Double, of metric: MetricDescription = Self.time
  ) throws -> Verdict {
    var loaded = BaselineStore.Loaded()
    loaded.times = [
      Example.document(
        Example.benchmark(
          on: Example.gpu,
          [
            Example.sampled(many(12, 100), of: metric), Example.sampled(many(12, 100), of: Example.cycles),
            Example.sampled(many(12, 2000), of: Example.clock),
          ]))
    ]
    let judge = BenchmarkJudge(finder: ComparisonFinder(loaded: loaded, environment: Example.environment))
    let sessions = sessions(15, time: time, cycles: cycles, clock: clock, of: metric)
    return try #require(judge.judge(sessions).verdicts.first)
  }

  @Test("Equal cycles of a much lower clock are ambiguous", arguments: [time, Example.wallClock])
  func lowerClock(metric: MetricDescription) throws {
    let verdict = try verdict(cycles: 104, clock: 1600, of: metric)
    #expect(verdict.outcome == .ambiguous && verdict.reason == .gpuCaveat && verdict.metric == metric)
    #expect(verdict.detail == .gpu([.clock(.lowerClock(1 - 1600.0 / 2000))]))
  }

  @Test("A slightly lower clock is shown and excuses nothing")
  func slightlyLowerClock() throws {
    let verdict = try verdict(cycles: 104, clock: 1820)
    #expect(verdict.outcome == .regressed)
    #expect(verdict.detail == .gpuClock(.lowerClock(1 - 1820.0 / 2000)))
  }

  @Test("More cycles of a lower clock are red")
  func moreCyclesAndLowerClock() throws {
    #expect(try verdict(cycles: 120, clock: 1600).outcome == .regressed)
  }

  @Test("More cycles are reported as more")
  func moreCycles() throws {
    #expect(try verdict(cycles: 130, clock: 2000).detail == .gpuClock(.moreCycles(130.0 / 100 - 1)))
  }

  @Test("Where neither the clock fell nor the cycles grew nothing is reported")
  func unchanged() throws {
    #expect(try verdict(cycles: 100, clock: 1990).detail == nil)
    #expect(try verdict(cycles: 80, clock: 1600).detail == nil)
    #expect(try verdict(time: 100, cycles: 100, clock: 1000).detail == nil)
  }

  @Test(
    "Of two builds measured in turn a lower clock is shown for time and energy, and excuses neither",
    arguments: [time, Example.energy])
  func pair(metric: MetricDescription) {
    let judge = BenchmarkJudge(
      finder: ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment))
    let verdicts = judge.judge(
      sessions(18, time: 130, cycles: 101, clock: 1560, of: metric),
      inTurnWith: sessions(18, time: 100, cycles: 100, clock: 2000, of: metric)
    ).verdicts
    #expect(verdicts.map(\.outcome) == [.regressed])
    #expect(verdicts.first?.detail == .gpuClock(.lowerClock(1 - 1560.0 / 2000)))
  }
}

@Suite("GPU metrics of two builds are judged in pairs")
struct PairedGPUTests {
  private func verdict(
    base: [GPUCaveat] = [], now: [GPUCaveat] = [], on gpu: GPUEnvironment = Example.gpu
  ) throws -> Verdict {
    let judge = BenchmarkJudge(
      finder: ComparisonFinder(loaded: BaselineStore.Loaded(), environment: Example.environment))
    func sessions(_ value: Double, _ caveats: [GPUCaveat], _ gpu: GPUEnvironment) -> [BenchmarkSession] {
      Array(
        repeating: Example.session(on: gpu, caveats: caveats, MetricReading(Example.energy, values: [value])), count: 18
      )
    }
    let verdicts = judge.judge(sessions(130, now, gpu), inTurnWith: sessions(100, base, Example.gpu)).verdicts
    return try #require(verdicts.first)
  }

  @Test("More energy is red")
  func energy() throws {
    #expect(try verdict().outcome == .regressed)
  }

  @Test("A caveat on either side of every pair excuses it")
  func caveats() throws {
    #expect(try verdict(now: [.throttled]).reason == .gpuCaveat)
    #expect(try verdict(base: [.throttled]).reason == .gpuCaveat)
    #expect(try verdict(base: [.failed], now: [.throttled]).reason == .gpuDisturbed)
  }

  @Test("Another board on one side is ambiguous, another model is incomparable")
  func boardDifference() throws {
    #expect(try verdict(on: Example.otherBoard).reason == .gpuCaveat)
    let verdict = try verdict(on: Example.otherModel)
    #expect(verdict.outcome == .incomparable && verdict.reason == .otherGPU)
  }
}
