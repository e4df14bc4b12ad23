import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Says that somebody looks after an alert.
package struct AlertsAckCommand: Command {
  package static let name = "alerts ack"
  package static let syntax = Syntax(
    required: [alert, author], optional: [comment, CommonArguments.packagePath],
    remarks: "The acknowledgement ends with the alert; if the alert comes back, it is a new one.")

  private static let alert = Argument<String>.operand(
    "ALERT", "the name of a rule, for all its alerts, or the key of one, or the beginning of it")
  private static let author = Argument<String>.text("--author", "NAME", "who works on it")
  private static let comment = Argument<String>.text("--comment", "TEXT", "what is known about it")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let acknowledgement = Alert.Acknowledgement(
      author: try arguments.required(Self.author), comment: try arguments.value(Self.comment), time: opened.now)
    var count = 0
    try opened.change { state in
      let query = try arguments.required(Self.alert)
      let found = Set(try opened.alerts(query, in: state).filter { $0.phase != .resolved }.map(\.fingerprint))
      for index in state.alerts.indices where found.contains(state.alerts[index].fingerprint) {
        state.alerts[index].acknowledgement = acknowledgement
        count += 1
      }
    }
    context.output.line("\(acknowledgement.author.printable) looks after \(Plural.text(count, "alert"))")
    return .pass
  }
}
