import PerformanceRecords

/// Judges how costs grow with a size, over all benchmarks of a function that declares a growth.
///
/// The cost is the number of instructions where they are counted, else the time.
package struct GrowthJudge: Sendable {
  /// Whether times follow the counts of a run.
  package enum TimesAfterCounts: Sendable {
    /// They do, and decide what the counts leave open.
    case taken
    /// They do not: the counts decide alone.
    case notTaken
  }

  private let counted: Set<GrowthSeries>

  /// Creates a judge of times.
  /// - Parameter counted: the counts of benchmarks; series that they decide are not judged again by times.
  package init(counted: [BenchmarkID: [BenchmarkSession]] = [:]) {
    let series = GrowthSeries.all(in: counted)
    self.counted = Set(series.filter { GrowthCosts(of: $0.key, in: $0.value, by: .counts).isEnough }.keys)
  }

  /// Judges by the instructions of each benchmark.
  package static func verdicts(
    byCounts sessions: [BenchmarkID: [BenchmarkSession]], times: TimesAfterCounts
  ) -> [Verdict] {
    GrowthSeries.named(in: sessions).compactMap { series, name, benchmarks in
      let costs = GrowthCosts(of: series, in: benchmarks, by: .counts)
      guard costs.isEnough || times == .notTaken else { return nil }
      let finding = GrowthFinding(costs, name: name)
      return finding.verdict(finding.conclusion)
    }
  }

  /// Judges by the times of each benchmark.
  package func judgements(
    byTimes sessions: [BenchmarkID: [BenchmarkSession]], _ remaining: Remaining
  ) -> [Judgement] {
    GrowthSeries.named(in: sessions).compactMap { series, name, benchmarks in
      guard !counted.contains(series) else { return nil }
      let finding = GrowthFinding(GrowthCosts(of: series, in: benchmarks, by: .times), name: name)
      let step = finding.step(remaining)
      return Judgement(verdicts: [finding.verdict(step.conclusion)], wantsMore: step.wantsMore)
    }
  }
}
