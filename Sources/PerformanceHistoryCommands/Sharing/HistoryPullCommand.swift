import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Takes in the runs of other machines from a shared history.
package struct HistoryPullCommand: Command {
  package static let name = "history pull"
  package static let syntax = Syntax(
    forms: [
      Syntax.Form(optional: [CommonArguments.packagePath]),
      Syntax.Form(
        SharingArguments.git,
        optional: [SharingArguments.branch, SharingArguments.remote, CommonArguments.packagePath]),
    ],
    remarks: """
      Runs that this machine already has stay as they are. Runs that cannot be read are named and left out.

      Without --git, PERFTEST_HISTORY names the database: postgresql://USER@HOST/DATABASE.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    try package.state.create()
    let (added, unreadable) = try OpenedHistory(arguments, in: context).read { store in
      let known = try store.knownNames()
      var added = 0
      let unreadable = try arguments.withSharedHistory(of: package) { shared in
        try shared.pull(besides: known) { added += try store.takeIn($0) }
      }
      return (added, unreadable)
    }
    for run in unreadable {
      context.output.error("warning: \(run.location.printable): \(run.problem.printable); it was left out")
    }
    context.output.line(added == 0 ? "there are no new runs" : "pulled \(Plural.text(added, "run"))")
    return .pass
  }
}

extension HistoryStore {
  /// Adds runs that came from elsewhere.
  /// - Returns: The number of those that are new.
  /// - Throws: ``CommandFailure`` where there is no index that can be written.
  func takeIn(_ runs: [RunContents]) throws -> Int {
    guard let additions = add(runs) else {
      throw CommandFailure(
        status: .notMeasurable, message: "runs of other machines are kept in the index, which cannot be written")
    }
    return additions.count { $0 == .added }
  }
}
