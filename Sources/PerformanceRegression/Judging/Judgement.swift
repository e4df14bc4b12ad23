import PerformanceRecords

/// The current verdicts, and whether fresh sessions could still change one.
package struct Judgement: Equatable, Sendable {
  /// A verdict for each judged metric and each violated budget.
  package var verdicts: [Verdict]
  /// Whether another session is needed.
  package var wantsMore: Bool

  package init(verdicts: [Verdict] = [], wantsMore: Bool = false) {
    self.verdicts = verdicts
    self.wantsMore = wantsMore
  }

  /// Adds the verdict on a metric or budget; another session is needed where either needs one.
  mutating func add(_ judgement: consuming MetricJudgement) {
    wantsMore = wantsMore || judgement.wantsMore
    verdicts.append(judgement.verdict)
  }

  /// A copy with each verdict replaced or removed.
  package func mapped(_ change: (Verdict) -> Verdict?) -> Judgement {
    Judgement(verdicts: verdicts.compactMap(change), wantsMore: wantsMore)
  }
}
