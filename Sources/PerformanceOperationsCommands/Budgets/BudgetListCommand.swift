import PerformanceBuild
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Lists the budgets of the checked-in file, each with the benchmarks on file that it matches.
package struct BudgetListCommand: Command {
  package static let name = "budget list"
  package static let syntax = Syntax(
    optional: [CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      A pattern matches the ids of benchmarks: '*' stands for any characters and '?' for one. A budget that matches no
      benchmark with a baseline has a 0 in the list, and a gate reports it.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let package = try PackageFolder(arguments, in: context)
    let recorded = try package.recordedBenchmarks()
    let budgets = try package.budgetFile.read().map { BudgetMatches($0, in: recorded) }
    if arguments[CommonArguments.json] {
      try context.output.json(budgets.map(Entry.init))
      return .pass
    }
    guard !budgets.isEmpty else {
      context.output.error(
        "\(package.budgetFile.url.path) has no budgets; see '\(PerftestCommand.prefix) budget suggest'")
      return .pass
    }
    let table = TextTable(
      columns: [
        .init("budget", narrowest: 16), .init("benchmarks", narrowest: 24), .init("metric"), .init("limit"),
        .init("severity", presence: .whenThereIsRoom), .init("matches", alignment: .right),
        .init("owner", presence: .whenNamesFit),
      ],
      noteTitle: "", rows: budgets.map(Self.row))
    context.output.lines { table.lines(width: $0, colour: $1) }
    return .pass
  }

  private static func row(_ matches: BudgetMatches) -> TextTable.Row {
    let rule = matches.rule
    let cells = [
      rule.id, rule.benchmark.text, rule.metric, rule.limitText, rule.severity.rawValue, "\(matches.benchmarks.count)",
      rule.owner ?? "",
    ]
    let style: Style = matches.benchmarks.isEmpty ? .yellow : .plain
    return TextTable.Row(cells: cells.map { TextTable.Cell(text: $0.printable(atMost: 160), style: style) })
  }

  private struct Entry: Encodable {
    let budget: BudgetRule
    let benchmarks: [String]

    init(_ matches: BudgetMatches) {
      budget = matches.rule
      benchmarks = matches.benchmarks.map(\.description)
    }
  }
}

extension BudgetRule {
  /// The limits: `p95 ≤ 2000000, +25 %`. The file has no direction of the metric, so the sign is that of a cost.
  var limitText: String {
    let absolute = limit.map { "\(statistic.name) " + NumberText.short($0) }
    let relative = percent.map { "\(statistic.name) baseline ±\(NumberText.short($0)) %" }
    return [absolute, relative].compactMap { $0 }.joined(separator: ", ")
  }
}

/// Numbers of a file as they were written.
enum NumberText {
  static func short(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
