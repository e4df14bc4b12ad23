import PerformanceRecords

/// Finds budgets that were not compared with a number.
package enum UnreadBudgets {
  /// Why a run has no reading of a metric that has a budget.
  package enum Absence: Equatable, Sendable {
    /// It could not be read, so that it is unknown whether the budget is kept.
    case unread(MetricDescription?, because: UncheckedBudget.Cause)
    /// The run did not request it.
    case unasked(MetricDescription?, because: UncheckedBudget.Cause)
    /// Another pass reads it.
    case notJudgedHere
  }

  /// A verdict for each budget without a number.
  /// - Parameters:
  ///   - sessions: the sessions of each benchmark.
  ///   - absence: why no session has a reading of the metric.
  package static func verdicts(
    sessions: [BenchmarkID: [SessionEvent]], absence: (String) -> Absence
  ) -> [Verdict] {
    sessions.sorted { $0.key < $1.key }.flatMap { id, sessions -> [Verdict] in
      let budgets = sessions.first { !$0.session.budgets.isEmpty }?.session.budgets ?? []
      return budgets.compactMap { verdict($0, of: id, sessions, absence) }
    }
  }

  private static func verdict(
    _ budget: Budget, of id: BenchmarkID, _ sessions: [SessionEvent], _ absence: (String) -> Absence
  ) -> Verdict? {
    let readings = sessions.compactMap { $0.session.reading(budget.metric) }
    guard readings.allSatisfy(\.values.isEmpty) else { return nil }
    func verdict(_ metric: MetricDescription?, _ reason: Verdict.Reason, _ cause: UncheckedBudget.Cause) -> Verdict {
      Verdict(
        benchmark: id, metric: metric ?? readings.first?.metric, outcome: .incomparable, reason: reason,
        sessions: sessions.count(of: budget.metric), detail: .uncheckedBudget(UncheckedBudget(budget, because: cause)),
        location: sessions.first?.session.location)
    }
    switch absence(budget.metric) {
    case .notJudgedHere: return nil
    case .unasked(let metric, let cause): return verdict(metric, .budgetUnasked, cause)
    case .unread(let metric, let cause):
      let unavailable = readings.compactMap(\.unavailable).first
      return verdict(metric, .budgetUnreadable, unavailable.map { .unavailable($0) } ?? cause)
    }
  }
}
