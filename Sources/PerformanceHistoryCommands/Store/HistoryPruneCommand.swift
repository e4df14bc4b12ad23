import Foundation
import PerformanceBuild
import PerformanceHistory
import PerformanceLog
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Removes from the index what is older than it is to be kept.
package struct HistoryPruneCommand: Command {
  package static let name = "history prune"
  package static let syntax = Syntax(
    optional: [samples, points, verdicts, dryRun, CommonArguments.packagePath],
    remarks: """
      Days that are not given are those in baselines/\(HistorySettingsFile.name), else \(HistoryRetention.usual.samples)
      for samples, \(HistoryRetention.usual.points) for results and \(HistoryRetention.usual.verdicts) for runs. When
      the results of a run are removed, its verdicts other than 'same' stay. Event logs are not touched; only 'history
      rebuild' brings back from them what was removed.
      """)

  private static let samples = days("--samples", "days to keep the samples of sessions")
  private static let points = days("--points", "days to keep results")
  private static let verdicts = days("--verdicts", "days to keep runs with their verdicts")
  private static let dryRun = Argument<Bool>.flag("--dry-run", "show what would be removed, and remove nothing")

  private static func days(_ name: String, _ help: String) -> Argument<Int> {
    .number(name, "DAYS", in: HistoryRetention.allowed, help)
  }

  private let arguments: Arguments
  private let context: CommandContext
  private let now = Date().timeIntervalSince1970

  package init(_ arguments: Arguments, in context: CommandContext) throws {
    (self.arguments, self.context) = (arguments, context)
  }

  package func run() throws -> ExitStatus {
    let history = try OpenedHistory(arguments, in: context)
    var retention = history.settings.retention
    retention.samples = try arguments.value(Self.samples) ?? retention.samples
    retention.points = try arguments.value(Self.points) ?? retention.points
    retention.verdicts = try arguments.value(Self.verdicts) ?? retention.verdicts
    let pruning = try history.read { store in
      try arguments[Self.dryRun] ? store.pruning(retention, now: now) : store.prune(retention, now: now)
    }
    guard let pruning else { throw OpenedHistory.noIndex(to: "prune") }
    if pruning.sizes != nil, !pruning.isEmpty { audit(pruning, in: history) }
    context.output.line(pruning.lines.joined(separator: "\n"))
    return .pass
  }

  private func audit(_ pruning: HistoryPruning, in history: OpenedHistory) {
    let rows = pruning.removals.values.map(\.rows).reduce(0, +)
    history.package.log.audit(
      .historyRewritten, "older results were removed from the index",
      [
        "history.operation": "prune", "file.path": .string(history.package.state.history.path),
        "removed.rows": .integer(rows), "file.bytes.before": .integer(pruning.sizes?.before ?? 0),
        "file.bytes.after": .integer(pruning.sizes?.after ?? 0),
      ])
  }
}
