import PerformanceOperations

/// The state of all objectives as JSON.
struct ObjectiveStatusDocument: Encodable {
  /// When they were counted, in seconds since 1970.
  let time: Double
  let objectives: [Entry]
  let invariants: [Condition]
  /// Whether a gating objective stops releases, or an invariant is broken.
  let isFrozen: Bool

  struct Entry: Encodable {
    let id: String
    let target: Double
    let period: ObjectivePeriod
    let good: Int
    let total: Int
    let remaining: Double?
    let burnRate: Double?
    let state: ErrorBudget.State
    let isGating: Bool
    let stopsReleases: Bool
    let windows: [Window]
  }

  struct Window: Encodable {
    let unit: BurnWindow.Unit
    let long: Double
    let short: Double
    let severity: BurnWindow.Severity
    let factor: Double
    let bad: Int
    let total: Int
    let longRate: Double
    let shortRate: Double
    let isFiring: Bool
  }

  struct Condition: Encodable {
    let id: String
    /// The newest run with events; `nil` where there is none.
    let run: String?
    let bad: Int?
    let isBroken: Bool
  }

  init(_ standings: [ObjectiveStanding], _ invariants: [InvariantStanding], at time: Double) {
    self.time = time
    objectives = standings.map(Entry.init)
    self.invariants = invariants.map {
      Condition(
        id: $0.invariant.id, run: $0.newest?.run, bad: $0.newest.map { $0.total - $0.good }, isBroken: $0.isBroken)
    }
    isFrozen = standings.contains(where: \.stopsReleases) || invariants.contains(where: \.isBroken)
  }
}

extension ObjectiveStatusDocument.Entry {
  fileprivate init(_ standing: ObjectiveStanding) {
    let budget = standing.budget
    let isKnown = budget.count.total > 0
    self.init(
      id: standing.objective.id, target: standing.objective.target, period: standing.objective.period,
      good: budget.count.good, total: budget.count.total, remaining: isKnown ? budget.remaining : nil,
      burnRate: isKnown ? budget.burnRate : nil, state: budget.state, isGating: standing.objective.isGating,
      stopsReleases: standing.stopsReleases,
      windows: standing.rates.alerts.map { alert in
        ObjectiveStatusDocument.Window(
          unit: alert.window.unit, long: alert.window.long, short: alert.window.short, severity: alert.window.severity,
          factor: alert.factor, bad: alert.long.bad, total: alert.long.total, longRate: alert.longRate,
          shortRate: alert.shortRate, isFiring: alert.isFiring)
      })
  }
}
