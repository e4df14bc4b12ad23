import PerformanceRecords
import PerformanceStatistics

/// What was counted over the runs of a verification.
package struct VerificationTally: Sendable {
  /// Of the promised size, the share that must be found.
  package static let promisedShare = 0.99
  /// The size in per cent of which that is promised.
  package static let promisedSize = 25

  /// Trials of one kind: judged comparisons of benchmarks with their baselines.
  package struct Count: Hashable, Sendable, Encodable {
    /// How many were made.
    package var trials = 0
    /// How many the gate called regressed.
    package var red = 0
    /// How many it could not tell.
    package var ambiguous = 0
    /// How many the machine disturbed.
    package var contaminated = 0

    mutating func add(_ outcome: Verdict.Outcome) {
      trials += 1
      switch outcome {
      case .regressed, .accepted: red += 1
      case .ambiguous: ambiguous += 1
      case .contaminated: contaminated += 1
      default: break
      }
    }

    /// No trials.
    package init() {}

    /// The share called regressed; `nil` without trials.
    package var share: Double? { trials == 0 ? nil : Double(red) / Double(trials) }
  }

  /// All runs with one planted size.
  package struct Size: Hashable, Sendable, Encodable {
    /// How many there were.
    package var runs = 0
    /// Those with anything red, a count of allocations included.
    package var redRuns = 0
    /// Sessions taken, of both sides where there was a pair.
    package var sessions = 0
    /// Times that the file's rule found worse, each of which a pair decided.
    package var candidates = 0
    /// Seconds spent measuring.
    package var seconds = 0.0
    /// Trials of benchmarks whose tolerance is smaller than the size: these should be red.
    package var counted = Count()
    /// Trials of benchmarks that allow a slowdown of this size.
    package var leftOut = Count()

    /// No runs.
    package init() {}
  }

  /// One benchmark.
  package struct Benchmark: Hashable, Sendable, Encodable {
    /// Its tolerance as a share of its baseline.
    package var tolerance: Double
    /// The smallest change its baseline shows reliably, as a share; `nil` if it is no such number.
    package var smallestDetectableChange: Double?
    /// Its trials at each size in per cent, 0 for unchanged code.
    package var sizes: [Int: Count] = [:]
  }

  /// Something that was red though nothing was changed.
  package struct FalseAlarm: Hashable, Sendable, Encodable {
    /// The null run, counted from 1.
    package var run: Int
    /// What the gate said.
    package var verdict: Verdict
  }

  /// The runs of each size in per cent that was tried, 0 for unchanged code.
  package private(set) var sizes: [Int: Size] = [:]
  /// The benchmarks that were judged in any run.
  package private(set) var benchmarks: [BenchmarkID: Benchmark] = [:]
  /// The false alarms.
  package private(set) var falseAlarms: [FalseAlarm] = []
  /// Benchmarks that were never judged, with what the gate said instead.
  package private(set) var unjudged: [BenchmarkID: Verdict.Outcome] = [:]

  /// Nothing counted.
  package init() {}

  /// The runs with one size, which may be none.
  package func size(_ planted: Int) -> Size { sizes[planted] ?? Size() }

  /// Counts a run.
  package mutating func add(_ run: VerificationRun) {
    var size = size(run.planted)
    size.runs += 1
    size.sessions += run.sessions
    size.candidates += run.candidates
    size.seconds += run.seconds
    // A benchmark without a baseline says nothing about the rule, whatever CI is set to.
    let red = run.verdicts.filter(RedRule.local.isRed)
    if !red.isEmpty { size.redRuns += 1 }
    if run.planted == 0 { falseAlarms += red.map { FalseAlarm(run: size.runs, verdict: $0) } }
    for verdict in run.verdicts where verdict.metric?.name == VerificationRun.metric {
      guard let tolerance = Self.judged(verdict, planted: run.planted) else {
        if benchmarks[verdict.subject.id] == nil { unjudged[verdict.subject.id] = verdict.outcome }
        continue
      }
      unjudged[verdict.subject.id] = nil
      note(verdict, tolerance: tolerance, planted: run.planted)
      let counts = run.planted == 0 || Benchmark.forbids(run.planted, tolerance: tolerance)
      if counts { size.counted.add(verdict.outcome) } else { size.leftOut.add(verdict.outcome) }
    }
    sizes[run.planted] = size
  }

  private mutating func note(_ verdict: Verdict, tolerance: Double, planted: Int) {
    var benchmark = benchmarks[verdict.subject.id] ?? Benchmark(tolerance: tolerance)
    benchmark.tolerance = tolerance
    benchmark.smallestDetectableChange = verdict.smallestDetectableChange
    benchmark.sizes[planted, default: Count()].add(verdict.outcome)
    benchmarks[verdict.subject.id] = benchmark
  }

  /// The tolerance of a verdict that compared something, as a share of the baseline; `nil` for the others.
  ///
  /// A budget's limit is no baseline: a slowdown that leaves room below the limit is none that should be found.
  private static func judged(_ verdict: Verdict, planted: Int) -> Double? {
    guard verdict.budget == nil, let metric = verdict.metric, let baseline = verdict.baseline, baseline > 0 else {
      return nil
    }
    switch verdict.outcome {
    case .same, .improved, .regressed, .ambiguous, .contaminated:
      return metric.tolerance.allowance(for: baseline) / baseline
    // What is accepted is known to be worse than its baseline: found when it was slowed down, no false alarm otherwise.
    case .accepted: return planted > 0 ? metric.tolerance.allowance(for: baseline) / baseline : nil
    case .incomparable, .missing, .new, .failed, .overBudget, .disabled, .other: return nil
    }
  }
}

extension VerificationTally {
  /// How a verification ends.
  package enum Conclusion: String, Sendable, Encodable {
    /// No false alarm, and what is promised was found.
    case held
    /// A null run was red.
    case falseAlarm
    /// Too much of the promised size was missed.
    case missed
    /// There are no trials to go by.
    case tooLittle
  }

  /// What the counts say of the gate's promise.
  package var conclusion: Conclusion {
    guard size(0).redRuns == 0 else { return .falseAlarm }
    guard size(0).counted.trials > 0, let share = size(Self.promisedSize).counted.share else { return .tooLittle }
    return share >= Self.promisedShare ? .held : .missed
  }

  /// The benchmarks of which not every trial at the promised size or the next was found, the worst first.
  package var missed: [BenchmarkID] {
    benchmarks.filter { $0.value.missedShare > 0 }.sorted { first, second in
      let shares = (first.value.missedShare, second.value.missedShare)
      return shares.0 == shares.1 ? first.key < second.key : shares.0 > shares.1
    }.map(\.key)
  }
}

extension VerificationTally.Benchmark {
  /// The sizes in per cent of which every trial should be found.
  package static let listedSizes = [25, 30]

  /// Its trials at a size it does not allow; `nil` for one that it allows, or that was not tried.
  package func counted(_ planted: Int) -> VerificationTally.Count? {
    Self.forbids(planted, tolerance: tolerance) ? sizes[planted] : nil
  }

  /// Whether a slowdown of so many per cent is more than a tolerance allows; 25 % is no more than 25 %.
  fileprivate static func forbids(_ planted: Int, tolerance: Double) -> Bool {
    Double(planted) / 100 > tolerance * (1 + 1e-9)
  }

  fileprivate var missedShare: Double {
    let counts = Self.listedSizes.compactMap(counted)
    let trials = counts.map(\.trials).reduce(0, +)
    return trials == 0 ? 0 : Double(trials - counts.map(\.red).reduce(0, +)) / Double(trials)
  }
}
