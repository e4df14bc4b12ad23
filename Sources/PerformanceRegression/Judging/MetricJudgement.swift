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

  /// The judgement while the sessions do not suffice and more can follow.
  static func undecided(_ verdict: consuming Verdict) -> MetricJudgement {
    .open(verdict.with(.ambiguous, .tooFewSessions))
  }

  /// The judgement on sessions that do not agree and after which none is of use.
  static func unresolved(_ verdict: consuming Verdict, _ remaining: Remaining) -> MetricJudgement {
    .final(verdict.with(.ambiguous, remaining.isNone ? remaining.openReason : .sessionsDisagree))
  }
}
