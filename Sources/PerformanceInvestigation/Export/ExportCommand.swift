import Foundation
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Writes a run in a format that other tools read.
package struct ExportCommand: Command {
  package static let name = "export"
  package static let abstract = "Write a run in a format that other tools read."
  package static let syntax = Syntax(
    forms: [.init(required: [format], optional: [log, output, CommonArguments.packagePath])],
    remarks: """
      The same run gives the same bytes. The command exits with 78 when there is no run, or when its log cannot be read.
      """)

  private static let format = Argument<ExportFormat>.operand(
    "FORMAT", ExportFormat.all.map { "\($0.name): \($0.abstract)" }.joined(separator: "; ")
  ) { (text: String) throws(UsageError) in
    guard let format = ExportFormat(named: text) else {
      throw UsageError("'\(text)' is no format; there are \(ExportFormat.all.map(\.name).joined(separator: ", "))")
    }
    return format
  }
  private static let log = Argument<String>.text(
    "--run", "LOG", "the event log of the run (.jsonl); the newest one of the package unless given")
  private static let output = Argument<String>.text("--output", "FILE", "where to; standard output unless given")

  private let format: ExportFormat
  private let log: String?
  private let output: String?
  private let packagePath: String
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    format = try arguments.required(Self.format)
    log = try arguments.value(Self.log)
    output = try arguments.value(Self.output)
    packagePath = try arguments.value(CommonArguments.packagePath) ?? context.folder.path
    self.context = context
  }

  package func run() throws -> ExitStatus {
    let summary = RunSummary(try record(), redRule: RedRule(environment: context.environment))
    let text = try format.text(of: summary)
    if let output {
      try JSONFile.write(Data(text.utf8), to: context.file(output))
    } else {
      context.output.results.write(text)
    }
    return .pass
  }

  private func record() throws -> RunRecord {
    if let log {
      guard case .run(let record) = try NumbersFile(log, in: context) else {
        throw InputError(file: log, problem: "is no event log", remedy: "Name a run's log (.perftest/runs/….jsonl).")
      }
      return record
    }
    let package = try PackageFolder(containing: packagePath, in: context)
    guard let newest = package.state.eventLogs.first else {
      throw InputError(
        file: package.state.url.path, problem: "has no run",
        remedy: "Measure with '\(PerftestCommand.prefix) gate'.")
    }
    return try RunRecord(log: newest)
  }
}
