import Foundation
import PerformanceAlerts
import PerformanceHistory
import PerformanceHistoryCommands
import PerformanceLog
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceWorkflows

/// Reads what the indicators of a package count, and nothing that none of them needs.
struct IndicatorReader {
  private let opened: OpenedHistory
  private let context: CommandContext
  private let now: Double

  /// - Parameter now: seconds since 1970.
  init(_ opened: OpenedHistory, in context: CommandContext, now: Double) {
    (self.opened, self.context, self.now) = (opened, context, now)
  }

  private var package: PackageFolder { opened.package }

  /// What indicators count.
  /// - Parameter since: seconds since 1970.
  /// - Throws: ``InputError`` for a damaged file, or for a rule that no evaluation is kept of.
  func sources(of indicators: [Indicator], since: Double) throws -> IndicatorSources {
    var sources = IndicatorSources()
    let needed = Set(indicators.map(\.source))
    if needed.contains(.runs) || needed.contains(.results) {
      sources.runs = try opened.read { store in
        try store.read { try RunObservation.all(in: $0, since: since, needsPoints: needed.contains(.results)) }
      }
    }
    if needed.contains(.baselines) { sources.recorded = try recorded() }
    if needed.contains(.commands) { sources.commands = try commands() }
    if needed.contains(.logs) { sources.plans = RunPlanning.all(of: package.state.eventLogs, since: since) }
    if needed.contains(.verification) { sources.verification = verification() }
    if needed.contains(.evaluations) {
      try indicators.forEach(check)
      sources.evaluations = evaluations()
    }
    return sources
  }

  /// The day on which each benchmark on file was recorded.
  private func recorded() throws -> [Day] {
    try package.baselines.folders().flatMap { folder in
      try package.baselines.documents(in: folder).flatMap(\.benchmarks).compactMap { Day($0.recorded.date) }
    }
  }

  /// The commands that are kept about usage; none where it is off.
  private func commands() throws -> [UsageEntry] {
    guard let days = try UsageSettings(environment: context.environment).days else { return [] }
    return try UsageStore(package, in: context).entries(days: days, now: now)
  }

  private func verification() -> ObjectiveEvents? {
    guard let evidence = GateEvidence.read(in: package.state.url), let day = Day(evidence.date) else { return nil }
    return ObjectiveEvents(
      time: Double(day.number) * 86_400, run: "verify-gate", good: evidence.trials - evidence.falseAlarms,
      total: evidence.trials)
  }

  private func check(_ indicator: Indicator) throws(InputError) {
    guard case .quietRule(let name) = indicator, !AlertEvaluation.isKept(of: name) else { return }
    throw InputError(
      file: ObjectiveFile(in: package.baselines.folder).url.path, key: "rule",
      problem: "is '\(name.printable(atMost: 80))', which is no rule about the machine",
      remedy: "Give one of \(AlertEvaluation.kept.joined(separator: ", ")).")
  }

  private func evaluations() -> [String: [ObjectiveEvents]] {
    var events: [String: [ObjectiveEvents]] = [:]
    for evaluation in AlertStore(package.state).evaluations() {
      for (rules, good) in [(evaluation.clear, 1), (evaluation.holds, 0)] {
        for rule in rules {
          events[rule, default: []].append(
            ObjectiveEvents(time: evaluation.time, run: "alerts check", good: good, total: 1))
        }
      }
    }
    return events
  }
}
