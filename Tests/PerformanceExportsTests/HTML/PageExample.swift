import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText

/// A fabricated red run of a shop whose numbers, baselines and history agree with each other, from a fixed seed.
struct PageExample {
  /// A benchmark with its level in nanoseconds before and now, and the run of the history that changed it.
  struct Benchmark {
    var id: BenchmarkID
    var level: Double
    var factor = 1.0
    var since = Self.runs
    var allocations = 12.0
    var allocationsNow: Double?

    static let runs = 80
  }

  private static func id(_ suite: String, _ test: String, _ label: String? = nil) -> BenchmarkID {
    BenchmarkID(module: "ShopTests", suite: [suite], test: test, label: label)
  }

  /// Regressed 12 runs ago, with the functions that explain it.
  static let slower = id("CartPerformance", "total(of:)", "10 000 items")
  /// Allocates more since this run.
  static let heavier = id("JSONPerformance", "decodeOrders()")
  /// Faster since seven runs.
  static let faster = id("SearchPerformance", "query(_:)", "three words")
  /// Accepted for a while.
  static let accepted = id("SearchPerformance", "index()")
  /// Over its budget.
  static let limited = id("CartPerformance", "checkout()")
  /// Threw.
  static let failed = id("JSONPerformance", "encodeCatalogue()")
  /// Disturbed by the machine.
  static let disturbed = id("ImagePerformance", "thumbnail(of:)", "12 megapixels")

  static let benchmarks =
    [
      Benchmark(id: slower, level: 12_300_000, factor: 1.31, since: 68),
      Benchmark(id: heavier, level: 480_000, allocationsNow: 13),
      Benchmark(id: faster, level: 2_150_000, factor: 0.71, since: 73),
      Benchmark(id: accepted, level: 31_000_000, factor: 1.27, since: 40),
      Benchmark(id: limited, level: 5_400_000), Benchmark(id: disturbed, level: 88_000_000),
    ]
    + ["add(_:)", "remove(_:)", "merge(_:)", "discount(_:)", "sort(by:)", "persist()"].enumerated().map {
      Benchmark(id: id("CartPerformance", $1), level: 900 * Double($0 + 1), allocations: Double($0))
    }
    + ["10", "100", "1 000", "10 000"].enumerated().map {
      Benchmark(id: id("SearchPerformance", "prefix(of:)", "\($1) words"), level: 3_000 * Double(1 + $0 * $0 * 40))
    }
    + ["decodeCart()", "encodeCart()", "decodeUser()", "encodeUser()"].enumerated().map {
      Benchmark(id: id("JSONPerformance", $1), level: 41_000 * Double($0 + 1))
    }

  static let metrics = [Example.wallClock, Example.allocations]

  // MARK: - The run

  /// - Parameter days: the period of the trends.
  static func run(days: Int = 30) -> ReportedRun {
    ReportedRun(
      RunSummary(RunRecord(events), redRule: .continuousIntegration), baselines: baselines, profiles: [slower: filed],
      history: history(days: days),
      evidence: GateEvidence(
        date: "2026-02-27", runs: 20, trials: 1_660, falseAlarms: 0,
        slowdowns: [.init(percent: 25, trials: 83, found: 83)]
      ), path: { $0.replacing("/home/ci/shop/", with: "") })
  }

  private static func revision(_ index: Int) -> String { SplitMix64.revision(index) }

  private static var events: [RunEvent] {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.dirty) = (revision(Benchmark.runs), "main", false)
    (provenance.provider, provenance.change) = ("github", "417")
    provenance.buildURL = "https://github.com/shop/server/actions/runs/20261128"
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    var random = SplitMix64(seed: 3)
    var bodies: [RunEvent.Body] = [.runStarted(start)]
    for benchmark in benchmarks {
      for round in 1...(benchmark.factor == 1 ? 3 : 15) {
        bodies.append(.session(SessionEvent(round: round, session: session(benchmark, &random))))
      }
    }
    bodies.append(.profile(ProfiledBenchmark(id: slower, profile: profile)))
    bodies += verdicts.map { .verdict($0) }
    bodies.append(
      .confirmed(ConfirmationCost(against: "3f2c91d (main)", candidates: 2, buildSeconds: 26, measureSeconds: 14)))
    bodies.append(.runFinished(RunEnd(seconds: 94.6)))
    return bodies.enumerated().map { RunEvent(time: 1_772_000_000 + Double($0), $1) }
  }

  private static func session(_ benchmark: Benchmark, _ random: inout SplitMix64) -> BenchmarkSession {
    let level = benchmark.level * benchmark.factor * random.number(in: 0.985...1.04)
    let samples = (0..<15).map { _ in level * random.number(in: 1...1.05) }
    let budgets =
      benchmark.id == limited
      ? [Budget(metric: "wallClock", statistic: .p95, limit: 5_000_000)]
      : benchmark.id.suite == ["JSONPerformance"]
        ? [Budget(metric: "wallClock", statistic: .p95, limit: 250_000)] : []
    let location = CodeLocation(
      fileID: "ShopTests/\(benchmark.id.suite[0]).swift",
      filePath: "/home/ci/shop/Benchmarks/\(benchmark.id.suite[0]).swift", line: 24, column: 5)
    return BenchmarkSession(
      id: benchmark.id, location: location, iterations: 100,
      readings: [
        MetricReading(Example.wallClock, values: samples),
        MetricReading(Example.allocations, values: [benchmark.allocationsNow ?? benchmark.allocations]),
      ], budgets: budgets, conditions: SessionConditions(waitShare: 0.01, stealShare: 0.002), overhead: 1.4)
  }

  // MARK: - Verdicts

  private static var verdicts: [Verdict] {
    special
      + benchmarks.filter { benchmark in !special.contains { $0.subject.id == benchmark.id } }.flatMap { benchmark in
        [
          time(benchmark.id, .same, .withinTolerance, benchmark.level, benchmark.level * 1.004, sessions: 1),
          Verdict(
            benchmark: benchmark.id, metric: Example.allocations, outcome: .same, reason: .countEqual,
            baseline: benchmark.allocations, now: benchmark.allocations, sessions: 3),
        ]
      }
  }

  private static var special: [Verdict] {
    var slow = time(slower, .regressed, .confirmedByPair, 12_300_000, 16_113_000)
    slow.confirmation = .init(
      state: .confirmed, commit: "3f2c91d", pairs: 9, ratio: 1.3,
      interval: RatioInterval(lower: 1.27, upper: 1.34, coverage: 0.95))
    slow.cause = ChangeCause(
      ratio: 1.284,
      functions: [
        .init(name: "Cart.total(of:)", change: 1_840_000), .init(name: "Array.append(_:)", change: 21_000),
      ])
    var over = time(limited, .overBudget, .budgetExceeded, 5_000_000, 5_590_000)
    (over.budget, over.interval, over.smallestDetectableChange) = (.p95, nil, nil)
    var tolerated = time(accepted, .accepted, .everySessionWorse, 31_000_000, 39_400_000)
    tolerated.acceptance = .init(
      state: .valid, until: "2026-04-01", reason: "the new index ships with the next release", limit: 40_000_000)
    let elsewhere = ["resize(_:)", "rotate(_:)", "crop(_:)", "blur(_:)", "sharpen(_:)", "compress(_:)", "flip(_:)"].map
    {
      Example.elsewhere(id("ImagePerformance", $0))
    }
    var undecided = time(
      id("SearchPerformance", "rank()"), .ambiguous, .timeLimitReached, 700_000, 790_000, sessions: 9)
    undecided.timeLimit = 120
    return [
      slow, over, tolerated, undecided, time(faster, .improved, .betterThanTolerance, 2_150_000, 1_526_500),
      Verdict(
        benchmark: heavier, metric: Example.allocations, outcome: .regressed, reason: .countGrew, baseline: 12, now: 13,
        sessions: 3),
      Verdict(
        benchmark: failed, outcome: .failed, reason: .threw,
        detail: .failure(Failure(.threw("DecodingError.keyNotFound: price", iterations: 1...1)))),
      time(disturbed, .contaminated, .machineBusy, 88_000_000, 117_000_000),
      Example.missing(id("CartPerformance", "applyVoucher(_:)")), Example.new(id("JSONPerformance", "decodeVoucher()")),
    ] + elsewhere
  }

  private static func time(
    _ id: BenchmarkID, _ outcome: Verdict.Outcome, _ reason: Verdict.Reason, _ baseline: Double, _ now: Double,
    sessions: Int = 15
  ) -> Verdict {
    let ratio = now / baseline
    return Verdict(
      benchmark: id, metric: Example.wallClock, outcome: outcome, reason: reason, baseline: baseline, now: now,
      interval: RatioInterval(lower: ratio - 0.03, upper: ratio + 0.04, coverage: 0.953), sessions: sessions,
      smallestDetectableChange: 0.21 + baseline.truncatingRemainder(dividingBy: 7) / 50, location: Example.location())
  }

  // MARK: - Baselines

  private static var profile: BenchmarkProfile {
    BenchmarkProfile(
      functions: [
        "Cart.total(of:)": .init(own: 6_240_000, inclusive: 8_100_000),
        "Array.append(_:)": .init(own: 861_000, inclusive: 861_000),
        "Decimal.+": .init(own: 1_200_000, inclusive: 1_200_000),
      ], rest: 74_000)
  }

  private static var filed: ProfileDocument.Entry {
    var old = profile
    old.functions["Cart.total(of:)"]?.own -= 1_840_000
    old.functions["Array.append(_:)"]?.own -= 21_000
    return ProfileDocument.Entry(
      test: slower.test, label: slower.label, recorded: recorded, instrument: "valgrind-3.19.0", profile: old)
  }

  private static let recorded = Provenance(
    date: "2026-01-19", commit: String(SplitMix64.revision(20).prefix(12)), reason: "a new runner")

  private static var baselines: BaselineStore.Loaded {
    var random = SplitMix64(seed: 5)
    let suites = Dictionary(grouping: benchmarks, by: \.id.suite).sorted { $0.key[0] < $1.key[0] }
    var loaded = BaselineStore.Loaded()
    for (suite, members) in suites {
      func document(_ machine: String?, _ metric: (Benchmark) -> BaselineMetric) -> BaselineDocument {
        BaselineDocument(
          module: "ShopTests", suite: suite, toolchain: Example.toolchain.folderName, machine: machine,
          benchmarks: members.map { member in
            BaselineBenchmark(
              test: member.id.test, label: member.id.label, iterations: 100, recorded: recorded,
              metrics: [metric(member)])
          })
      }
      loaded.times.append(
        document(Example.machine.folderName) { member in
          Example.sampled((0..<12).map { _ in member.level * random.number(in: 1...1.05) })
        })
      loaded.counts.append(document(nil) { Example.exact($0.allocations...$0.allocations) })
    }
    return loaded
  }

  // MARK: - History

  private static func history(days: Int) -> ReportedHistory {
    let axis = TrendAxis(
      branch: "main",
      positions: (0..<Benchmark.runs).map { index in
        TrendAxis.Position(
          revision: revision(index), number: 400 + 2 * index, time: 1_765_000_000 + Double(index) * 86_400,
          runs: ["run\(index)"])
      }, leftOut: [.otherBranch: 14])
    var random = SplitMix64(seed: 11)
    let trends = benchmarks.flatMap { benchmark in
      metrics.map { trend(benchmark, $0, axis, &random) }
    }
    return ReportedHistory(axis: axis, period: TrendPeriod.days(days).range(of: axis), trends: trends)
  }

  private static func trend(
    _ benchmark: Benchmark, _ metric: MetricDescription, _ axis: TrendAxis, _ random: inout SplitMix64
  ) -> Trend {
    let values = axis.positions.indices.map { index -> Double in
      guard metric.kind == .sampled else { return benchmark.allocations }
      // A bump that went away, a gap, and a slow rise.
      let bump = benchmark.id.test == "merge(_:)" && (30..<42).contains(index) ? 1.2 : 1
      let rise = benchmark.id.test == "persist()" ? 1 + Double(index) * 0.0012 : 1
      if benchmark.id == faster, (10..<13).contains(index) { return .nan }
      return benchmark.level * bump * rise * (index >= benchmark.since ? benchmark.factor : 1)
        * random.number(in: 1.005...1.03)
    }
    var trend = Trend(
      benchmark: benchmark.id, metric: metric, environment: metric.kind == .exact ? "swift6.3" : "epyc",
      values: values, times: axis.times, baseline: metric.kind == .exact ? benchmark.allocations : benchmark.level)
    for index in axis.positions.indices {
      let isWorse = metric.kind == .sampled && index >= benchmark.since && benchmark.factor > 1
      let factor = index < 20 ? 1.05 : 1
      trend.verdicts[index] = .init(
        outcome: isWorse ? .regressed : .same, baseline: metric.kind == .sampled ? benchmark.level * factor : 12)
    }
    return trend
  }
}

extension SplitMix64 {
  /// A hash of a commit, the same for the same number.
  fileprivate static func revision(_ number: Int) -> String {
    var random = SplitMix64(seed: UInt64(number) + 1)
    let digits = (0..<3).map { _ in String(random.next() | 1 << 63, radix: 16) }.joined()
    return String(digits.prefix(40))
  }
}
