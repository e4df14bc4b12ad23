import PerformanceRecords

/// The verdicts that stand, and whether fresh sessions could still change one.
package struct Judgement: Hashable, Sendable {
  /// One for each judged metric and violated budget, as things are now.
  package var verdicts: [Verdict]
  /// Whether another session is wanted.
  package var wantsMore: Bool

  package init(verdicts: [Verdict] = [], wantsMore: Bool = false) {
    self.verdicts = verdicts
    self.wantsMore = wantsMore
  }

  /// Adds the verdict on a metric or budget; another session is wanted where either wants one.
  mutating func add(_ judgement: consuming MetricJudgement) {
    wantsMore = wantsMore || judgement.wantsMore
    verdicts.append(judgement.verdict)
  }

  /// The same with each verdict changed, or left out.
  package func mapped(_ change: (Verdict) -> Verdict?) -> Judgement {
    Judgement(verdicts: verdicts.compactMap(change), wantsMore: wantsMore)
  }
}
