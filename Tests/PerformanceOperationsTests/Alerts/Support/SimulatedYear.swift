import Foundation
import PerformanceAlerts
import PerformanceTestSupport

/// A year of a suite: 250 benchmarks, 4 runs a day, an evaluation after each, and what goes wrong meanwhile.
///
/// The gate is modelled by what it promises: a benchmark that seems more than 20 % slower is measured again as a pair, and
/// the interval of that is what the run says. Baselines are recorded every four weeks.
struct SimulatedYear {
  /// Something that happens for some days, and the rules that should say so.
  struct Cause {
    let name: String
    let days: Range<Double>
    let rules: Set<String>
  }

  static let causes = [
    Cause(name: "a commit makes 12 benchmarks 40 % slower", days: 60..<62, rules: ["PerfRegression"]),
    Cause(name: "the runner is away", days: 150..<156, rules: ["PerfRunnerAbsent"]),
    Cause(name: "the disk fills up", days: 240..<243, rules: ["PerfDiskLow", "PerfDiskCritical"]),
    Cause(
      name: "one benchmark becomes 35 % slower within 120 days", days: 80..<220,
      rules: ["PerfDrift", "PerfImprovement"]),
    Cause(
      name: "the machine is noisy", days: 300..<314,
      rules: ["PerfHighCPU", "PerfCriticalCPU", "PerfManyNoisy", "PerfNoisy"]),
  ]

  static let benchmarks = 250
  static let runsPerDay = 4
  static let days = 365
  /// The benchmark that becomes slower bit by bit.
  private static let creeping = 17
  /// Those that the bad commit makes slower.
  private static let slowed = 40..<52

  private var random: SplitMix64
  private var lastRun = 0.0
  private var newest: [(point: Double, low: Double, high: Double, noise: Double)] = []
  private var recorded = 0.0
  private var baselines = [Double](repeating: 1, count: benchmarks)
  /// The levels of the creeping benchmark at the last runs.
  private var levels: [Double] = []
  private var best = 1.0
  /// The labels of benchmarks and of their changes, made once.
  private let labels: [[String: String]]
  private let bounds: [String: [[String: String]]]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    let labels = (0..<Self.benchmarks).map { index in
      ["bench": "Module.Suite\(index / 25)/test\(index)()", "suite": "Module.Suite\(index / 25)"]
    }
    self.labels = labels
    let names = ["point", "low", "high"]
    bounds = Dictionary(
      uniqueKeysWithValues: names.map { bound in
        (bound, labels.map { $0.merging(["metric": "wallClock", "bound": bound]) { $1 } })
      })
  }

  /// The input of an evaluation.
  mutating func input(step: Int) -> AlertInput {
    let day = Double(step) / Double(Self.runsPerDay)
    let time = day * 86_400
    var input = AlertInput(time: time)
    let isNoisy = Self.causes[4].days.contains(day)
    if !Self.causes[1].days.contains(day) { run(day, time, isNoisy: isNoisy) }
    input.add("perf_run_timestamp_seconds", AlertSample([:], lastRun))
    input.add("perf_run_verdict", AlertSample(["perf_run_verdict": "unfinished"], 0))
    input.add("perf_run_verdict", AlertSample(["perf_run_verdict": "notMeasurable"], 0))
    input.run = "\(lastRun)"
    for (index, result) in newest.enumerated() {
      input.add("perf_bench_noise_ratio", AlertSample(labels[index], result.noise))
      // The interval of a small change decides nothing.
      let values = [("point", result.point), ("low", result.low), ("high", result.high)].prefix(
        abs(result.point) < 0.15 ? 1 : 3)
      for (bound, value) in values {
        if let own = bounds[bound]?[index] { input.add("perf_bench_regression_ratio", AlertSample(own, value)) }
      }
    }
    addMachine(&input, day, isNoisy: isNoisy)
    input.add("perf_baseline_timestamp_seconds", AlertSample(["suite": "Module.Suite0"], recorded))
    let drift = levels.suffix(20).reduce(0, +) / Double(max(levels.suffix(20).count, 1)) / best - 1
    if levels.count >= 20, drift > 0.05 {
      input.add(.drift, labels[Self.creeping].merging(["metric": "wallClock"]) { $1 }, drift)
    }
    return input
  }

  // MARK: - A run

  private mutating func run(_ day: Double, _ time: Double, isNoisy: Bool) {
    lastRun = time
    if newest.isEmpty || time - recorded >= 28 * 86_400 { record(day, time) }
    newest = (0..<Self.benchmarks).map { index in
      let scatter = isNoisy ? random.number(in: 0.1...0.4) : 0.01 + 0.02 * random.unit()
      let level = level(of: index, on: day)
      // Once in a while a benchmark is disturbed for one run.
      let spike = random.unit() < 0.003 ? 0.15 : 0
      var point = level / baselines[index] * (1 + scatter * 0.5 * normal()) - 1
      var spread = scatter
      if point > 0.2 {
        // The pair: more processes, both sides in turn.
        spread = scatter / 2
        point = level / baselines[index] * (1 + spread * 0.5 * normal()) - 1
      }
      return (point, point - 2 * spread, point + 2 * spread, scatter + spike)
    }
    levels.append(level(of: Self.creeping, on: day) * (1 + 0.01 * normal()))
    if levels.count >= 20 { best = min(best, levels.suffix(20).reduce(0, +) / 20) }
  }

  private mutating func record(_ day: Double, _ time: Double) {
    recorded = time
    baselines = (0..<Self.benchmarks).map { level(of: $0, on: day) }
  }

  private func level(of index: Int, on day: Double) -> Double {
    if Self.slowed.contains(index), Self.causes[0].days.contains(day) { return 1.4 }
    guard index == Self.creeping else { return 1 }
    let drift = Self.causes[3].days
    if day >= drift.upperBound { return 1 }
    return 1 + 0.35 * min(max(day - drift.lowerBound, 0) / 120, 1)
  }

  // MARK: - The machine

  private mutating func addMachine(_ input: inout AlertInput, _ day: Double, isNoisy: Bool) {
    let busy =
      isNoisy ? random.number(in: 0.75...1) : random.unit() < 0.01 ? 0.97 : random.number(in: 0.02...0.4)
    input.add("perf_host_cpu_busy_ratio", AlertSample(["kind": "foreign"], busy))
    input.add("perf_host_cpu_steal_ratio", AlertSample([:], 0.01 * random.unit()))
    input.add("perf_host_memory_used_ratio", AlertSample([:], random.number(in: 0.2...0.7)))
    let filling = Self.causes[2].days
    let used = filling.contains(day) ? min(0.6 + 0.2 * (day - filling.lowerBound), 0.98) : 0.6
    input.add("perf_disk_used_ratio", AlertSample(["path": "state"], used))
    input.add("perf_state_directory_bytes", AlertSample([:], 4e9))
    input.add("perf_cache_directory_bytes", AlertSample([:], 3.9e9))
    input.add(.historyProblems, [:], 0)
    input.add(.baselineProblems, [:], 0)
    input.add(.series, [:], 2_500)
    input.add(.alternations, ["branch": "main"], 0)
    input.add("perf_active_runs", AlertSample([:], 0))
  }

  /// A number of the normal distribution (Box and Muller, 1958).
  private mutating func normal() -> Double {
    let (first, second) = (1 - random.unit(), random.unit())
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}
