import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceSystem
import PerformanceWorkflows

/// Writes the rules for Prometheus.
package struct AlertsExportCommand: Command {
  package static let name = "alerts export"
  package static let syntax = Syntax(
    optional: [output, interval, CommonArguments.packagePath],
    remarks: """
      The file has every rule whose metrics 'metrics' serves, with the limits of baselines/\(AlertSettingsFile.name). \
      Prometheus counts time where 'alerts check' counts evaluations, so a rule must hold for as many intervals. Rules \
      about the history are evaluated only by 'alerts check'.
      """)

  private static let output = Argument<String>.text("--output", "FILE", "where to; standard output unless given")
  private static let interval = Argument<Int>.number(
    "--interval", "SECONDS", in: 1...86_400, "how often Prometheus evaluates; 60 unless given")

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let opened = try OpenedAlerts(arguments, in: context)
    let text = AlertRuleFile(opened.settings, interval: try arguments.value(Self.interval) ?? 60).text
    if let path = try arguments.value(Self.output) {
      try JSONFile.write(Data(text.utf8), to: context.file(path))
    } else {
      context.output.results.write(text)
    }
    return .pass
  }
}
