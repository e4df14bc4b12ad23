/// What an alert is about, so that it reaches those who can do something.
package enum AlertCategory: String, CaseIterable, Sendable {
  /// No verdicts, wrong verdicts, or a regression.
  case critical
  /// Something becomes worse, or hides what becomes worse.
  case warning
  /// The tool, its files and its users.
  case operational
  /// Disks and numbers of series.
  case capacity
  /// Promises over many runs.
  case slo
  /// Good news.
  case info
}
