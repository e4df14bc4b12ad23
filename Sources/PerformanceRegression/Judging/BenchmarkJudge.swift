import PerformanceRecords

/// Judges the sessions of one benchmark, metric by metric: against baselines, or against sessions of another build
/// taken in turn.
///
/// A pure function of summaries and baselines, without a clock, a file or the environment.
package struct BenchmarkJudge: Sendable {
  private let acceptances: AcceptanceRule
  /// The judged benchmarks and metrics.
  private let scope: JudgedScope
  private let file: BaselineComparison
  private let budgets: BudgetJudge

  /// Creates a judge over baselines, whose number decides how certain each verdict must be, and accepted regressions.
  /// - Parameters:
  ///   - confirms: whether a pair of builds will confirm regressions. Their verdicts then await a confirmation, and the
  ///     machine excuses none of them.
  ///   - sampledRule: the rule for sampled metrics; by default the one that fits `confirms`.
  package init(
    finder: ComparisonFinder, acceptances: AcceptanceRule = .none, confirms: Bool = false,
    scope: JudgedScope = .everything, sampledRule: SampledRule? = nil, exactRule: ExactRule = .standard
  ) {
    self.acceptances = acceptances
    self.scope = scope
    let rule = sampledRule ?? (confirms ? .screening : .standard)
    file = BaselineComparison(
      finder: finder, sampledRule: rule.judging(finder.sampledVerdicts), exactRule: exactRule, confirms: confirms)
    budgets = BudgetJudge(finder: finder, exactRule: exactRule, scope: scope, confirms: confirms)
  }

  /// Judges all sessions of one benchmark against its baselines.
  /// - Parameter sessions: fresh sessions of the same benchmark, in the order taken.
  package func judge(_ sessions: [BenchmarkSession], _ remaining: Remaining = .more) -> Judgement {
    guard !sessions.isEmpty else { return Judgement(wantsMore: !remaining.isNone) }
    return judged(sessions, remaining) { accepting(file.judge($0, in: sessions, remaining)) }
  }

  /// Judges all sessions of one benchmark against those of another build, counts against baselines where the comparison
  /// says so.
  /// - Parameters:
  ///   - now: sessions of the new build, each taken in turn with the one of the old build at the same index.
  ///   - base: sessions of the old build, in the order taken.
  package func judge(
    _ now: [BenchmarkSession], inTurnWith base: [BenchmarkSession],
    by comparison: PairedComparison = PairedComparison(), _ remaining: Remaining = .more
  ) -> Judgement {
    guard !now.isEmpty else { return comparison.gone(base) }
    return judged(now, remaining, beside: base, by: comparison) {
      if let counted = countOnFile($0, in: now, by: comparison, remaining) { return accepting(counted) }
      return accepting(comparison.judge($0, base: base, now: now, remaining), comparedWith: .otherBuild)
    }
  }

  /// Judges all sessions of one benchmark that the other build gave nothing to compare with: counts on file and budgets.
  /// - Parameter problem: why the other build is unusable.
  package func judge(
    _ now: [BenchmarkSession], besideUnusable problem: BaseProblem, _ remaining: Remaining
  ) -> Judgement {
    judged(now, remaining) { metric in
      if metric.kind == .exact, file.isOnFile(metric, in: now) {
        return accepting(file.judge(metric, in: now, remaining))
      }
      let verdict = FreshReadings(metric, in: now).verdict(.incomparable, .baseUnusable)
      return .final(verdict.with(.incomparable, .baseUnusable, detail: .base(problem)))
    }
  }

  /// Whether every count of a session that is judged has a comparable baseline.
  package func hasCountsOnFile(_ session: BenchmarkSession) -> Bool {
    session.readings.map(\.metric).filter { $0.kind == .exact && scope.contains($0, of: session.id) }
      .allSatisfy { file.isOnFile($0, in: [session]) }
  }

  /// The judgement on a count by its baseline; `nil` for other metrics, where the other build judges counts, and without
  /// a comparable baseline.
  private func countOnFile(
    _ metric: MetricDescription, in sessions: [BenchmarkSession], by comparison: PairedComparison,
    _ remaining: Remaining
  ) -> MetricJudgement? {
    guard metric.kind == .exact, comparison.counts == .baselines, file.isOnFile(metric, in: sessions) else {
      return nil
    }
    return file.judge(metric, in: sessions, remaining)
  }

  /// Judges each metric and budget in scope, metrics by a comparison.
  /// - Parameters:
  ///   - base: the sessions of the other build of a pair.
  ///   - comparison: the comparison of the pair.
  ///   - judge: judges a metric, with the acceptance of its regression.
  private func judged(
    _ sessions: [BenchmarkSession], _ remaining: Remaining, beside base: [BenchmarkSession] = [],
    by comparison: PairedComparison? = nil, _ judge: (MetricDescription) -> MetricJudgement
  ) -> Judgement {
    var judgement = Judgement()
    guard let first = sessions.first else { return judgement }
    for metric in first.readings.map(\.metric) where scope.contains(metric, of: first.id) {
      judgement.add(judge(metric))
    }
    if let comparison { judgement.verdicts += comparison.goneMetrics(base: base, now: sessions) }
    budgets.judge(sessions, beside: base, countsOf: comparison?.counts ?? .otherBuild, remaining).forEach {
      judgement.add($0)
    }
    return judgement
  }

  /// The judgement with the acceptance of its regression.
  private func accepting(
    _ judgement: MetricJudgement, comparedWith reference: PairedRun.CountReference = .baselines
  ) -> MetricJudgement {
    var judgement = judgement
    acceptances.apply(to: &judgement.verdict, comparedWith: reference)
    // An accepted verdict, or one left undecided because of the GPU's state, is not red and needs no confirmation.
    let outcome = judgement.verdict.outcome
    if outcome != .regressed, outcome != .contaminated { judgement.verdict.confirmation = nil }
    return judgement
  }
}
