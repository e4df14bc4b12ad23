import PerformanceRecords

/// Judges the budgets of a benchmark: those of its test and those of the checked-in file.
struct BudgetJudge: Sendable {
  let finder: ComparisonFinder
  let exactRule: ExactRule
  /// The budgets that are judged; all of them, or the candidates of a pair of builds.
  var scope = JudgedScope.everything
  /// Whether a pair of builds follows, which says whether an older build exceeds the limit as well.
  var confirms = false

  /// A verdict for each budget that the sessions violate so far, or are about to.
  /// - Parameters:
  ///   - base: the sessions of an older build, taken in turn with these; empty without a pair.
  ///   - counts: what counts are compared with. Where baselines judge them, no older build excuses a count, as on a
  ///     machine with recorded times.
  func judge(
    _ sessions: [BenchmarkSession], beside base: [BenchmarkSession] = [],
    countsOf counts: PairedRun.CountReference = .otherBuild, _ remaining: Remaining
  ) -> [MetricJudgement] {
    guard let first = sessions.first else { return [] }
    return first.budgets.filter { scope.contains($0, of: first.id) }.compactMap { budget in
      guard let metric = sessions.lazy.compactMap({ $0.reading(budget.metric)?.metric }).first else { return nil }
      let isCount = metric.kind == .exact && counts == .baselines
      return judge(budget, of: metric, in: sessions, beside: isCount ? [] : base, remaining)
    }
  }

  private enum Standing {
    case kept, exceeded
    /// More sessions decide.
    case undecided
    /// No session follows that could decide.
    case unresolved
  }

  private func judge(
    _ budget: Budget, of metric: MetricDescription, in sessions: [BenchmarkSession], beside base: [BenchmarkSession],
    _ remaining: Remaining
  ) -> MetricJudgement? {
    let values = budget.values(in: sessions, of: metric)
    guard let value = metric.representative(of: values) else { return nil }
    var verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .overBudget, reason: .budgetExceeded, baseline: budget.limit,
      now: value, sessions: sessions.count, location: sessions[0].location)
    verdict.budget = budget.statistic
    verdict.detail = detail(of: budget, value, of: metric, beside: base)
    let enough = enough(for: metric, isPaired: !base.isEmpty)
    switch standing(of: values, of: metric, beside: budget.limit, enough: enough, remaining) {
    case .kept:
      let isAwaited = scope != .everything
      guard isAwaited || isAtRisk(value, values, of: metric, beside: budget.limit) else { return nil }
      return .final(verdict.with(.ambiguous, .budgetAtRisk))
    case .undecided: return .undecided(verdict)
    case .unresolved: return .unresolved(verdict, remaining)
    case .exceeded: break
    }
    let machine = MachineEvidence(then: finder.calibration(of: sessions[0].id))
    let isExplained = metric.isOfMachine && keeps(budget, metric, without: machine, in: sessions)
    if isExplained { verdict = machine.explained(verdict, by: sessions) }
    GPUEvidence(sessions).judge(&verdict)
    // A slower machine exceeds an absolute limit without any change of the code.
    if confirms, metric.isOfMachine, verdict.outcome == .overBudget {
      verdict.confirmation = Verdict.Confirmation(state: .awaited)
    }
    return .final(verdict)
  }

  /// The sessions after which a limit that all of them exceed is exceeded.
  private func enough(for metric: MetricDescription, isPaired: Bool) -> Int {
    switch (metric.kind, scope) {
    case (.exact, _): exactRule.cap
    // The run before the pair has shown that the limit is exceeded.
    case (.sampled, .only) where isPaired: PairedRule.standard.screening
    case (.sampled, _): confirms && metric.isOfMachine ? SampledRule.screening.cap : SampledRule.standard.cap
    }
  }

  /// Where the budget is from, and whether the older build exceeds it by the same amount; `nil` where there is neither.
  private func detail(
    of budget: Budget, _ value: Double, of metric: MetricDescription, beside base: [BenchmarkSession]
  ) -> Verdict.Detail? {
    var facts = BudgetFacts(origin: budget.origin)
    if let old = metric.representative(of: budget.values(in: base, of: metric)) {
      facts.base = old
      facts.isBaseOver =
        metric.direction.excess(of: old, over: budget.limit) > 0
        && metric.direction.excess(of: value, over: old) <= metric.tolerance.allowance(for: old)
    }
    return facts == BudgetFacts() ? nil : .budget(facts)
  }

  /// Whether a limit that is kept lies between the sessions, and near the number that represents them.
  private func isAtRisk(
    _ value: Double, _ values: [Double], of metric: MetricDescription, beside limit: Double
  ) -> Bool {
    let near = SampledRule.standard.near * metric.tolerance.allowance(for: value)
    return metric.direction.excess(of: value, over: limit) > -near
      && values.contains { metric.direction.excess(of: $0, over: limit) > 0 }
  }

  /// Compares the sessions with a limit: the best of them decides, or most of them where the median represents them.
  private func standing(
    of values: [Double], of metric: MetricDescription, beside limit: Double, enough: Int, _ remaining: Remaining
  ) -> Standing {
    let isOver = values.map { metric.direction.excess(of: $0, over: limit) > 0 }
    switch metric.summary {
    case .best:
      guard isOver.allSatisfy({ $0 }) else { return .kept }
      if values.count >= enough || remaining.isLast { return .exceeded }
      return remaining.isNone ? .unresolved : .undecided
    case .median:
      return switch RelativeRule(.standard).decision(isOver, isLast: remaining.isNone) {
      case .within: .kept
      case .beyond: .exceeded
      case .undecided: .undecided
      case .unresolved: .unresolved
      }
    }
  }

  /// Whether the budget is kept once the machine's part is subtracted, by the median of the best sessions.
  private func keeps(
    _ budget: Budget, _ metric: MetricDescription, without machine: MachineEvidence, in sessions: [BenchmarkSession]
  ) -> Bool {
    let excesses = sessions.compactMap { session -> Double? in
      guard let reading = session.reading(metric.name),
        let value = budget.statistic.value(of: reading.values, better: metric.direction)
      else { return nil }
      return metric.direction.excess(of: machine.remaining(value, of: reading, in: session), over: budget.limit)
    }
    let best = excesses.sorted().prefix(MachineRule.sessionsForBudget)
    return best.isEmpty ? false : best[best.count / 2] <= 0
  }
}
