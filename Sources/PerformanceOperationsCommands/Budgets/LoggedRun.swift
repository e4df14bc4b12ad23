import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// A run as typed by a user, whose event log is kept: its name, the beginning of it, or its log.
struct LoggedRun {
  private let query: String?
  private let context: CommandContext

  /// - Parameter query: the typed text; the newest run where it is `nil`.
  init(_ query: String?, in context: CommandContext) { (self.query, self.context) = (query, context) }

  /// The event log.
  /// - Throws: ``InputError`` for a run that is unknown, ``CommandFailure`` where there is none at all.
  func log(in package: PackageFolder) throws -> URL {
    let logs = package.state.eventLogs
    guard let query else {
      guard let newest = logs.first else {
        throw CommandFailure(
          status: .notMeasurable,
          message: "no run is kept in \(package.state.url.path); measure with '\(PerftestCommand.prefix) gate'")
      }
      return newest
    }
    if query.hasSuffix(".jsonl") { return context.file(query) }
    if let log = try RunNameQuery(query).match(in: logs, name: { $0.deletingPathExtension().lastPathComponent }) {
      return log
    }
    throw InputError(
      file: "'\(query.printable(atMost: 100))'",
      problem: "is no run whose event log is kept in \(package.state.url.path)",
      remedy: "List the runs with '\(PerftestCommand.prefix) history list'.")
  }
}
