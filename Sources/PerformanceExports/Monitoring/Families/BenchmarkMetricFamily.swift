import PerformanceRecords

/// The family that the numbers of a metric of benchmarks belong to.
struct BenchmarkMetricFamily: Sendable {
  /// The family, without series.
  let family: MetricFamily
  /// The labels that distinguish the metric from others of the family.
  let labels: [MetricLabel]
  /// The number of the metric's units in one unit of the family; a division by it, unlike a product with the reciprocal,
  /// is rounded once.
  let divisor: Double
  /// The number of several sessions.
  let reduction: Reduction

  /// How several sessions become one number.
  enum Reduction: Sendable {
    /// The median of the sessions, each of which its best sample represents: what verdicts compare and histories keep.
    case representative
    /// The representative, and statistics of all samples, each with a label `stat`.
    case statistics
    /// The sum of all samples.
    case sum
    /// Whether a sample is above zero, in a state of this name.
    case state(String)
  }

  private init(
    _ family: MetricFamily, _ labels: [MetricLabel] = [], divisor: Double = 1, reduction: Reduction = .representative
  ) {
    self.family = family
    self.labels = labels
    self.divisor = divisor
    self.reduction = reduction
  }

  /// The family of a metric: one of its own, or that of all other metrics.
  static func of(_ metric: MetricDescription) -> BenchmarkMetricFamily {
    if metric.name == MetricDescription.throughput { return throughput(in: metric.unit) }
    // A test may give its own number any name.
    if let own = own[metric.name], own.unit == metric.unit { return own.family }
    return other(metric)
  }

  /// The family of a metric in a history, which keeps one number of each run.
  static func inHistory(_ metric: MetricDescription) -> BenchmarkMetricFamily {
    let family = of(metric)
    return switch family.reduction {
    case .representative, .statistics: family
    case .sum, .state: other(metric)
    }
  }

  /// The families in the order of documents.
  static let order = [
    duration, noise, samples, sessions, cpu, processCPU, instructions, rate, allocations, memory, value, utilization,
    gpuMemory, energy, clock, throttle,
  ].map(\.name)

  // MARK: - Families

  private static let own: [String: (unit: MetricUnit, family: BenchmarkMetricFamily)] = [
    MetricDescription.wallClock: (.nanoseconds, .init(duration, divisor: 1e9, reduction: .statistics)),
    "cpuUser": (.nanoseconds, .init(cpu, [MetricLabel("mode", "user")], divisor: 1e9)),
    "cpuSystem": (.nanoseconds, .init(cpu, [MetricLabel("mode", "system")], divisor: 1e9)),
    "cpuTime": (.nanoseconds, .init(processCPU, divisor: 1e9)),
    CountedMetric.instructions: (.count, .init(instructions)),
    "allocations": (.count, .init(allocations)),
    "peakResidentMemory": (.bytes, .init(memory)),
    "gpu.utilizationMean": (.ratio, .init(utilization, [MetricLabel("kind", "sm")])),
    "gpu.memoryUtilizationMean": (.ratio, .init(utilization, [MetricLabel("kind", "memory")])),
    "gpu.memoryPeakDelta": (.bytes, .init(gpuMemory)),
    "gpu.energyTotal": (.joules, .init(energy, reduction: .sum)),
    MetricDescription.gpuClock: (.megahertz, .init(clock, [MetricLabel("kind", "sm")], divisor: 1e-6)),
    "gpu.throttle.powerFraction": (.ratio, .init(throttle, reduction: .state("power"))),
    "gpu.throttle.thermalFraction": (.ratio, .init(throttle, reduction: .state("thermal"))),
    "gpu.throttle.syncBoostFraction": (.ratio, .init(throttle, reduction: .state("syncBoost"))),
    "gpu.throttle.boardFraction": (.ratio, .init(throttle, reduction: .state("board"))),
    "gpu.throttle.reliabilityFraction": (.ratio, .init(throttle, reduction: .state("reliability"))),
  ]

  private static let duration = MetricFamily(
    "perf_bench_duration_seconds", .gauge, unit: "seconds",
    help: "Time of an iteration. stat=best is the median of the sessions' best samples, which verdicts compare.")
  /// How much the times of a benchmark scatter.
  static let noise = MetricFamily(
    "perf_bench_noise_ratio", .gauge, unit: "ratio",
    help: "Median absolute deviation of the times of an iteration, as a share of their median.")
  /// How many times there are.
  static let samples = MetricFamily("perf_bench_samples", .gauge, help: "Samples of time in all sessions.")
  /// How many processes there are.
  static let sessions = MetricFamily("perf_bench_sessions", .gauge, help: "Processes that measured the time.")
  private static let cpu = MetricFamily(
    "perf_bench_cpu_seconds", .gauge, unit: "seconds",
    help: "CPU time of an iteration by mode, from ticks of the kernel.")
  private static let processCPU = MetricFamily(
    "perf_bench_process_cpu_seconds", .gauge, unit: "seconds",
    help: "CPU time of an iteration, user and system, of all threads.")
  private static let instructions = MetricFamily(
    "perf_bench_instructions", .gauge, help: "Instructions of an iteration, counted by Callgrind.")
  private static let rate = MetricFamily(
    "perf_bench_throughput_per_second", .gauge, help: "Amount that a benchmark processes in a second.")
  private static let allocations = MetricFamily(
    "perf_bench_allocations", .gauge, help: "Calls that allocate memory in an iteration.")
  private static let memory = MetricFamily(
    "perf_bench_peak_memory_bytes", .gauge, unit: "bytes", help: "Peak of the resident memory that a benchmark adds.")
  private static let value = MetricFamily(
    "perf_bench_value", .gauge, help: "Any other metric of an iteration, in the unit of its label.")

  private static let utilization = MetricFamily(
    "perf_gpu_utilization_ratio", .gauge, unit: "ratio", help: "Share of the time in which a part of the GPU was busy.")
  private static let gpuMemory = MetricFamily(
    "perf_gpu_memory_used_bytes", .gauge, unit: "bytes",
    help: "Peak of the GPU memory in use, less that before the benchmark.")
  private static let energy = MetricFamily(
    "perf_gpu_energy_joules", .counter, unit: "joules", help: "Energy of the board in the windows of all sessions.")
  private static let clock = MetricFamily(
    "perf_gpu_clock_hertz", .gauge, unit: "hertz", help: "Mean clock while a benchmark ran.")
  private static let throttle = MetricFamily(
    "perf_gpu_throttle", .stateset, help: "What lowered the clocks of the GPU while a benchmark ran.")

  private static func throughput(in unit: MetricUnit) -> BenchmarkMetricFamily {
    let amount: String =
      switch unit {
      case .bytesPerSecond: "bytes"
      case .elementsPerSecond: "elements"
      default: unit.rawValue
      }
    return BenchmarkMetricFamily(rate, [MetricLabel("unit", amount)])
  }

  private static func other(_ metric: MetricDescription) -> BenchmarkMetricFamily {
    BenchmarkMetricFamily(value, [MetricLabel("metric", metric.name), MetricLabel("unit", metric.unit.rawValue)])
  }
}
