import Foundation
import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Takes in event logs and exported runs.
package struct HistoryImportCommand: Command {
  package static let name = "history import"
  package static let syntax = Syntax(
    required: [files], optional: [CommonArguments.packagePath],
    remarks: """
      All files are read completely before anything is imported: if one of them has an error, nothing is. Importing a \
      run again changes nothing, and an exported run never replaces one whose event log is on this machine.
      """)

  private static let files = Argument<String>.operands("FILE", "an event log, or a file of 'history export'")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    let sources = try Set(arguments.all(Self.files)).sorted().map { try Source(context.file($0)) }
    try package.state.create()
    let before = try OpenedHistory(arguments, in: context)
    let added = try before.read { store in
      let known = Set(try store.read { try $0.runs() }.map(\.name))
      for case .log(let log) in sources { try log.copying(into: package.state) }
      store.update()
      for case .runs(let file) in sources { try Self.takeIn(file, store) }
      return try store.read { try $0.runs() }.count { !known.contains($0.name) }
    }
    context.output.line(added == 0 ? "there are no new runs" : "imported \(Plural.text(added, "run"))")
    return .pass
  }

  /// A file that was read to its end without an error.
  private enum Source {
    case log(LogFile)
    case runs(URL)

    init(_ file: URL) throws {
      switch try ExchangeFile.content(of: file) {
      case .runs:
        try HistoryImportCommand.reporting(file) { try ExchangeFile(file).forEach { _ in } }
        self = .runs(file)
      case .events: self = .log(try LogFile(file))
      case .other:
        throw InputError(
          file: file.path, problem: "is neither an event log nor a file of 'history export'", remedy: "Check the path.")
      }
    }
  }

  private struct LogFile {
    private let file: URL
    private let log: ImportedLog

    init(_ file: URL) throws {
      self.file = file
      log = try HistoryImportCommand.reporting(file) { try ImportedLog(file) }
    }

    func copying(into state: StateFolder) throws {
      _ = try HistoryImportCommand.reporting(file) { try log.copy(into: state) }
    }
  }

  private static func takeIn(_ file: URL, _ store: HistoryStore) throws {
    var batch: [RunContents] = []
    try reporting(file) {
      try ExchangeFile(file).forEach { contents in
        batch.append(contents)
        guard batch.count >= PushedRuns.atOnce else { return }
        _ = try store.takeIn(batch)
        batch = []
      }
    }
    if !batch.isEmpty { _ = try store.takeIn(batch) }
  }

  private static func reporting<Result>(_ file: URL, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ExchangeError {
      throw error.inputError
    } catch let problem as ImportedLog.Problem {
      throw InputError(file: file.path, problem: problem.text, remedy: problem.remedy)
    }
  }
}
