import PerformanceRecords
import PerformanceStatistics

/// Baselines, sessions and verdicts of imagined benchmarks: what judging and reporting work on.
struct Ledger {
  /// How many benchmarks a suite has.
  private static let suiteSize = 50

  private let count: Int
  private let metrics: [MetricDescription]

  static let counts = ["allocations", "objects", "retains"].map {
    MetricDescription(name: $0, unit: .count, kind: .exact, tolerance: .percent(0.1))
  }
  static let times = ["wallClock", "cpuTime"].map { MetricDescription(name: $0, unit: .nanoseconds) }

  static let environment = RunEnvironment(
    toolchain: ToolchainKey(
      system: "linux", distribution: "debian12", library: "glibc2.36", architecture: "x86_64", swift: "6.3.1",
      configuration: "release", isTestable: false),
    machine: MachineClass(
      vendor: "AuthenticAMD", name: "AMD EPYC 9R14", model: "25.17.1", processors: 2, hypervisor: "KVM"))

  /// Benchmarks in suites of fifty, with three counts and two times each.
  init(benchmarks count: Int, metrics: [MetricDescription] = Self.counts + Self.times) {
    self.count = count
    self.metrics = metrics
  }

  private func id(_ index: Int) -> BenchmarkID {
    BenchmarkID(
      module: "StorePerformance", suite: ["Suite\(index / Self.suiteSize)"], test: "benchmark\(index)(size:)",
      label: index % 3 == 0 ? "1000" : nil)
  }

  private func place(_ index: Int) -> CodeLocation {
    CodeLocation(
      fileID: "StorePerformance/Suite\(index / Self.suiteSize).swift",
      filePath: "/home/someone/store/Tests/StorePerformance/Suite\(index / Self.suiteSize).swift",
      line: 10 + index, column: 5)
  }

  /// One session of each benchmark.
  var sessions: [BenchmarkSession] {
    var random = SplitMix64(seed: 10)
    // Making the numbers of each benchmark anew would take longer than the measured work.
    let samples = (0..<64).map { _ in (0..<30).map { _ in 1_000 + Double(random.next() % 100) / 4 } }
    return (0..<count).map { index in
      BenchmarkSession(
        id: id(index), location: place(index), iterations: 100,
        readings: metrics.map { metric in
          MetricReading(
            metric,
            values: metric.kind == .exact ? [12, 12, 12] : samples[index % 64])
        }, overhead: 1.5)
    }
  }

  /// The baseline of twelve sessions of each benchmark; `machine` is `nil` for the counts.
  func documents(machine: String?) -> [BaselineDocument] {
    var random = SplitMix64(seed: 11)
    let recorded = (0..<64).map { _ in
      (0..<12).compactMap { _ in
        SessionQuantiles(samples: (0..<7).map { _ in 1_000 + Double(random.next() % 100) / 4 })
      }
    }
    return stride(from: 0, to: count, by: Self.suiteSize).map { start in
      BaselineDocument(
        module: "StorePerformance", suite: ["Suite\(start / Self.suiteSize)"],
        toolchain: Self.environment.toolchain.folderName, machine: machine,
        benchmarks: (start..<min(start + Self.suiteSize, count)).map { index in
          let id = id(index)
          return BaselineBenchmark(
            test: id.test, label: id.label, iterations: 100,
            recorded: Provenance(date: "2026-01-31", commit: "3183731f2a", reason: nil),
            metrics: metrics.filter { ($0.kind == .exact) == (machine == nil) }.map { metric in
              switch metric.kind {
              case .exact:
                BaselineMetric(metric: metric, content: .exact(ExactBaseline(lowest: 12, typical: 12, highest: 12)))
              case .sampled:
                BaselineMetric(metric: metric, content: .sampled(recorded[index % 64]))
              }
            })
        })
    }
  }

  /// Everything on file.
  var loaded: BaselineStore.Loaded {
    var loaded = BaselineStore.Loaded()
    loaded.counts = documents(machine: nil)
    loaded.times = documents(machine: Self.environment.machine.folderName)
    return loaded
  }

  /// One verdict of each benchmark: most unchanged, some of each other kind.
  var verdicts: [Verdict] {
    (0..<count).map { index in
      let (outcome, reason): (Verdict.Outcome, Verdict.Reason) =
        switch index % 20 {
        case 0: (.regressed, .everySessionWorse)
        case 1: (.improved, .betterThanTolerance)
        case 2: (.ambiguous, .spreadTooWide)
        case 3: (.incomparable, .otherMachineClass)
        case 4: (.new, .notInBaseline)
        default: (.same, .withinTolerance)
        }
      return Verdict(
        benchmark: id(index), metric: Self.times[index % 2], outcome: outcome, reason: reason, baseline: 1_000_000,
        now: 1_000_000 + Double(index % 20) * 31_000,
        interval: RatioInterval(lower: 0.98, upper: 1.04, coverage: 0.846), sessions: 1 + index % 15,
        smallestDetectableChange: 0.25, location: place(index))
    }
  }

  /// The log of a whole run.
  var events: [RunEvent] {
    var bodies: [RunEvent.Body] = [
      .runStarted(RunStart(mode: "gate", environment: Self.environment)),
      .planned(RunPlan(functions: (0..<count).map { id($0).function }, rounds: 1)),
    ]
    bodies += sessions.map { .session(SessionEvent(round: 1, session: $0)) }
    bodies += verdicts.map { .verdict($0) }
    bodies.append(.runFinished(RunEnd(seconds: 7.25)))
    return bodies.enumerated().map { RunEvent(time: 1_769_860_000 + Double($0) / 8, $1) }
  }
}
