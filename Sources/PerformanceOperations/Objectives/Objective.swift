import PerformanceRecords

/// A promise about a suite: a share of good events over a period.
package struct Objective: Equatable, Sendable {
  /// How the events of runs are counted.
  package enum Method: Equatable, Sendable {
    /// Each event by itself.
    case occurrences
    /// A run is one event, good where at least this share of its events is.
    case slices(target: Double)
  }

  /// The name in messages and exports; each is used once.
  package var id: String
  /// The promise in one sentence.
  package var note: String?
  package var owner: String?
  /// The promised share of good events, above 0 and below 1.
  package var target: Double
  package var period: ObjectivePeriod
  package var method: Method
  package var indicator: Indicator
  /// Whether a used-up budget stops releases.
  package var isGating: Bool

  package init(
    id: String, note: String? = nil, owner: String? = nil, target: Double, period: ObjectivePeriod = .usual,
    method: Method = .occurrences, indicator: Indicator, isGating: Bool = false
  ) {
    self.id = id
    self.note = note
    self.owner = owner
    self.target = target
    self.period = period
    self.method = method
    self.indicator = indicator
    self.isGating = isGating
  }

  /// The events as the objective counts them.
  package func counted(_ events: [ObjectiveEvents]) -> [ObjectiveEvents] {
    switch method {
    case .occurrences: events
    case .slices(let target): events.map { $0.slice(target: target) }
    }
  }
}

/// A promise without a budget: not one bad event is allowed.
package struct Invariant: Equatable, Sendable {
  package var id: String
  package var note: String?
  package var indicator: Indicator

  package init(id: String, note: String? = nil, indicator: Indicator) {
    self.id = id
    self.note = note
    self.indicator = indicator
  }
}

/// The events that are counted, and which of them are good.
package enum Indicator: Equatable, Sendable {
  /// Runs; one whose every part has finished is good.
  case finishedRuns
  /// Finished runs; one that judged at least one benchmark is good.
  case judgedRuns
  /// Judging runs on a branch, or on every one; those without a red outcome are good.
  case greenRuns(branch: String?)
  /// Judged benchmark × metric pairs; those that are not regressed, over a budget, missing or failed are good. Undecided
  /// ones count in neither.
  case pairs
  /// Results of a metric; those within the limit, in the metric's unit, are good.
  case results(benchmark: BenchmarkPattern, metric: String, limit: Double)
  /// Sampled results; those whose samples have a median absolute deviation of at most this share are good.
  case steadySeries(share: Double)
  /// Benchmarks and functions; those without a failure are good.
  case passedBodies
  /// Entries of the baselines as they are now; those recorded within this number of days are good.
  case freshBaselines(days: Int)
  /// Commands that ended by themselves; those without an internal error are good.
  case commands
  /// Commands of these names that did their work; those that took at most these seconds are good.
  case quickCommands(names: [String], seconds: Double)
  /// Runs whose logs are kept and that had to wait for no other; those that knew within these seconds what to measure are
  /// good.
  case plannedRuns(seconds: Double)
  /// Comparisons of unchanged code in the newest verification of the gate; those that were not red are good.
  case unchangedCode
  /// Evaluations of a rule of alerts about the machine; those in which it did not hold are good.
  case quietRule(String)
}
