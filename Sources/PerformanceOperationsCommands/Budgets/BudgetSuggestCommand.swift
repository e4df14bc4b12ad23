import PerformanceBuild
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceLog
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Proposes limits from the history.
package struct BudgetSuggestCommand: Command {
  package static let name = "budget suggest"
  package static let syntax = Syntax(
    optional: [benchmarks, metrics, runs, margin, owner, write, CommonArguments.packagePath],
    remarks: """
      For each benchmark the limit is the worst of its newest results, without outliers, plus a margin. Limits are
      proposed for counts unless --metric names other metrics, since a slower machine exceeds a limit on a time. Prints
      a file of budgets; --write adds the new ones to baselines/budgets.json and keeps every budget there.
      """)

  private static let benchmarks = Argument<String>.operands(
    "BENCHMARK", "its id, or a part of it; every benchmark unless given")
  private static let metrics = Argument<String>.options("--metric", "NAME", "a metric; every count unless given") {
    (text: String) throws(UsageError) in text
  }
  private static let runs = Argument<Int>.number("--runs", "N", in: 2...1_000, "the newest results; 30 unless given")
  private static let margin = Argument<Int>.number(
    "--margin", "PERCENT", in: 0...1_000, "what is added to the worst; 10 unless given")
  private static let owner = Argument<String>.text("--owner", "NAME", "who decides about the limits")
  private static let write = Argument<Bool>.flag("--write", "add them to baselines/budgets.json")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedHistory(arguments, in: context)
    let suggestion = BudgetSuggestion(
      results: try arguments.value(Self.runs) ?? 30, margin: Double(try arguments.value(Self.margin) ?? 10))
    let owner = try arguments.value(Self.owner)
    let rules = try opened.read { store in
      try store.read { history in
        try selected(try history.series(of: nil), in: opened.package).compactMap { series in
          let points = try history.points(of: series, last: suggestion.results)
          return suggestion.rule(for: series, points, owner: owner)
        }
      }
    }
    guard !rules.isEmpty else {
      throw CommandFailure(
        status: .notMeasurable,
        message: "the history has no results of these benchmarks; measure with '\(PerftestCommand.prefix) gate'")
    }
    let file = opened.package.budgetFile
    let old = try file.read()
    guard arguments[Self.write] else {
      context.output.results.write(try file.text(rules.withDistinctIDs(besides: [])))
      return .pass
    }
    // Whoever wrote a limit has decided about it.
    let limited = Set(old.map { "\($0.benchmark.text) \($0.metric)" })
    let added = rules.filter { !limited.contains("\($0.benchmark.text) \($0.metric)") }
      .withDistinctIDs(besides: old.map(\.id))
    try file.write(old + added)
    context.log.audit(
      .budgetChanged, "Budgets were added from the history.",
      ["budgets": .string(added.map(\.id).joined(separator: ", "))])
    context.output.line("\(Plural.text(added.count, "budget")) added to \(file.url.path), \(old.count) kept")
    return .pass
  }

  /// The newest environment of each selected benchmark and metric: a limit fits one kind of machine.
  private func selected(_ all: [HistorySeries], in package: PackageFolder) throws -> [HistorySeries] {
    let names = try arguments.all(Self.benchmarks)
    let metrics = Set(try arguments.all(Self.metrics))
    let ids = Set(all.map(\.benchmark))
    var wanted = names.isEmpty ? ids : []
    for name in names {
      let matches = BenchmarkQuery(name).matches(in: ids)
      guard !matches.isEmpty else {
        throw InputError(
          file: "'\(name.printable(atMost: 100))'",
          problem: "matches no benchmark of the history in \(package.state.url.path)",
          remedy: "List the benchmarks with '\(PerftestCommand.prefix) list'.")
      }
      wanted.formUnion(matches)
    }
    let known = Set(all.map(\.metric))
    if let unknown = metrics.subtracting(known).sorted().first {
      throw InputError(
        file: "'\(unknown.printable(atMost: 60))'", problem: "is no metric of the history",
        remedy: "It has: \(known.sorted().joined(separator: ", ")).")
    }
    var seen: Set<String> = []
    return all.reversed().filter { series in
      wanted.contains(series.benchmark) && (metrics.isEmpty ? series.kind == .exact : metrics.contains(series.metric))
        && seen.insert("\(series.benchmark) \(series.metric)").inserted
    }.reversed()
  }
}

extension [BudgetRule] {
  /// The budgets with numbers behind ids that are taken.
  fileprivate func withDistinctIDs(besides taken: [String]) -> [BudgetRule] {
    var taken = Set(taken)
    return map { rule in
      var (rule, number) = (rule, 2)
      let id = rule.id
      while !taken.insert(rule.id).inserted {
        rule.id = "\(id)-\(number)"
        number += 1
      }
      return rule
    }
  }
}
