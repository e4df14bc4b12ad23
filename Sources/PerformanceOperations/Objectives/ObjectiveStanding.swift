/// The state of an objective at a time.
package struct ObjectiveStanding: Equatable, Sendable {
  package let objective: Objective
  /// The budget of the period that ends now.
  package let budget: ErrorBudget
  package let rates: BurnRates

  /// - Parameters:
  ///   - events: the events of the objective's indicator, in the order of time.
  ///   - now: seconds since 1970.
  package init(_ objective: Objective, _ events: [ObjectiveEvents], now: Double) {
    self.objective = objective
    let counted = objective.counted(events)
    budget = ErrorBudget(
      target: objective.target, EventCount(objective.period.events(of: counted, now: now)))
    rates = BurnRates(counted, target: objective.target, period: objective.period, now: now)
  }

  /// Whether the objective stops releases.
  package var stopsReleases: Bool { objective.isGating && budget.isFrozen }

  /// The days, or runs, until the budget is used up at the rate of the longest window that has events.
  package var exhaustion: Double? {
    guard let rate = rates.alerts.last(where: { $0.long.total > 0 })?.longRate else { return nil }
    switch objective.period {
    case .days(let days): return budget.exhaustion(period: Double(days), burnRate: rate)
    case .runs(let runs): return budget.exhaustion(period: Double(runs), burnRate: rate)
    }
  }
}

/// The state of an invariant: the bad events of the newest run that has any events.
package struct InvariantStanding: Equatable, Sendable {
  package let invariant: Invariant
  /// The newest run with events; `nil` where there is none.
  package let newest: ObjectiveEvents?

  package init(_ invariant: Invariant, _ events: [ObjectiveEvents]) {
    self.invariant = invariant
    newest = events.last { $0.total > 0 }
  }

  package var isBroken: Bool { newest.map { $0.good < $0.total } ?? false }
}
