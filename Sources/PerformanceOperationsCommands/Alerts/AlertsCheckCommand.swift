import PerformanceAlerts
import PerformanceBuild
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Evaluates all rules once, and sends what is new.
package struct AlertsCheckCommand: Command {
  package static let name = "alerts check"
  package static let syntax = Syntax(
    optional: [CommonArguments.json, CommonArguments.packagePath],
    remarks: """
      Run it after each gate, or every hour. It measures nothing. A rule fires once it has held for its number of \
      evaluations in a row. Each alert is sent once, again when it is over, and repeatedly while it lasts.

      Rules, receivers and routes are changed in baselines/\(AlertSettingsFile.name). The command exits with 0 even \
      while alerts fire, and with 75 when a receiver could not be reached: the next evaluation tries again.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let input = AlertInputReader.input(opened, arguments)
    let check = AlertCheck(opened.settings, opened.store, opened.delivery())
    let result: AlertCheck.Result
    do {
      result = try check.run(input)
    } catch let busy as AlertStore.Busy {
      throw OpenedAlerts.failure(busy)
    }
    opened.report(result.problems)
    for failure in result.failures { opened.report(failure.cause, of: failure.receiver) }
    if arguments[CommonArguments.json] {
      try context.output.json(result.transitions)
    } else {
      context.output.line(Self.summary(result))
    }
    return result.failures.isEmpty ? .pass : .notMeasurable
  }

  private static func summary(_ result: AlertCheck.Result) -> String {
    let state = result.state
    func count(_ phase: Alert.Phase) -> Int { state.alerts.count { $0.phase == phase } }
    let parts = [
      "\(count(.firing)) firing", "\(count(.pending)) pending", "\(count(.resolved)) resolved within 7 days",
      "\(Plural.text(state.withoutData.count, "rule")) without data",
    ]
    return parts.joined(separator: ", ")
  }
}
