import PerformanceRecords

/// Judges the budgets of a benchmark.
struct BudgetJudge: Sendable {
  let finder: ComparisonFinder
  let exactRule: ExactRule

  /// A verdict for each budget that the sessions violate so far.
  func judge(_ sessions: [BenchmarkSession], _ remaining: Remaining) -> [MetricJudgement] {
    (sessions.first?.budgets ?? []).compactMap { judge($0, in: sessions, remaining) }
  }

  private func judge(_ budget: Budget, in sessions: [BenchmarkSession], _ remaining: Remaining) -> MetricJudgement? {
    let readings = sessions.compactMap { $0.reading(budget.metric) }
    guard let metric = readings.first?.metric else { return nil }
    let values = readings.compactMap { budget.statistic.value(of: $0.values, better: metric.direction) }
    guard let best = metric.direction.best(of: values), metric.direction.excess(of: best, over: budget.limit) > 0
    else { return nil }
    var verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .overBudget, reason: .budgetExceeded, baseline: budget.limit,
      now: best, sessions: sessions.count, location: sessions[0].location)
    verdict.budget = budget.statistic
    let enough = metric.kind == .exact ? exactRule.cap : SampledRule.standard.cap
    guard values.count >= enough || remaining.isTimeUp else {
      let open = verdict.with(.ambiguous, remaining.openReason)
      return remaining.isNone ? .final(open) : .open(open)
    }
    let machine = MachineEvidence(then: finder.calibration(of: sessions[0].id))
    let isExplained = metric.kind == .sampled && keeps(budget, metric, without: machine, in: sessions)
    if isExplained { verdict = machine.explained(verdict, by: sessions) }
    GPUEvidence(sessions).judge(&verdict)
    return .final(verdict)
  }

  /// Whether the budget is kept once the machine's part is subtracted.
  ///
  /// The median of the three best sessions decides: a single session with a disturbed calibration could explain any
  /// excess.
  private func keeps(
    _ budget: Budget, _ metric: MetricDescription, without machine: MachineEvidence, in sessions: [BenchmarkSession]
  ) -> Bool {
    let excesses = sessions.compactMap { session -> Double? in
      guard let reading = session.reading(metric.name),
        let value = budget.statistic.value(of: reading.values, better: metric.direction)
      else { return nil }
      return metric.direction.excess(of: machine.remaining(value, of: reading, in: session), over: budget.limit)
    }
    let best = excesses.sorted().prefix(3)
    return best.isEmpty ? false : best[best.count / 2] <= 0
  }
}
