import PerformanceRecords

/// The verdict on one metric or budget, and whether fresh sessions could still change it.
struct MetricJudgement {
  /// The verdict as things are now.
  var verdict: Verdict
  /// Whether another session is wanted.
  var wantsMore: Bool

  /// A verdict that no further session changes.
  static func final(_ verdict: consuming Verdict) -> MetricJudgement {
    MetricJudgement(verdict: verdict, wantsMore: false)
  }

  /// A verdict that a further session may change.
  static func open(_ verdict: consuming Verdict) -> MetricJudgement {
    MetricJudgement(verdict: verdict, wantsMore: true)
  }
}
