/// What a user has chosen to see of the dashboard.
package struct DashboardView: Equatable, Sendable {
  /// The mode; `nil` to choose it by the size.
  package var mode: DashboardMode?
  /// Whether the keys are explained.
  package var showsHelp = false
  /// Whether the dashboard stands still.
  package var isPaused = false
  /// The verdicts that are scrolled over.
  package var offset = 0
  /// What the names of verdicts must have; empty for all.
  package var filter = ""
  /// Whether keys are added to the filter.
  package var isTyping = false
  /// Whether there are keys to show in the last line.
  package var hasKeys = true

  package init(mode: DashboardMode? = nil) { self.mode = mode }
}
