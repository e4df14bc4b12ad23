import PerformanceBuild
import PerformanceHistory
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Adds the runs of this machine to a shared history.
package struct HistoryPushCommand: Command {
  package static let name = "history push"
  package static let syntax = Syntax(
    forms: [
      Syntax.Form(optional: [all, SharingArguments.samples, CommonArguments.packagePath]),
      Syntax.Form(
        SharingArguments.git,
        optional: [
          SharingArguments.branch, SharingArguments.remote, all, SharingArguments.samples, CommonArguments.packagePath,
        ]),
    ],
    remarks: """
      Only runs that the shared history lacks are sent, so a repeated push changes nothing. A run in the shared \
      history is never changed. A run that broke off, or that no longer has results, is not sent.

      Without --git, PERFTEST_HISTORY names the database: postgresql://USER@HOST/DATABASE.
      """)

  private static let all = Argument<Bool>.flag(
    "--all", "also runs of other machines that were pulled or imported, as after the loss of the shared history")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedHistory(arguments, in: context)
    let (added, runs) = try opened.read { store in
      let runs = try PushedRuns(
        store, detail: arguments[SharingArguments.samples] ? .samples : .numbers,
        includesPulled: arguments[Self.all])
      return (try arguments.withSharedHistory(of: opened.package) { try $0.push(runs) }, runs)
    }
    context.output.line(
      added == 0 ? "the shared history has every run of this machine" : "pushed \(Plural.text(added, "run"))")
    if runs.unfinished > 0 {
      context.output.line("\(Plural.text(runs.unfinished, "run")) that did not finish: not pushed")
    }
    if runs.pruned > 0 {
      context.output.line("\(Plural.text(runs.pruned, "run")) whose results 'history prune' removed: not pushed")
    }
    return .pass
  }
}
