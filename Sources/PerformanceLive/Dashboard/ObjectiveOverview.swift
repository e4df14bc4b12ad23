/// The objectives with what is left of their error budgets, as a command last counted them.
///
/// Counting takes the events of weeks from the history, so it is not repeated for a dashboard: `slo status`, `slo gate`
/// and `alerts check` keep what they have counted.
package struct ObjectiveOverview: Equatable, Sendable, Codable {
  /// An objective.
  package struct Entry: Equatable, Sendable, Codable {
    package var id: String
    /// The share of the error budget that is left, negative when more was used; `nil` without events.
    package var remaining: Double?
    /// How many times as fast as allowed the budget was used; `nil` without events.
    package var burnRate: Double?
    /// `ok`, `watch`, `warning`, `freeze`, `exhausted` or `noData`.
    package var state: String
    /// Whether it stops releases.
    package var stopsReleases: Bool

    package init(id: String, remaining: Double?, burnRate: Double?, state: String, stopsReleases: Bool = false) {
      (self.id, self.remaining, self.burnRate) = (id, remaining, burnRate)
      (self.state, self.stopsReleases) = (state, stopsReleases)
    }
  }

  /// A condition without a budget.
  package struct Condition: Equatable, Sendable, Codable {
    package var id: String
    package var isBroken: Bool

    package init(id: String, isBroken: Bool) { (self.id, self.isBroken) = (id, isBroken) }
  }

  /// When they were counted, in seconds since 1970.
  package var time: Double
  package var objectives: [Entry]
  package var invariants: [Condition]

  package init(time: Double, objectives: [Entry], invariants: [Condition] = []) {
    (self.time, self.objectives, self.invariants) = (time, objectives, invariants)
  }
}

extension ObjectiveOverview.Entry {
  /// The grade of its state; one of a later version deserves a look.
  var grade: Grade {
    switch state {
    case "ok": .fine
    case "freeze", "exhausted": .bad
    default: .notable
    }
  }

  /// The state in words.
  var stateText: String { state == "noData" ? "no data" : state }
}
