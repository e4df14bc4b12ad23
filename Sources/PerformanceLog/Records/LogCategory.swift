/// The purpose of a log record; each category has a folder of its own.
package enum LogCategory: String, CaseIterable, Sendable {
  /// What the tool did.
  case application
  /// The records of all other categories from ``LogLevel/error`` on, a second time.
  case errors
  /// Who changed what a verdict depends on: a chain of lines that shows later edits.
  case audit
  /// How long parts of a command took.
  case performance
}
