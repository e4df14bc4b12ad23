import PerformanceRecords
import PerformanceStatistics

/// The counts over the runs of a verification.
package struct VerificationTally: Sendable {
  /// The share of slowdowns of the promised size that must be found.
  package static let promisedShare = 0.99
  /// The promised size in per cent.
  package static let promisedSize = 25

  /// Trials of one kind: judged comparisons of benchmarks with their baselines.
  package struct Count: Equatable, Sendable, Encodable {
    /// The number of trials.
    package var trials = 0
    /// The number of trials in which the time regressed.
    package var red = 0
    /// The number of trials in which any metric regressed.
    package var found = 0
    /// The number of undecided trials.
    package var ambiguous = 0
    /// The number of trials that the machine disturbed.
    package var contaminated = 0

    fileprivate mutating func add(_ trial: Trial) {
      trials += 1
      if trial.isFound { found += 1 }
      switch trial.verdict.outcome {
      case .regressed, .accepted: red += 1
      case .ambiguous: ambiguous += 1
      case .contaminated: contaminated += 1
      default: break
      }
    }

    package init() {}

    /// The share of trials in which the time regressed; `nil` without trials.
    package var share: Double? { share(red) }
    /// The share of trials in which any metric regressed; `nil` without trials.
    package var foundShare: Double? { share(found) }

    private func share(_ count: Int) -> Double? { trials == 0 ? nil : Double(count) / Double(trials) }
  }

  /// All runs with one planted size.
  package struct Size: Equatable, Sendable, Encodable {
    /// The number of runs.
    package var runs = 0
    /// The number of runs with a red verdict on any metric, including allocations.
    package var redRuns = 0
    /// Sessions taken, of both sides where there was a pair.
    package var sessions = 0
    /// The number of candidates, each of which a pair decided.
    package var candidates = 0
    /// Seconds spent measuring.
    package var seconds = 0.0
    /// Trials of benchmarks whose tolerance is smaller than the size: these should be red.
    package var counted = Count()
    /// Trials of benchmarks that allow a slowdown of this size.
    package var leftOut = Count()

    package init() {}
  }

  /// The trials of one benchmark, with the change that its baseline can show.
  package struct Benchmark: Equatable, Sendable, Encodable {
    /// Its tolerance as a share of its baseline.
    package var tolerance: Double
    /// The smallest change, as a share, that its baseline shows reliably; `nil` if there is none.
    package var smallestDetectableChange: Double?
    /// Its trials at each size in per cent, 0 for unchanged code.
    package var sizes: [Int: Count] = [:]
  }

  /// A red verdict on unchanged code.
  package struct FalseAlarm: Equatable, Sendable, Encodable {
    /// The null run, counted from 1.
    package var run: Int
    /// Its red verdict.
    package var verdict: Verdict
  }

  /// The runs of each tried size in per cent, 0 for unchanged code.
  package private(set) var sizes: [Int: Size] = [:]
  /// The benchmarks that were judged in any run.
  package private(set) var benchmarks: [BenchmarkID: Benchmark] = [:]
  /// The red verdicts of null runs, in the order of the runs.
  package private(set) var falseAlarms: [FalseAlarm] = []
  /// Benchmarks that were never judged, with their outcome instead.
  package private(set) var unjudged: [BenchmarkID: Verdict.Outcome] = [:]

  package init() {}

  /// The runs with one size, possibly none.
  package func size(_ planted: Int) -> Size { sizes[planted] ?? Size() }

  /// Counts the verdicts and the cost of a run.
  package mutating func add(_ run: VerificationRun) {
    var size = size(run.planted)
    size.runs += 1
    size.sessions += run.sessions
    size.candidates += run.candidates
    size.seconds += run.seconds
    // A benchmark without a baseline does not test the rule, whether or not CI is set.
    let red = run.verdicts.filter(RedRule.local.isRed)
    if !red.isEmpty { size.redRuns += 1 }
    if run.planted == 0 { falseAlarms += red.map { FalseAlarm(run: size.runs, verdict: $0) } }
    let worse = run.worse
    for verdict in run.verdicts where VerificationRun.isTime(verdict.metric) {
      guard let tolerance = Self.judged(verdict, planted: run.planted) else {
        if benchmarks[verdict.subject.id] == nil { unjudged[verdict.subject.id] = verdict.outcome }
        continue
      }
      unjudged[verdict.subject.id] = nil
      let trial = Trial(verdict: verdict, isFound: worse.contains(verdict.subject.id))
      record(trial, tolerance: tolerance, planted: run.planted)
      if run.planted == 0 || Benchmark.forbids(run.planted, tolerance: tolerance) {
        size.counted.add(trial)
      } else {
        size.leftOut.add(trial)
      }
    }
    sizes[run.planted] = size
  }

  /// The verdict on the time of one benchmark in one run.
  fileprivate struct Trial {
    let verdict: Verdict
    /// Whether any metric of the benchmark is worse than its baseline.
    let isFound: Bool
  }

  private mutating func record(_ trial: Trial, tolerance: Double, planted: Int) {
    let id = trial.verdict.subject.id
    var benchmark = benchmarks[id] ?? Benchmark(tolerance: tolerance)
    benchmark.tolerance = tolerance
    benchmark.smallestDetectableChange = trial.verdict.smallestDetectableChange
    benchmark.sizes[planted, default: Count()].add(trial)
    benchmarks[id] = benchmark
  }

  /// The tolerance of a verdict that compared with a baseline, as a share of the time; `nil` for the others.
  ///
  /// A budget's limit is not a baseline: a slowdown that stays within the limit need not be found.
  private static func judged(_ verdict: Verdict, planted: Int) -> Double? {
    guard verdict.budget == nil, let metric = verdict.metric, let baseline = verdict.baseline, baseline > 0 else {
      return nil
    }
    let allowed = metric.tolerance.allowance(for: baseline) / baseline
    // A rate that may fall by a fifth lets the time grow by a quarter.
    let tolerance = metric.direction == .lowerIsBetter ? allowed : allowed < 1 ? allowed / (1 - allowed) : .infinity
    switch verdict.outcome {
    case .same, .improved, .regressed, .ambiguous, .contaminated: return tolerance
    // An accepted regression is worse than its baseline even in unchanged code: found with a slowdown, else no false
    // alarm.
    case .accepted: return planted > 0 ? tolerance : nil
    case .incomparable, .missing, .new, .failed, .overBudget, .disabled, .other: return nil
    }
  }
}

extension VerificationTally {
  /// Whether the gate kept what it promises.
  package enum Conclusion: String, Sendable, Encodable {
    /// No false alarm, and enough of the promised slowdowns were found.
    case held
    /// A null run was red.
    case falseAlarm
    /// Too much of the promised size was missed.
    case missed
    /// There are not enough trials.
    case tooLittle
  }

  /// Whether the gate kept what it promises, by the runs so far.
  package var conclusion: Conclusion {
    guard size(0).redRuns == 0 else { return .falseAlarm }
    guard size(0).counted.trials > 0, let share = size(Self.promisedSize).counted.foundShare else { return .tooLittle }
    return share >= Self.promisedShare ? .held : .missed
  }

  /// The benchmarks with an unfound trial at the promised size or the next one, the worst first.
  package var missed: [BenchmarkID] {
    benchmarks.filter { $0.value.missedShare > 0 }.sorted { first, second in
      let shares = (first.value.missedShare, second.value.missedShare)
      return shares.0 == shares.1 ? first.key < second.key : shares.0 > shares.1
    }.map(\.key)
  }
}

extension VerificationTally.Benchmark {
  /// The sizes in per cent at which every trial should be found.
  package static let listedSizes = [25, 30]

  /// Its trials at a size that it does not allow; `nil` for one that it allows, or that was not tried.
  package func counted(_ planted: Int) -> VerificationTally.Count? {
    Self.forbids(planted, tolerance: tolerance) ? sizes[planted] : nil
  }

  /// Whether a slowdown in per cent exceeds a tolerance; 25 % does not exceed 25 %.
  fileprivate static func forbids(_ planted: Int, tolerance: Double) -> Bool {
    Double(planted) / 100 > tolerance * (1 + 1e-9)
  }

  fileprivate var missedShare: Double {
    let counts = Self.listedSizes.compactMap(counted)
    let trials = counts.map(\.trials).reduce(0, +)
    return trials == 0 ? 0 : Double(trials - counts.map(\.found).reduce(0, +)) / Double(trials)
  }
}
