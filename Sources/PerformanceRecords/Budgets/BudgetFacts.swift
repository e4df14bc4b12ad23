/// What a verdict on a budget adds to its numbers.
package struct BudgetFacts: Equatable, Sendable, Codable {
  /// The budget of `budgets.json`; `nil` for a limit that a test sets.
  package var origin: Budget.Origin?
  /// The limited statistic in the older build of a pair, in the metric's unit; `nil` without a pair.
  package var base: Double?
  /// Whether the older build is beyond the limit too, and this one is worse by no more than the tolerance.
  package var isBaseOver: Bool

  package init(origin: Budget.Origin? = nil, base: Double? = nil, isBaseOver: Bool = false) {
    self.origin = origin
    self.base = base
    self.isBaseOver = isBaseOver
  }
}

extension Verdict {
  /// What the verdict knows about its budget; `nil` for verdicts on other subjects.
  package var budgetFacts: BudgetFacts? {
    if case .budget(let facts) = detail { facts } else { nil }
  }

  /// Whether an older build exceeds the same limit by the same amount, so that this change is not the cause.
  package var isOverInBase: Bool {
    budget != nil && (budgetFacts?.isBaseOver == true || confirmation?.state == .refuted)
  }
}
