import PerformanceBuild
import PerformanceExports
import PerformanceHistoryCommands
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Writes a run in a format that other tools, or people, read.
package struct ExportCommand: Command {
  package static let name = ExportRequests.command
  package static let syntax = Syntax(
    forms: [
      .init(
        required: [formatName], optional: [ReportedRunReader.run, output, against, check, CommonArguments.packagePath])
    ],
    remarks: """
      The formats:

      \(ExportFormat.all.map { "\($0.name): \($0.abstract)" }.joined(separator: "\n\n"))

      The same run gives the same bytes. The command exits with 78 when there is no run, or when its log cannot be read,
      and with 75 when a server does not take the document.
      """)

  private static let formatName = Argument<ExportFormat>.operand(
    "NAME", "the format: \(ExportFormat.all.map(\.name).joined(separator: ", "))"
  ) { (text: String) throws(UsageError) in
    guard let format = ExportFormat(named: text) else {
      let nearest = NearestNames(to: text, among: ExportFormat.all.map(\.name)).question
      throw UsageError(
        "'\(text.printable(atMost: 60))' is no format\(nearest); see '\(PerftestCommand.prefix) export --help'")
    }
    return format
  }
  private static let output = Argument<String>.text(
    "--output", "FILE", "where to: a file, or the URL of a server that takes the format; standard output unless given")
  private static let against = Argument<String>.text(
    "--compare-with", "OLD", "also compare with this: a run, a commit, 'baseline', or a file, as in 'compare OLD NEW'")
  private static let check = Argument<Bool>.flag(
    "--check", "write nothing: only check the format, and that the file can be written")

  private let format: ExportFormat
  private let destination: ExportDestination
  private let checksOnly: Bool
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    format = try arguments.required(Self.formatName)
    destination = try ExportDestination(try arguments.value(Self.output), for: format, in: context)
    checksOnly = arguments[Self.check]
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    if checksOnly {
      try destination.check()
      return .pass
    }
    var run = try ReportedRunReader(arguments, in: context).run()
    if let old = try arguments.value(Self.against) {
      run.comparison = try ComparedNumbers(arguments, in: context).comparison(old, with: run.summary.record)
    }
    try destination.write(try format.text(of: run), of: run)
    return .pass
  }
}
