import PerformanceAlerts
import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows

/// Sends a notification that is marked as a test through every receiver.
package struct AlertsTestCommand: Command {
  package static let name = "alerts test"
  package static let syntax = Syntax(
    optional: [severity, receiver, CommonArguments.packagePath],
    remarks: """
      The notification has the label \(AlertLabels.test)="true" and is over at once, so that nobody keeps it open. The \
      command exits with 75 when a receiver did not take it.
      """)

  private static let severity = Argument<AlertSeverity>.option(
    "--severity", "SEVERITY", "critical, warning or info; info unless given"
  ) { (text: String) throws(UsageError) in
    guard let severity = AlertSeverity(rawValue: text) else {
      throw UsageError("--severity takes critical, warning or info, not '\(text.printable(atMost: 60))'")
    }
    return severity
  }
  private static let receiver = Argument<String>.text("--receiver", "NAME", "only this one")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let severity = try arguments.value(Self.severity) ?? .info
    let name = try arguments.value(Self.receiver)
    let receivers = opened.settings.receivers.filter { name == nil || $0.name == name }
    guard !receivers.isEmpty else {
      throw UsageError("there is no receiver '\((name ?? "").printable(atMost: 60))'")
    }
    let notifications = receivers.flatMap { AlertNotification.test(to: $0, severity, at: opened.now) }
    let failures = try opened.locked { opened.delivery().deliver(notifications) { _ in } }
    for (notification, failure) in zip(notifications, failures) {
      if let failure {
        opened.report(failure, of: notification.receiver)
      } else {
        let state = notification.isFiring ? "firing" : "resolved"
        context.output.line("\(notification.receiver.printable): sent (\(state))")
      }
    }
    return failures.allSatisfy { $0 == nil } ? .pass : .notMeasurable
  }
}
