import PerformanceRecords

extension Example {
  /// A usual GPU.
  package static let gpu = GPUEnvironment(
    name: "NVIDIA H200", uuid: "GPU-11111111-2222-3333-4444-555555555555", architecture: "Hopper",
    driver: "580.65.06", nvml: "13.580.65.06", cuda: "13.0", vbios: "96.00.D9.00.01", powerLimit: 700,
    maximumSMClock: 1980, maximumMemoryClock: 3201, persistence: true, mig: false, ecc: true, pcieLink: "gen 5 x16")

  /// Another board of the same model.
  package static let otherBoard: GPUEnvironment = {
    var gpu = Example.gpu
    gpu.uuid = "GPU-99999999-2222-3333-4444-555555555555"
    return gpu
  }()

  /// A board of another model.
  package static let otherModel: GPUEnvironment = {
    var gpu = otherBoard
    (gpu.name, gpu.architecture) = ("NVIDIA A100", "Ampere")
    return gpu
  }()

  /// Energy, which boards of one model differ in.
  package static let energy = MetricDescription(name: "gpu.energyPerIteration", unit: .joules, gpu: .board)

  /// Memory of the GPU, which they do not.
  package static let memory = MetricDescription(name: "gpu.memoryPeakDelta", unit: .bytes, gpu: .model)

  /// Cycles, which distinguish a slower clock from slower code.
  package static let cycles = MetricDescription(
    name: MetricDescription.gpuCycles, unit: .count, isJudged: false, gpu: .model)

  /// The clock itself.
  package static let clock = MetricDescription(
    name: MetricDescription.gpuClock, unit: .megahertz, direction: .higherIsBetter, isJudged: false, gpu: .model)

  /// A session of the usual benchmark on a GPU.
  package static func session(
    on gpu: GPUEnvironment? = gpu, caveats: [GPUCaveat] = [], repeated: Bool = false, budgets: [Budget] = [],
    _ readings: MetricReading...
  ) -> BenchmarkSession {
    BenchmarkSession(
      id: id, location: location, iterations: 1000, readings: readings, budgets: budgets,
      gpu: gpu.map { GPUConditions(environment: $0, caveats: caveats, repeated: repeated) })
  }

  /// An entry of a document with the GPU that its numbers are from.
  package static func benchmark(on gpu: GPUEnvironment?, _ metrics: [BaselineMetric]) -> BaselineBenchmark {
    BaselineBenchmark(
      test: id.test, label: nil, iterations: 1000, recorded: recorded, gpu: gpu,
      metrics: metrics.sorted { $0.metric.name < $1.metric.name })
  }
}

extension GPUCaveat {
  /// The GPU throttled.
  package static let throttled = GPUCaveat(.ambiguous, .slowed(by: .heat, share: 0.03))
  /// The GPU failed.
  package static let failed = GPUCaveat(.contaminated, .invalid("the driver reported XID 79"))
  /// The GPU touched its power limit.
  package static let capped = GPUCaveat(.note, .slowed(by: .power, share: 0.4))
}
