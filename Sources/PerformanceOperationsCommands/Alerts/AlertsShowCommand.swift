import PerformanceAlerts
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Shows a rule with its alerts.
package struct AlertsShowCommand: Command {
  package static let name = "alerts show"
  package static let syntax = Syntax(
    required: [rule], optional: [CommonArguments.json, CommonArguments.packagePath])

  private static let rule = Argument<String>.operand("RULE", "the name of a rule, such as PerfRegression")

  private let name: String
  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    name = try arguments.required(Self.rule)
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    guard let rule = opened.settings.rules.first(where: { $0.name == name }) else {
      let nearest = NearestNames(to: name, among: AlertRule.all.map(\.name)).question
      throw InputError(
        file: "'\(name.printable(atMost: 80))'", problem: "is no rule\(nearest)",
        remedy: "See '\(PerftestCommand.prefix) alerts list'.")
    }
    let state = opened.state()
    if arguments[CommonArguments.json] {
      try context.output.json(AlertRuleDocument.all(opened.settings, state).filter { $0.name == name })
      return .pass
    }
    for line in Self.lines(rule, state) { context.output.line(line) }
    let alerts = state.alerts.filter { $0.rule == name }
    if !alerts.isEmpty {
      context.output.line("")
      context.output.lines { AlertTable(opened.settings, state).lines(of: alerts, width: $0, colour: $1) }
    }
    return .pass
  }

  private static func lines(_ rule: AlertRule, _ state: AlertState) -> [String] {
    var lines = [
      "\(rule.name): \(rule.severity.rawValue), \(rule.category.rawValue)\(rule.isEnabled ? "" : ", off")",
      "  fires when   \(rule.expression)",
      "  for          \(Plural.text(rule.evaluations, "evaluation"))",
      "  keeps firing \(Plural.text(rule.keep, "evaluation"))",
      "  Prometheus   \(rule.isExported ? "can evaluate it" : "cannot: only 'alerts check' can")",
      "  what to do   the article \(rule.runbook)",
    ]
    if let since = state.withoutData[rule.name] { lines.append("  no data      since \(AlertTable.time(since))") }
    return lines
  }
}
