import PerformanceBuild
import PerformanceHistoryCommands
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Judges the numbers of a run by the budgets as they are now.
package struct BudgetCheckCommand: Command {
  package static let name = "budget check"
  package static let syntax = Syntax(
    optional: [run, all, CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Measures nothing: the sessions of the newest run, or of RUN, are judged again, by the limits that the tests had in
      that run and by the present ones of baselines/budgets.json. A gate does the same with fresh sessions, and takes
      more of them where a limit is near. Exits with 1 when a critical budget is exceeded, and with 75 when there is no
      run.
      """)

  private static let run = Argument<String>.operand(
    "RUN", "the run: its name, the beginning of it, or its event log (.jsonl); the newest unless given")
  private static let all = Argument<Bool>.flag("--all", "every budget, not one screen of them")
  /// One screen.
  private static let usualRows = 30

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    let record = try RunRecord(log: try LoggedRun(try arguments.value(Self.run), in: context).log(in: package))
    guard let start = record.start else {
      throw CommandFailure(status: .notMeasurable, message: "the event log has no beginning, so its machine is unknown")
    }
    let check = BudgetCheck(
      record, by: try package.budgetFile.read(), baselines: try package.baselines.load(for: start.environment))
    let standings = check.benchmarks.flatMap { BudgetStanding.all(of: $0.sessions, $0.verdicts) }.leastHeadroomFirst
    let isRed = standings.contains { $0.state == .over && $0.budget.origin?.severity != .warning }
    if arguments[CommonArguments.json] {
      try context.output.json(BudgetDocument(run: record.id, standings: standings, unused: check.unused))
    } else {
      write(standings, check.unused)
    }
    return isRed ? .red : .pass
  }

  private func write(_ standings: [BudgetStanding], _ unused: [UnusedBudget]) {
    for line in UnusedBudget.lines(unused) { context.output.error("warning: \(line)") }
    guard !standings.isEmpty else { return context.output.error("the run has no number with a budget") }
    let shown = arguments[Self.all] ? standings[...] : standings.prefix(Self.usualRows)
    let table = BudgetTable(Array(shown))
    context.output.lines { table.lines(width: $0, colour: $1) }
    if standings.count > shown.count { context.output.line("and \(standings.count - shown.count) more: add --all") }
    let counts = BudgetStanding.State.allCases.map { state in (state, standings.count { $0.state == state }) }
    let texts = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.text)" }
    context.output.line("\(Plural.text(standings.count, "budget")): " + texts.joined(separator: ", "))
  }
}

/// The budgets of a run as JSON.
private struct BudgetDocument: Encodable {
  let run: String?
  let budgets: [Entry]
  let unused: [UnusedBudget]

  struct Entry: Encodable {
    let benchmark: String
    let metric: String
    let statistic: String
    let limit: Double
    let value: Double
    let headroom: Double?
    let state: String
    let id: String?
    let severity: String?
    let owner: String?
    let note: String?
  }

  init(run: String?, standings: [BudgetStanding], unused: [UnusedBudget]) {
    (self.run, self.unused) = (run, unused)
    budgets = standings.map { standing in
      let origin = standing.budget.origin
      return Entry(
        benchmark: standing.benchmark.description, metric: standing.metric.name,
        statistic: standing.budget.statistic.name, limit: standing.budget.limit, value: standing.value,
        headroom: standing.headroom, state: standing.state.rawValue, id: origin?.id,
        severity: origin?.severity.rawValue, owner: origin?.owner, note: origin?.note)
    }
  }
}
