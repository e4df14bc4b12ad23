import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// The sessions of one metric in a few numbers.
package struct NumbersRow: Equatable, Sendable, Encodable {
  /// The benchmark.
  package var benchmark: BenchmarkID
  /// The metric.
  package var metric: MetricDescription
  /// The number that a verdict uses: the best session, or the usual count.
  package var best: Double
  /// The median of the sessions.
  package var median: Double
  /// The worst session, or the count that is furthest from the best.
  package var worst: Double
  /// The number of sessions; `nil` for baselines of counts, which keep only a range.
  package var sessions: Int?
  /// The smallest slowdown, as a share, that a baseline of these sessions would detect.
  package var smallestDetectableChange: Double?

  /// The numbers of a metric.
  package init(_ benchmark: BenchmarkID, _ numbers: BaselineMetric) {
    self.benchmark = benchmark
    metric = numbers.metric
    let isLower = metric.direction == .lowerIsBetter
    switch numbers.content {
    case .exact(let counts):
      median = counts.typical
      (best, worst) = isLower ? (counts.lowest, counts.highest) : (counts.highest, counts.lowest)
    case .sampled(let sessions):
      let summaries = sessions.summaries(numbers.metric.direction).sorted()
      let rule = SampledRule.standard
      best = rule.representative(of: summaries, direction: metric.direction) ?? 0
      median = Quantile.value(0.5, ofSorted: summaries) ?? 0
      worst = (isLower ? summaries.last : summaries.first) ?? 0
      self.sessions = summaries.count
      smallestDetectableChange = rule.smallestDetectableChange(
        baseline: summaries, tolerance: metric.tolerance, direction: metric.direction)
    }
  }

  /// The distance of the worst session from the best one: `12 %`; for a count `repeats` or `by 5`.
  var spread: String {
    guard metric.kind == .sampled else {
      return best == worst ? "repeats" : "by " + ValueFormat.text(abs(worst - best), of: metric)
    }
    return best == 0 ? "–" : ValueFormat.share(abs(worst - best) / abs(best))
  }

  /// `+25 %`, or a dash where the number has no meaning.
  var detectable: String {
    smallestDetectableChange.map { ValueFormat.detectable($0, direction: metric.direction) } ?? "–"
  }
}
