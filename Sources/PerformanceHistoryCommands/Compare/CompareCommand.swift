import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Compares the numbers of two origins.
package struct CompareCommand: Command {
  package static let name = "compare"
  package static let syntax = Syntax(
    required: [before, after],
    optional: [all, CommonArguments.json, ExportRequests.argument, CommonArguments.packagePath],
    remarks: """
      OLD and NEW are each one of: 'latest', the newest run; 'baseline', the baselines on file for this machine; the
      name of a run of the history or its beginning; a commit, a tag or a branch, of which the newest run is taken; a
      baseline (.json), a folder of baselines, or the event log of a run (.jsonl). A word with several of these meanings
      is refused, and the message says how to write each; './NAME' is always a file.

      Shows the numbers that differ, the worst change first: the best session of each side, for counts the usual count.
      Times of different machine classes are compared only with --all. The history has no tolerances: between two runs
      of it, a change of a time counts as worse or better from 20 %. From a folder with baselines of several toolchains
      or machine classes those are used that match the other side, else those of this machine.

      '--export' writes NEW with the comparison; NEW must then be a run whose event log is kept. The command judges
      nothing and exits with 0 whenever it could compare.
      """)

  private static let before = Argument<String>.operand("OLD", "a run, a commit, 'baseline', or a file")
  private static let after = Argument<String>.operand("NEW", "another one")
  private static let all = Argument<Bool>.flag(
    "--all", "every number: also what did not change, what is shown and never judged, and times of other machines")

  private let old: String
  private let new: String
  private let showsAll: Bool
  private let asJSON: Bool
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    showsAll = arguments[Self.all]
    asJSON = arguments[CommonArguments.json]
    (old, new) = (try arguments.required(Self.before), try arguments.required(Self.after))
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let numbers = ComparedNumbers(arguments, in: context)
    let comparison = try numbers.comparison(old, new, showsAll: showsAll)
    if asJSON {
      try context.output.json(comparison)
    } else {
      context.output.lines { ComparisonTable(comparison, width: $0, colour: $1).lines(showsAll ? .all : .changed) }
    }
    if !(try arguments.all(ExportRequests.argument).isEmpty) { try export(numbers) }
    return .pass
  }

  private func export(_ numbers: ComparedNumbers) throws {
    let exports = try ExportRequests(arguments, package: try PackageFolder(arguments, in: context), in: context)
    guard let log = try numbers.log(of: new) else {
      throw InputError(
        file: "'\(new.printable(atMost: 100))'", problem: "is no run whose event log is kept here",
        remedy: "'--export' writes the run NEW: name one that '\(PerftestCommand.prefix) history list' shows.")
    }
    try exports.check()
    exports.write(log: log, ["--compare-with", old])
  }
}
