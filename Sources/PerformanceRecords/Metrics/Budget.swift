/// An absolute limit on a statistic of a metric.
package struct Budget: Equatable, Sendable, Codable {
  /// The budget of the checked-in file that a limit comes from.
  package struct Origin: Equatable, Sendable, Codable {
    /// The id in the file.
    package var id: String
    package var severity: BudgetRule.Severity
    /// Who decides about the limit.
    package var owner: String?
    /// Why the limit is there.
    package var note: String?

    package init(id: String, severity: BudgetRule.Severity = .critical, owner: String? = nil, note: String? = nil) {
      self.id = id
      self.severity = severity
      self.owner = owner
      self.note = note
    }
  }

  /// The name of the metric.
  package var metric: String
  /// The statistic that is limited.
  package var statistic: Statistic
  /// The limit in the metric's unit: the greatest value where lower is better, else the smallest.
  package var limit: Double
  /// The budget of `budgets.json`; `nil` for a limit that a test sets.
  package var origin: Origin?

  package init(metric: String, statistic: Statistic, limit: Double, origin: Origin? = nil) {
    self.metric = metric
    self.statistic = statistic
    self.limit = limit
    self.origin = origin
  }
}
