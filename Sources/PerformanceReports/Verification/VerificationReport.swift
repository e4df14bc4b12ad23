import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText
import PerformanceVerification

/// A verification as one JSON document, for other tools.
package struct VerificationReport: Encodable, Sendable {
  private let schema = "swift-performance-testing/verification"
  private let version = 1
  private let conclusion: VerificationTally.Conclusion
  private let plant: PlantedSlowdown.Kind
  private let sizes: [Size]
  private let falseAlarms: [VerificationTally.FalseAlarm]
  private let benchmarks: [Benchmark]
  private let unjudged: [Unjudged]
  private let untriedSizes: [Int]

  private struct Size: Encodable {
    let planted: Int
    let counts: VerificationTally.Size
    let share: Double?
    /// The share of trials in which any metric found the slowdown.
    let foundShare: Double?
    /// From 0 to the one-sided bound for null runs, else the two-sided interval; both at 95 %.
    let interval: BinomialInterval
  }

  private struct Benchmark: Encodable {
    let benchmark: BenchmarkID
    let counts: VerificationTally.Benchmark
  }

  private struct Unjudged: Encodable {
    let benchmark: BenchmarkID
    let outcome: Verdict.Outcome
  }

  /// Creates the report of a verification; the plan lists the sizes that were not tried.
  package init(_ tally: VerificationTally, plan: VerificationPlan) {
    conclusion = tally.conclusion
    plant = plan.kind
    sizes = tally.sizes.sorted { $0.key < $1.key }.map { planted, size in
      let count = size.counted
      var interval = BinomialInterval(successes: count.red, trials: count.trials)
      if planted == 0 { interval.upper = BinomialInterval.upperBound(successes: count.red, trials: count.trials) }
      return Size(
        planted: planted, counts: size, share: count.share, foundShare: count.foundShare, interval: interval)
    }
    falseAlarms = tally.falseAlarms
    benchmarks = tally.benchmarks.sorted { $0.key < $1.key }.map { Benchmark(benchmark: $0.key, counts: $0.value) }
    unjudged = tally.unjudged.sorted { $0.key < $1.key }.map { Unjudged(benchmark: $0.key, outcome: $0.value) }
    untriedSizes = plan.missing
  }
}
