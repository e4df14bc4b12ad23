import PerformanceRecords
import PerformanceRegression

/// The benchmark that is being measured, with its sessions so far.
package struct CurrentBenchmark: Equatable, Sendable {
  /// What the sessions are compared with.
  package struct Threshold: Equatable, Sendable {
    /// The number that represents the baseline, or the other build.
    package var best: Double
    /// How much worse a session may be without counting as slow.
    package var allowance: Double
  }

  /// The function that is being measured, or its benchmark.
  package var subject: Verdict.Subject
  /// The metric that is shown; `nil` before the first session.
  package var metric: MetricDescription?
  /// The best sample of each session, in the order of measuring.
  package var sessions: [Double] = []
  /// `nil` where nothing is known to compare with.
  package var threshold: Threshold?

  /// The number that a session is beyond of; `nil` without a threshold.
  package var limit: Double? {
    guard let metric, let threshold else { return nil }
    return metric.direction.value(threshold.allowance, worseThan: threshold.best)
  }

  /// Whether a session is beyond the threshold.
  package func isBeyond(_ value: Double) -> Bool {
    guard let metric, let threshold else { return false }
    return metric.direction.excess(of: value, over: threshold.best) > threshold.allowance
  }
}

extension CurrentBenchmark {
  /// The benchmark of a process; of several in one function the one with the newest session.
  /// - Parameter baselines: finds the baselines of the package; `nil` where they are not known.
  package init(_ attempt: SessionAttempt, of record: RunRecord, baselines: ComparisonFinder?) {
    let newest = record.sessions.last { $0.session.id.function == attempt.function && $0.pass == .timing }
    guard let id = newest?.session.id else {
      self.init(subject: .function(attempt.function))
      return
    }
    self.init(subject: .benchmark(id))
    let sessions = record.sessions(of: id, pass: .timing)
    guard let metric = Self.metric(of: sessions.last ?? newest?.session, wanted: attempt.metrics) else { return }
    self.metric = metric
    self.sessions = Self.values(of: metric, in: sessions)
    let others = record.sessions(of: id, side: .base, pass: .timing)
    threshold =
      Self.threshold(metric, others: Self.values(of: metric, in: others))
      ?? Self.threshold(metric, verdicts: record.verdicts(on: id))
      ?? baselines.flatMap { Self.threshold(metric, of: id, in: $0) }
  }

  /// The time of an iteration, else the first judged metric with noise.
  private static func metric(of session: BenchmarkSession?, wanted: [String]?) -> MetricDescription? {
    let metrics = session?.readings.lazy.filter { !$0.values.isEmpty }.map(\.metric).filter { metric in
      metric.kind == .sampled && metric.isJudged && (wanted?.contains(metric.name) ?? true)
    }
    return metrics?.first { $0.name == MetricDescription.wallClock } ?? metrics?.first
  }

  private static func values(of metric: MetricDescription, in sessions: [BenchmarkSession]) -> [Double] {
    sessions.compactMap { session in
      session.reading(metric.name).flatMap { SessionQuantiles(samples: $0.values) }?.summary(metric.direction)
    }.filter(\.isFinite)
  }

  private static func threshold(_ metric: MetricDescription, others: [Double]) -> Threshold? {
    metric.representative(of: others).map { Threshold(best: $0, allowance: metric.tolerance.allowance(for: $0)) }
  }

  private static func threshold(_ metric: MetricDescription, verdicts: [Verdict]) -> Threshold? {
    let verdict = verdicts.last { $0.metric?.name == metric.name && $0.budget == nil }
    return verdict?.baseline.map { Threshold(best: $0, allowance: metric.tolerance.allowance(for: $0)) }
  }

  private static func threshold(
    _ metric: MetricDescription, of id: BenchmarkID, in baselines: ComparisonFinder
  ) -> Threshold? {
    guard case .against(let baseline, _) = baselines.comparison(of: metric, in: id),
      case .sampled(let sessions) = baseline.content
    else { return nil }
    let threshold = DecisionThreshold(
      baseline: sessions.summaries(metric.direction), tolerance: metric.tolerance, direction: metric.direction,
      rule: .standard)
    return threshold.map { Threshold(best: $0.best, allowance: $0.allowance) }
  }
}
