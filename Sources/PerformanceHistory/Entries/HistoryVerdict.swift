import PerformanceRecords

/// A verdict that belongs to no point: on a benchmark or function as a whole, on a budget, or on a metric without values.
package struct HistoryVerdict: Equatable, Sendable {
  /// The benchmark or function.
  package var subject: Verdict.Subject
  /// The name of the metric; `nil` for the subject as a whole.
  package var metric: String?
  /// The statistic that a budget limits; `nil` elsewhere.
  package var budget: Budget.Statistic?
  package var outcome: Verdict.Outcome
  package var reason: Verdict.Reason
  /// The number of the baseline, or the limit of the budget.
  package var baseline: Double?
  /// The number of the run.
  package var now: Double?

  package init(
    subject: Verdict.Subject, metric: String? = nil, budget: Budget.Statistic? = nil, outcome: Verdict.Outcome,
    reason: Verdict.Reason, baseline: Double? = nil, now: Double? = nil
  ) {
    self.subject = subject
    self.metric = metric
    self.budget = budget
    self.outcome = outcome
    self.reason = reason
    self.baseline = baseline
    self.now = now
  }

  init(_ verdict: Verdict) {
    self.init(
      subject: verdict.subject, metric: verdict.metric?.name, budget: verdict.budget, outcome: verdict.outcome,
      reason: verdict.reason, baseline: verdict.baseline, now: verdict.now)
  }
}
