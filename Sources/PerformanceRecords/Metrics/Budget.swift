/// An absolute limit on a statistic of a metric, independent of any baseline.
package struct Budget: Hashable, Sendable, Codable {
  /// The name of the metric.
  package var metric: String
  /// The statistic that is limited.
  package var statistic: Statistic
  /// The limit in the metric's unit: the greatest value where lower is better, else the smallest.
  package var limit: Double

  package init(metric: String, statistic: Statistic, limit: Double) {
    self.metric = metric
    self.statistic = statistic
    self.limit = limit
  }
}
