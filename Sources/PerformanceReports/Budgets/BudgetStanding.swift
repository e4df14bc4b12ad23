import PerformanceRecords
import PerformanceText

/// How near a benchmark of a run is to a limit that its test or the file of budgets sets.
package struct BudgetStanding: Equatable, Sendable {
  /// What the judge said about the limit.
  package enum State: String, Sendable, CaseIterable {
    case kept
    /// The limit is kept, but some sessions are beyond it, or too few decide.
    case atRisk
    case over
  }

  package var benchmark: BenchmarkID
  package var metric: MetricDescription
  package var budget: Budget
  /// The limited statistic in this run, in the metric's unit.
  package var value: Double
  package var state: State

  /// The distance to the limit as a share of it; negative beyond it, `nil` for a limit of 0.
  package var headroom: Double? {
    budget.limit == 0 ? nil : -metric.direction.excess(of: value, over: budget.limit) / abs(budget.limit)
  }

  /// Whether the limit is exceeded.
  package var isExceeded: Bool { state == .over }

  /// The limit with its statistic: `p95 ≤ 2.00 ms`.
  package var limitText: String { budget.limitText(of: metric) }

  /// The id of a budget of the file, with its owner; empty for a limit that a test sets.
  package var nameText: String {
    guard let origin = budget.origin else { return "" }
    return origin.id.shown(atMost: 60) + (origin.owner.map { " (\($0.shown(atMost: 60)))" } ?? "")
  }

  /// The budgets of a run, those with the least headroom first.
  package static func all(in record: RunRecord) -> [BudgetStanding] {
    record.headBenchmarks.flatMap { id in
      all(of: record.sessions(of: id), record.verdicts(on: id))
    }.leastHeadroomFirst
  }

  /// The budgets of the sessions of a benchmark.
  /// - Parameter verdicts: the verdicts on the benchmark.
  package static func all(of sessions: [BenchmarkSession], _ verdicts: [Verdict]) -> [BudgetStanding] {
    sessions.budgets.compactMap { budget in
      let readings = sessions.compactMap { $0.reading(budget.metric) }
      guard let id = sessions.first?.id, let metric = readings.first?.metric,
        let value = metric.representative(of: budget.values(in: sessions, of: metric))
      else { return nil }
      let verdict = verdicts.first {
        $0.metric?.name == budget.metric && $0.budget == budget.statistic && $0.baseline == budget.limit
      }
      return BudgetStanding(
        benchmark: id, metric: metric, budget: budget, value: value,
        state: State(verdict?.outcome, isBeyond: metric.direction.excess(of: value, over: budget.limit) > 0))
    }
  }

  fileprivate var name: String { "\(benchmark) \(metric.name) \(budget.statistic.name) \(budget.origin?.id ?? "")" }
}

extension BudgetStanding.State {
  /// The state by the outcome of the judge, which has none where the limit is clearly kept and in a recording.
  fileprivate init(_ outcome: Verdict.Outcome?, isBeyond: Bool) {
    self =
      switch outcome {
      case .overBudget: .over
      case nil: isBeyond ? .over : .kept
      default: .atRisk
      }
  }
}

extension [BudgetStanding] {
  /// The standings, the least headroom first, then by name.
  package var leastHeadroomFirst: [BudgetStanding] {
    sorted { first, second in
      let (left, right) = (first.headroom ?? 0, second.headroom ?? 0)
      return left != right ? left < right : first.name < second.name
    }
  }
}

extension Budget {
  /// The limit with its statistic: `p95 ≤ 2.00 ms`.
  package func limitText(of metric: MetricDescription) -> String {
    let sign = metric.direction == .lowerIsBetter ? "≤" : "≥"
    return "\(statistic.name) \(sign) \(ValueFormat.text(limit, of: metric))"
  }
}
