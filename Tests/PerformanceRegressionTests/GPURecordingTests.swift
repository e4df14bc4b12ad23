import PerformanceRecording
import PerformanceRecords
import PerformanceRegression
import PerformanceTestSupport
import PerformanceText
import Testing

@Suite("A recording files the numbers of one undisturbed GPU")
struct GPURecordingTests {
  private func update(
    beside entry: BaselineBenchmark? = nil, _ sessions: [BenchmarkSession],
    policy: BaselineUpdate.Policy = .update
  ) -> BaselineUpdate {
    var loaded = BaselineStore.Loaded()
    loaded.times = entry.map { [Example.document($0)] } ?? []
    return BaselineUpdate(
      loaded: loaded, sessions: [Example.id: sessions], environment: Example.environment, policy: policy,
      provenance: Provenance(date: "2026-02-01", commit: nil, reason: "again"), isGone: { _ in false })
  }

  private func entry(
    on gpu: GPUEnvironment? = Example.gpu, _ metrics: MetricDescription..., times: Double = 100
  ) -> BaselineBenchmark {
    Example.benchmark(on: gpu, metrics.map { Example.sampled(many(12, times), of: $0) })
  }

  private func sessions(
    _ count: Int = 12, _ metrics: MetricDescription..., value: Double = 100, caveats: GPUCaveat...,
    on gpu: GPUEnvironment? = Example.gpu, unavailable: MetricDescription? = nil
  ) -> [BenchmarkSession] {
    var session = Example.session(on: gpu, caveats: caveats)
    session.readings = metrics.map { MetricReading($0, values: [value]) }
    if let unavailable { session.readings.append(MetricReading(unavailable, unavailable: .external("no counter"))) }
    return Array(repeating: session, count: count)
  }

  private func kinds(_ update: BaselineUpdate) -> [String] {
    update.changes.map { "\($0.metric?.name ?? "–") \($0.kind.rawValue)" }
  }

  private func written(_ update: BaselineUpdate) throws -> BaselineBenchmark {
    try #require(update.documents.first?.benchmarks.first)
  }

  // MARK: - Of which GPU

  @Test("A new entry names the GPU, and one without GPU metrics none")
  func newEntry() throws {
    #expect(try written(update(sessions(12, Example.energy))).gpu == Example.gpu)
    #expect(try written(update(sessions(12, Example.wallClock))).gpu == nil)
  }

  @Test("Agreeing sessions of the same GPU change no line, whatever its other properties")
  func agreeing() {
    var gpu = Example.gpu
    (gpu.driver, gpu.vbios, gpu.pcieLink) = ("580.95.05", "other", "gen 4 x16")
    let update = update(beside: entry(Example.energy), sessions(12, Example.energy, on: gpu))
    #expect(update.documents == [] && kinds(update) == ["gpu.energyPerIteration kept"])
  }

  private static let otherBoard = RecordingDetail.gpuDifferences([
    .board(here: "GPU-99999999", recorded: "GPU-11111111")
  ])

  @Test(
    "Numbers of another board replace those on file with a reason, times of the model do not",
    arguments: BaselineUpdate.Policy.allCases)
  func replacedBoard(policy: BaselineUpdate.Policy) throws {
    let update = update(
      beside: entry(Example.energy, Example.memory, Example.wallClock),
      sessions(12, Example.energy, Example.memory, Example.wallClock, on: Example.otherBoard), policy: policy)
    let wallClock = policy == .add ? "extended" : policy == .replace ? "replaced" : "kept"
    #expect(
      kinds(update) == [
        "gpu.energyPerIteration replaced", "gpu.memoryPeakDelta replaced", "wallClock \(wallClock)",
      ])
    #expect(update.changes.first?.details == [Self.otherBoard])
    let entry = try written(update)
    #expect(entry.gpu == Example.otherBoard)
    #expect(entry.metric(Example.energy.name) == Example.sampled(many(12, 100), of: Example.energy))
  }

  @Test("On another model times are replaced as well")
  func otherModel() throws {
    let update = update(
      beside: entry(Example.energy, Example.wallClock),
      sessions(12, Example.energy, Example.wallClock, on: Example.otherModel), policy: .add)
    #expect(kinds(update) == ["gpu.energyPerIteration replaced", "wallClock replaced"])
    #expect(try written(update).gpu == Example.otherModel)
  }

  @Test("In another state, such as another power limit, numbers are replaced though they agree")
  func otherState() throws {
    var gpu = Example.gpu
    gpu.powerLimit = 500
    let update = update(beside: entry(Example.energy), sessions(12, Example.energy, on: gpu))
    #expect(kinds(update) == ["gpu.energyPerIteration replaced"])
    #expect(try written(update).gpu?.powerLimit == 500)
  }

  @Test("A metric that this GPU cannot give is removed with the other GPU")
  func unavailable() throws {
    let update = update(
      beside: entry(Example.energy, Example.memory),
      sessions(12, Example.memory, on: Example.otherBoard, unavailable: Example.energy))
    #expect(kinds(update) == ["gpu.energyPerIteration removed", "gpu.memoryPeakDelta replaced"])
    #expect(update.changes.first?.details == [Self.otherBoard, .unavailable(.external("no counter"))])
    let entry = try written(update)
    #expect(entry.gpu == Example.otherBoard && entry.metrics.map(\.metric) == [Example.memory])
  }

  @Test("An entry without a new measurement keeps its GPU")
  func unmeasured() {
    let unavailable = update(
      beside: entry(Example.energy), sessions(12, on: Example.otherBoard, unavailable: Example.energy))
    #expect(unavailable.documents == [] && kinds(unavailable) == ["gpu.energyPerIteration kept"])
    let without = update(beside: entry(Example.energy), sessions(12, on: nil, unavailable: Example.energy))
    #expect(without.documents == [] && kinds(without) == ["gpu.energyPerIteration kept"])
  }

  @Test("An entry loses its GPU with its last GPU metric")
  func lastMetric() throws {
    let update = update(beside: entry(Example.energy, Example.wallClock), sessions(12, Example.wallClock, on: nil))
    #expect(kinds(update) == ["gpu.energyPerIteration removed", "wallClock kept"])
    let entry = try written(update)
    #expect(entry.gpu == nil && entry.recorded == Example.recorded)
  }

  @Test("Numbers on file without a GPU are replaced")
  func withoutGPU() throws {
    let update = update(beside: entry(on: nil, Example.energy), sessions(12, Example.energy))
    #expect(kinds(update) == ["gpu.energyPerIteration replaced"])
    #expect(try written(update).gpu == Example.gpu)
  }

  @Test("Sessions of several or of unknown GPUs are refused")
  func severalGPUs() throws {
    let several = update(
      beside: entry(Example.energy),
      sessions(6, Example.energy, value: 50)
        + sessions(6, Example.energy, value: 50, on: Example.otherBoard))
    #expect(several.documents == [] && kinds(several) == ["gpu.energyPerIteration refused"])
    #expect(several.changes.first?.details == [.severalGPUs([Example.gpu.uuid, Example.otherBoard.uuid].sorted())])
    let unknown = update(sessions(12, Example.energy, on: nil))
    #expect(unknown.changes.first?.details == [.gpuUnknown])
    let refused = try written(unknown)
    #expect(refused.metrics.isEmpty && refused.gpu == nil)
    #expect(refused.refused.map(\.name) == ["gpu.energyPerIteration"])
    #expect(refused.refused.first?.reason == RecordingDetail.gpuUnknown.text)
  }

  // MARK: - Undisturbed

  @Test("Sessions with caveats are left out where enough others are, and the change has the reason")
  func caveats() throws {
    let throttled = sessions(3, Example.energy, value: 80, caveats: .throttled)
    let update = update(throttled + sessions(12, Example.energy))
    #expect(kinds(update) == ["gpu.energyPerIteration created"])
    #expect(update.changes.first?.details == [.leftOut(3, of: 15, because: .throttled)])
    #expect(try written(update).metrics == [Example.sampled(many(12, 100), of: Example.energy)])
  }

  @Test("Sessions with caveats are filed where too few others are")
  func filedCaveats() throws {
    let update = update(
      sessions(3, Example.energy, caveats: .throttled) + sessions(9, Example.energy, caveats: .capped))
    #expect(kinds(update) == ["gpu.energyPerIteration created"] && update.changes.first?.details == [])
    #expect(try written(update).metrics == [Example.sampled(many(12, 100), of: Example.energy)])
  }

  @Test("Disturbed sessions are never filed: too few others are refused, and the entry on file stays")
  func disturbed() {
    let disturbed = sessions(1, Example.energy, value: 80, caveats: .failed)
    let update = update(
      beside: entry(Example.energy), disturbed + sessions(11, Example.energy, value: 50), policy: .replace)
    #expect(update.documents == [] && kinds(update) == ["gpu.energyPerIteration refused"])
    #expect(update.changes.first?.details == [.tooFewLeft(1, of: 12, because: .failed)])
  }

  @Test("Sessions without a value leave too few, which is refused")
  func missingValues() throws {
    var short = sessions(1, Example.energy)
    short[0].readings = [MetricReading(Example.energy, unavailable: .external("insufficient resolution"))]
    let update = update(short + sessions(11, Example.energy))
    #expect(kinds(update) == ["gpu.energyPerIteration refused"])
    #expect(
      update.changes.first?.details
        == [.withoutValue(1, of: 12, because: .external("insufficient resolution"))])
    #expect(kinds(self.update(short + sessions(12, Example.energy))) == ["gpu.energyPerIteration created"])
  }

  @Test("Times are filed whatever the GPU does")
  func times() {
    let update = update(sessions(12, Example.wallClock, Example.energy, caveats: .failed))
    #expect(kinds(update) == ["gpu.energyPerIteration refused", "wallClock created"])
  }

  // MARK: - Beside

  @Test("Cycles and the clock are filed unjudged, other unjudged numbers are not")
  func cycles() throws {
    let shown = MetricDescription(name: "gpu.powerMean", unit: .watts, isJudged: false, gpu: .board)
    let entry = try written(update(sessions(12, Example.energy, Example.cycles, Example.clock, shown)))
    #expect(entry.metrics.map(\.metric) == [Example.cycles, Example.energy, Example.clock])
  }

  @Test("Cycles that vary are filed, and disturbed ones are not mentioned")
  func varyingCycles() throws {
    let varying = [100.0, 170, 170, 170, 170, 170].map {
      Example.session(MetricReading(Example.cycles, values: [$0]))
    }
    #expect(kinds(update(varying)) == ["gpu.cyclesPerIteration created"])
    #expect(kinds(update(sessions(12, Example.cycles, caveats: .failed))) == [])
  }
}
