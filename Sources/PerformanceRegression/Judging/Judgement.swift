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

  /// A verdict that no further session changes.
  static func final(_ verdict: Verdict) -> Judgement { Judgement(verdicts: [verdict]) }

  /// A verdict that a further session may change.
  static func open(_ verdict: Verdict) -> Judgement { Judgement(verdicts: [verdict], wantsMore: true) }

  /// Adds the verdicts of another judgement; another session is wanted where either wants one.
  mutating func add(_ other: Judgement) {
    verdicts += other.verdicts
    wantsMore = wantsMore || other.wantsMore
  }

  /// The same with each verdict changed, or left out.
  package func mapped(_ change: (Verdict) -> Verdict?) -> Judgement {
    Judgement(verdicts: verdicts.compactMap(change), wantsMore: wantsMore)
  }
}
