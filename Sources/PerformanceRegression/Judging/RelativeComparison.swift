import PerformanceRecords
import PerformanceStatistics

/// Compares the ratio of two bodies that were measured in turn with its baseline, or with that of another build.
///
/// Disturbances of the machine affect both bodies, so they excuse nothing.
struct RelativeComparison {
  let measured: FreshReadings
  let rule: RelativeRule

  private var metric: MetricDescription { measured.metric }

  /// Judges sessions against those of the baseline.
  /// - Parameter confirms: whether a pair of builds will confirm what is worse.
  func judge(
    _ blank: consuming Verdict, onFile recorded: [SessionQuantiles], confirms: Bool, _ remaining: Remaining
  ) -> MetricJudgement {
    var verdict = blank
    let baseline = recorded.summaries(metric.direction)
    compare(&verdict, with: baseline)
    guard let middle = verdict.baseline, recorded.count >= SampledRule.standard.fewestBaselineSessions else {
      return .final(verdict.with(.ambiguous, .tooFewSessions, detail: .sessionsOnFile(recorded.count)))
    }
    if confirms { verdict.confirmation = Verdict.Confirmation(state: .awaited) }
    var judgement = judgement(on: verdict, measured.values.map { isWorse($0, than: middle) }, remaining)
    if judgement.verdict.outcome != .regressed { judgement.verdict.confirmation = nil }
    return judgement
  }

  /// Judges sessions against those of another build that were taken in turn.
  func judge(_ blank: consuming Verdict, inTurnWith base: [Double], _ remaining: Remaining) -> MetricJudgement {
    var verdict = blank
    compare(&verdict, with: base)
    return judgement(on: verdict, zip(base, measured.values).map { isWorse($1, than: $0) }, remaining)
  }

  private func isWorse(_ value: Double, than other: Double) -> Bool {
    metric.direction.excess(of: value, over: other) > metric.tolerance.allowance(for: other)
  }

  private func compare(_ verdict: inout Verdict, with baseline: [Double]) {
    verdict.baseline = metric.representative(of: baseline)
    guard let middle = verdict.baseline, let now = verdict.now else { return }
    verdict.interval = RatioInterval(
      now: measured.values, baseline: baseline, floors: (now, middle), near: .infinity)
  }

  private func judgement(on verdict: Verdict, _ sessions: [Bool], _ remaining: Remaining) -> MetricJudgement {
    switch rule.decision(sessions, isLast: remaining.isNone) {
    case .within:
      .final(isBetter(verdict) ? verdict.with(.improved, .betterThanTolerance) : verdict.with(.same, .withinTolerance))
    case .beyond: .final(verdict.with(.regressed, .ratioGrew))
    case .undecided: .undecided(verdict)
    case .unresolved: .unresolved(verdict, remaining)
    }
  }

  private func isBetter(_ verdict: Verdict) -> Bool {
    guard let baseline = verdict.baseline, let now = verdict.now else { return false }
    return isWorse(baseline, than: now)
  }
}
