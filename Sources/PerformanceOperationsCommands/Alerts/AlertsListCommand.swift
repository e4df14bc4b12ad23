import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Lists the rules, or the alerts.
package struct AlertsListCommand: Command {
  package static let name = "alerts list"
  package static let syntax = Syntax(
    optional: [active, resolved, CommonArguments.json, CommonArguments.packagePath],
    exclusions: [.init(active, resolved)],
    remarks: """
      Without options, lists every rule with its limit and its state at the last evaluation. 'no data' means that \
      nothing could be read, which does not mean that all is well.
      """)

  private static let active = Argument<Bool>.flag("--active", "only alerts that are pending or firing")
  private static let resolved = Argument<Bool>.flag("--resolved", "only alerts that were resolved within 7 days")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let state = opened.state()
    let table = AlertTable(opened.settings, state)
    guard arguments[Self.active] || arguments[Self.resolved] else {
      if arguments[CommonArguments.json] {
        try context.output.json(AlertRuleDocument.all(opened.settings, state))
      } else {
        context.output.lines { table.rules(width: $0, colour: $1) }
      }
      return .pass
    }
    let alerts = state.alerts.filter { ($0.phase == .resolved) == arguments[Self.resolved] }
    if arguments[CommonArguments.json] {
      try context.output.json(alerts)
    } else if alerts.isEmpty {
      context.output.error("there are no such alerts")
    } else {
      context.output.lines { table.lines(of: alerts, width: $0, colour: $1) }
    }
    return .pass
  }
}
