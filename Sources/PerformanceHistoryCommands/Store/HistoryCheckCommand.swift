import PerformanceBuild
import PerformanceHistory
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Compares the index with itself and with the logs.
package struct HistoryCheckCommand: Command {
  package static let name = "history check"
  package static let syntax = Syntax(
    optional: [CommonArguments.packagePath],
    remarks: """
      Exits with 1 when something is wrong; 'history rebuild' then makes the index again. Runs whose log was deleted
      cannot be compared; of pruned runs only what is left is compared.
      """)

  private let arguments: Arguments
  private let context: CommandContext

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let findings = try OpenedHistory(arguments, in: context).read { try $0.check() }
    guard let findings else { throw OpenedHistory.noIndex(to: "check") }
    for finding in findings { context.output.line(finding.text) }
    context.output.line(Self.conclusion(findings))
    return findings.isEmpty ? .pass : .red
  }

  private static func conclusion(_ findings: [HistoryFinding]) -> String {
    if findings.isEmpty { return "the index has the run of every event log" }
    // A log that cannot be read now cannot be read by a rebuild either.
    let isMendable = findings.contains { if case .unreadableLog = $0 { false } else { true } }
    return isMendable
      ? "make the index again: \(PerftestCommand.prefix) history rebuild"
      : "the index has the run of every other event log; repair or delete these"
  }
}
