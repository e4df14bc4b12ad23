import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// A run as typed by a user: its name, the beginning of it, or `latest`.
struct HistoryRunQuery {
  static let operand = Argument<String>.operand(
    "RUN", "a run: its name, the beginning of it, or 'latest'")

  /// The typed text.
  let text: String

  /// The run among those of a history, the oldest first.
  /// - Throws: ``InputError`` for none and for several, which it names.
  func run(in runs: [HistoryRun]) throws -> HistoryRun {
    if text == "latest", let run = runs.last { return run }
    if let run = try RunNameQuery(text).match(in: runs.reversed(), name: \.name) { return run }
    throw InputError(
      file: "'\(text)'",
      problem: runs.isEmpty ? "is not in the history, which has no runs" : "is no run of the history",
      remedy: runs.isEmpty
        ? "Measure with '\(PerftestCommand.prefix) gate'."
        : "List the runs with '\(PerftestCommand.prefix) history list'.")
  }
}
