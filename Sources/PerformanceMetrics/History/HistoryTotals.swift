import PerformanceExports
import PerformanceHistory
import PerformanceRecords

/// What all runs of a history add up to: the same whichever process asks, and never less than before, unless runs are
/// removed.
package struct HistoryTotals: Equatable, Sendable {
  /// How a run has ended, by the verdicts that are kept.
  package enum Result: String, CaseIterable, Sendable {
    /// No verdict is red on every machine.
    case pass
    case red
    /// It has recorded baselines.
    case recorded
    /// It broke off.
    case unfinished
  }

  /// A budget of a suite.
  package struct Budget: Hashable, Sendable {
    package var suite: String
    package var metric: String
    package var statistic: String
  }

  /// Runs with each result.
  package private(set) var runs: [Result: Int] = [:]
  /// Verdicts with each outcome.
  package private(set) var verdicts: [Verdict.Outcome: Int] = [:]
  /// Exceeded budgets, in the order in which each was exceeded first.
  package private(set) var violations: [(budget: Budget, count: Int)] = []
  /// Changes with a run of each result.
  package private(set) var changes: [Result: Set<String>] = [:]
  /// Branches that have runs.
  package private(set) var branches: Set<String> = []

  /// Adds up runs.
  /// - Parameters:
  ///   - reader: the history.
  ///   - names: runs that are left out: those that go on.
  /// - Throws: The error of a query.
  package init(of reader: any HistoryReader, besides names: Set<String>) throws {
    let outcomes = try reader.outcomes()
    let exceeded = try reader.exceededBudgets()
    // A planted slowdown is no code of anybody.
    for run in try reader.runs() where !names.contains(run.name) && run.slowdown == 1 {
      add(run, outcomes[run.name] ?? [:])
      for verdict in exceeded[run.name] ?? [] { add(verdict) }
    }
  }

  private mutating func add(_ run: HistoryRun, _ outcomes: [Verdict.Outcome: Int]) {
    let result = Result(run, outcomes)
    runs[result, default: 0] += 1
    verdicts.merge(outcomes, uniquingKeysWith: +)
    if let change = run.provenance.change { changes[result, default: []].insert(change) }
    if let branch = run.provenance.branch { branches.insert(branch) }
  }

  private mutating func add(_ verdict: HistoryVerdict) {
    let id = verdict.subject.id
    let budget = Budget(
      suite: MonitoringLabels.suite(id.module, id.suite), metric: verdict.metric ?? "",
      statistic: verdict.budget?.name ?? "")
    if let index = violations.firstIndex(where: { $0.budget == budget }) {
      violations[index].count += 1
    } else {
      violations.append((budget, 1))
    }
  }

  package static func == (left: HistoryTotals, right: HistoryTotals) -> Bool {
    left.runs == right.runs && left.verdicts == right.verdicts && left.changes == right.changes
      && left.branches == right.branches && left.violations.elementsEqual(right.violations, by: ==)
  }
}

extension HistoryTotals.Result {
  /// Outcomes that are red wherever they occur.
  private static let redOutcomes: Set<Verdict.Outcome> = [.regressed, .missing, .failed, .overBudget]

  package init(_ run: HistoryRun, _ outcomes: [Verdict.Outcome: Int]) {
    self =
      if !run.isFinished {
        .unfinished
      } else if outcomes.keys.contains(where: Self.redOutcomes.contains) {
        .red
      } else if run.mode == "record" {
        .recorded
      } else {
        .pass
      }
  }
}
