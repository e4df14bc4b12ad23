import PerformanceBuild
import PerformanceImports
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Judges results of another benchmark tool.
package struct JudgeCommand: Command {
  package static let name = "judge"
  package static let syntax = Syntax(
    required: [baseline, new], optional: [format, tolerance, all, CommonArguments.json],
    remarks: """
      OLD and NEW are files of one tool, or folders with nothing but such files; '-' is standard input. The content \
      shows which of these formats a file has:

      \(ImportFormat.all.map { "\($0.name): \($0.abstract); \($0.processes)" }.joined(separator: "\n\n"))

      The rules are those of the gate. A session is a process, whatever number of samples it has: a verdict on a time \
      needs \(ResultComparison.fewestSessions.old) processes before the change and, where it became slower, \
      \(ResultComparison.fewestSessions.new) after it, and is 'ambiguous' with fewer. Start the old and the new \
      program in turn, so that the machine disturbs both sides alike.

      Exits with 1 when something is red: regressed or missing, in continuous integration also new. Exits with 78 when \
      a file cannot be read.
      """)

  private static let baseline = Argument<String>.options(
    "--baseline", "OLD", "results of before the change; several files are of several processes"
  ) { (text: String) throws(UsageError) in
    guard !text.isEmpty else { throw UsageError("--baseline needs a file or a folder") }
    return text
  }
  private static let new = Argument<String>.operands("NEW", "results of after the change")
  private static let format = Argument<ImportFormat>.option(
    "--format", "NAME", "the format of all files, instead of the one that their content shows"
  ) { (text: String) throws(UsageError) in
    guard let format = ImportFormat(named: text) else {
      let names = ImportFormat.all.map(\.name)
      throw UsageError(
        "--format takes \(names.joined(separator: ", ")), not '\(text.printable(atMost: 60))'"
          + NearestNames(to: text, among: names).question)
    }
    return format
  }
  private static let tolerance = Argument<Tolerance>.option(
    "--tolerance", "PERCENT", "how much worse a time or a rate may be, 20 unless given; counts keep their own tolerance"
  ) { (text: String) throws(UsageError) in
    guard let percent = Double(text), percent > 0, percent <= 1000 else {
      throw UsageError("--tolerance takes a percentage above 0 and up to 1000, not '\(text.printable(atMost: 60))'")
    }
    return .percent(percent)
  }
  private static let all = Argument<Bool>.flag("--all", "show every verdict, not one screen of them")

  private let old: [String]
  private let new: [String]
  private let format: ImportFormat?
  private let tolerance: Tolerance
  private let showsAll: Bool
  private let asJSON: Bool
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (old, new) = (try arguments.all(Self.baseline), try arguments.all(Self.new))
    format = try arguments.value(Self.format)
    tolerance = try arguments.value(Self.tolerance) ?? .usual
    showsAll = arguments[Self.all]
    asJSON = arguments[CommonArguments.json]
    self.context = context
  }

  package func run() throws -> ExitStatus {
    var reader = ResultFiles(format: format, in: context)
    let (before, after) = (try reader.results(old), try reader.results(new))
    for note in reader.notes { context.output.error("note: " + note) }
    let format = try reader.onlyFormat()
    let comparison = ResultComparison(old: before, new: after, module: format.tool, tolerance: tolerance)
    guard !comparison.record.verdicts.isEmpty else {
      throw InputError(
        file: new.joined(separator: ", "), problem: "has no number that can be judged",
        remedy: "Give results with a time, a rate or a unit of which is known what is better.")
    }
    let summary = RunSummary(comparison.record, redRule: RedRule(environment: context.environment))
    if asJSON {
      try context.output.json(RunReport(summary))
    } else {
      context.output.lines { width, colour in
        VerdictTable(summary: summary, width: width, colour: colour)
          .lines(showsAll ? .all : .oneScreen(restIn: "'\(PerftestCommand.prefix) judge --all'"))
          + JudgeLines(summary: summary, comparison: comparison, format: format).lines(width: width, colour: colour)
      }
    }
    return summary.exitStatus
  }
}
