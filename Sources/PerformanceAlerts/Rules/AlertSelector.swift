/// Samples of metrics by their name and their labels.
package struct AlertSelector: Equatable, Sendable {
  /// A condition on a label.
  package struct Matcher: Equatable, Sendable {
    /// The name of the label.
    package var label: String
    /// The values that it has, or does not have.
    package var values: [String]
    /// Whether it has one of the values; false where it must have none of them.
    package var isPositive: Bool

    /// The label has one of these values.
    package static func has(_ label: String, _ values: String...) -> Matcher {
      Matcher(label: label, values: values, isPositive: true)
    }

    /// The label has none of these values.
    package static func lacks(_ label: String, _ values: String...) -> Matcher { lacks(label, values) }

    /// The label has none of these values.
    package static func lacks(_ label: String, _ values: [String]) -> Matcher {
      Matcher(label: label, values: values, isPositive: false)
    }

    func matches(_ labels: [String: String]) -> Bool { values.contains(labels[label] ?? "") == isPositive }
  }

  /// The name of the samples, as Prometheus has it, or that of a fact.
  package var sample: String
  /// The conditions, all of which hold.
  package var matchers: [Matcher]
  /// Whether the samples are of a metric that is served or exported.
  package var isMetric: Bool

  /// The samples of a metric.
  package static func metric(_ sample: String, _ matchers: Matcher...) -> AlertSelector {
    AlertSelector(sample: sample, matchers: matchers, isMetric: true)
  }

  /// The samples of what is known only from the history or the package.
  package static func fact(_ fact: AlertFact) -> AlertSelector {
    AlertSelector(sample: fact.rawValue, matchers: [], isMetric: false)
  }

  /// The same samples of another name: the parts of a histogram.
  func named(_ sample: String) -> AlertSelector {
    AlertSelector(sample: sample, matchers: matchers, isMetric: isMetric)
  }

  func matches(_ labels: [String: String]) -> Bool { matchers.allSatisfy { $0.matches(labels) } }
}

/// What alerts need and no metric has.
package enum AlertFact: String, CaseIterable, Sendable {
  /// 1 for each exceeded budget of the newest run: `bench`, `suite`, `metric`.
  case overBudget = "run_over_budget"
  /// 1 for each benchmark on file that gave nothing in the newest run: `bench`, `suite`.
  case missing = "run_missing"
  /// 1 for a machine class or a toolchain of the newest run that none of the runs before it had: `kind`, `name`.
  case newEnvironment = "run_environment_new"
  /// How many times worse than its best level a series became without a step: `bench`, `suite`, `metric`.
  case drift = "series_drift_ratio"
  /// The runs until a level that rises for certain crosses a budget, the first one of the metric: `bench`, `suite`,
  /// `metric`.
  case budgetCrossing = "budget_crossing_runs"
  /// The seconds until a limit of space or of series is reached by a growth that is certain: `subject`.
  case capacityCrossing = "capacity_crossing_seconds"
  /// How often the result of the newest ten runs of a branch changed between red and green: `branch`.
  case alternations = "runs_alternations"
  /// The number of series in the history.
  case series = "history_series"
  /// The number of things that are wrong with the index of the history.
  case historyProblems = "history_problems"
  /// The share of the error budget that is left of an objective with two bad events or more: `objective`.
  case objectiveRemaining = "objective_budget_remaining_ratio"
  /// 1 for each level that the rest of such an error budget is below: `objective`, and `left`, which is `75 %`, `50 %` or
  /// `10 %`.
  case objectiveCrossed = "objective_budget_crossed"
  /// 1 for an objective whose budget burns too fast: `objective`, and `urgency`, which is `page` or `ticket`.
  case objectiveBurning = "objective_burning"
  /// 1 for an invariant that the newest run breaks: `invariant`.
  case invariantBroken = "invariant_broken"
  /// The number of baseline files that cannot be read: merge markers, benchmarks on file twice, unknown versions.
  case baselineProblems = "baseline_problems"
}
