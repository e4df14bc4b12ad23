import PerformanceAlerts
import PerformanceBuild
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows how often alerts fired, how long they lasted, and which come back.
package struct AlertsStatsCommand: Command {
  package static let name = "alerts stats"
  package static let syntax = Syntax(optional: [days, CommonArguments.json, CommonArguments.packagePath])

  private static let days = Argument<Int>.number("--days", "N", in: 1...36_500, "of the last days; of all unless given")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let (lines, damaged) = opened.store.history()
    if damaged > 0 { opened.report([.damagedLines(damaged)]) }
    let begin = try arguments.value(Self.days).map { opened.now - Double($0) * 86_400 } ?? -.infinity
    let statistics = AlertStatistics(lines.filter { $0.time >= begin })
    if arguments[CommonArguments.json] {
      try context.output.json(statistics.rules)
    } else if statistics.rules.isEmpty {
      context.output.error("no alert has fired")
    } else {
      context.output.lines { Self.table(statistics).lines(width: $0, colour: $1) }
    }
    return .pass
  }

  private static func table(_ statistics: AlertStatistics) -> TextTable {
    let columns = [
      TextTable.Column("rule", narrowest: 12), TextTable.Column("fired", alignment: .right),
      TextTable.Column("resolved", alignment: .right), TextTable.Column("came back", alignment: .right),
      TextTable.Column("mean duration", alignment: .right),
    ]
    let rows = statistics.rules.map { rule in
      TextTable.Row(cells: [
        .init(text: rule.rule), .init(text: "\(rule.fired)"), .init(text: "\(rule.resolved)"),
        .init(text: "\(rule.returned)"), .init(text: rule.meanSeconds.map(duration) ?? "–"),
      ])
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows)
  }

  private static func duration(_ seconds: Double) -> String {
    let hours = Int(min(max(seconds, 0), 1e12)) / 3_600
    return hours < 48 ? hours == 0 ? ValueFormat.duration(seconds: seconds) : "\(hours) h" : "\(hours / 24) d"
  }
}
