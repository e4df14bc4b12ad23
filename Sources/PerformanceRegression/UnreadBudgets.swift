import PerformanceRecords

/// Finds budgets that no number was compared with.
package enum UnreadBudgets {
  /// What a run says of a metric that has a budget and no reading.
  package enum Absence: Hashable, Sendable {
    /// It could not be read, and why: nobody knows whether the budget holds.
    case unread(MetricDescription?, because: String)
    /// Nobody asked for it in this run.
    case unasked(MetricDescription?, because: String)
    /// It is of another pass than the one that the run has.
    case notJudgedHere
  }

  /// A verdict for each budget without a number.
  /// - Parameters:
  ///   - sessions: what was measured of each benchmark.
  ///   - absence: what the run says of a metric by its name, where no session has a reading of it.
  package static func verdicts(
    sessions: [BenchmarkID: [BenchmarkSession]], absence: (String) -> Absence
  ) -> [Verdict] {
    sessions.sorted { $0.key < $1.key }.flatMap { id, sessions -> [Verdict] in
      let budgets = sessions.first { !$0.budgets.isEmpty }?.budgets ?? []
      return budgets.compactMap { verdict($0, of: id, sessions, absence) }
    }
  }

  private static func verdict(
    _ budget: Budget, of id: BenchmarkID, _ sessions: [BenchmarkSession], _ absence: (String) -> Absence
  ) -> Verdict? {
    let readings = sessions.compactMap { $0.reading(budget.metric) }
    guard readings.allSatisfy(\.values.isEmpty) else { return nil }
    func verdict(_ metric: MetricDescription?, _ reason: Verdict.Reason, _ why: String) -> Verdict {
      Verdict(
        benchmark: id, metric: metric ?? readings.first?.metric, outcome: .incomparable, reason: reason,
        sessions: sessions.count,
        detail: "the budget on \(budget.metric) (\(budget.statistic.name)) was not checked: \(why)",
        location: sessions.first?.location)
    }
    switch absence(budget.metric) {
    case .notJudgedHere: return nil
    case .unasked(let metric, let why): return verdict(metric, .budgetUnasked, why)
    case .unread(let metric, let why):
      return verdict(metric, .budgetUnreadable, readings.compactMap(\.unavailable).first ?? why)
    }
  }
}
