import PerformanceHistory
import PerformanceLog
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// The history of a command's package.
package struct OpenedHistory {
  /// The package.
  package let package: PackageFolder
  /// The team's decisions about the history.
  package let settings: HistorySettings
  /// Its history.
  package let store: HistoryStore

  /// How benchmarks are named in results.
  package enum Names {
    /// Under their present names.
    case present
    /// As they were measured.
    case measured
  }

  /// Opens the history of the package that the arguments name, and takes in what is new.
  /// - Throws: ``InputError`` when there is no package, or its settings cannot be read.
  package init(_ arguments: Arguments, in context: CommandContext, names: Names = .present) throws {
    package = try PackageFolder(arguments, in: context)
    settings = try HistorySettingsFile(in: package.baselines.folder).read()
    store = HistoryStore(state: package.state, renames: names == .present ? settings.renames : HistoryRenames())
  }

  /// Runs a function with the history, and writes the history's messages to standard error.
  package func read<Value>(_ body: (HistoryStore) throws -> Value) throws -> Value {
    defer { for message in store.messages { report(message) } }
    return try body(store)
  }

  private func report(_ message: HistoryMessage) {
    package.output.error("warning: \(message.text)")
    if case .movedAside(let file, _, _) = message {
      package.log.audit(.rebuiltIndex, message.text, ["file.path": .string(file.path)])
    }
  }

  /// The error of a command that needs an index where there is none.
  static func noIndex(to purpose: String) -> CommandFailure {
    CommandFailure(status: .notMeasurable, message: "there is no index to \(purpose)")
  }
}
