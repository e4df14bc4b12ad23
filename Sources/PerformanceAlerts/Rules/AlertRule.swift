/// A reason to notify people, as data: a condition, how long it must hold, and what to do then.
package struct AlertRule: Equatable, Sendable {
  /// What the absence of samples means where their source was read.
  package enum Absence: Sendable {
    /// Nothing happened: no series of a regression, no failed command.
    case nothing
    /// There is no reading, which is not healthy.
    case noData
  }

  /// How the value of an alert is written.
  package enum Unit: Equatable, Sendable {
    case share, seconds, bytes, number
  }

  /// Its name, which is the label `alertname`.
  package var name: String
  package var category: AlertCategory
  package var severity: AlertSeverity
  /// Where its samples come from.
  package var source: AlertSource
  package var condition: AlertCondition
  /// The evaluations in a row in which the condition must hold.
  package var evaluations: Int
  /// The evaluations that it goes on firing after the condition held last.
  package var keep: Int
  package var absence: Absence
  package var unit: Unit
  /// One line; `{bench}` and other labels stand for their values, `{value}` for the number.
  package var summary: String
  /// The name of the article that says what to do, without `.md`.
  package var runbook: String
  /// False for a rule that a team has turned off.
  package var isEnabled = true

  /// Whether Prometheus can evaluate it: all its samples are metrics.
  package var isExported: Bool { condition.selectors.allSatisfy(\.isMetric) }
}

/// Where the samples of alerts come from.
package enum AlertSource: String, CaseIterable, Codable, Sendable {
  /// The newest run that has ended.
  case run
  /// All runs that are kept.
  case history
  /// The files of the kernel.
  case machine
  /// Runs that go on.
  case runs
  /// The log of what the tool did.
  case log
  /// The baselines on file.
  case baselines
  /// The objectives of the team and their events.
  case objectives
}
