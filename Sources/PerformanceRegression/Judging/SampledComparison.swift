import PerformanceRecords
import PerformanceStatistics

/// Compares a sampled metric with the sessions of its baseline.
struct SampledComparison {
  let measured: FreshReadings
  /// The sessions of the baseline.
  let recorded: [SessionQuantiles]
  /// The rule for sessions of usual length.
  let usualRule: SampledRule
  /// Whether a pair of builds will confirm a regression.
  let confirms: Bool
  /// The durations of the calibration loops when the baseline was recorded.
  let calibration: CalibrationTimes
  /// Computes the contribution of the GPU's clock; called for regressions only.
  let gpuClock: () -> GPUClockChange?

  private var metric: MetricDescription { measured.metric }
  private var sessions: [BenchmarkSession] { measured.sessions }

  /// Judges all sessions.
  func judge(_ blank: consuming Verdict, _ remaining: Remaining) -> MetricJudgement {
    var verdict = blank
    let baseline = recorded.summaries(metric.direction)
    let values = measured.values
    let rule = sessions.areLong ? usualRule.ofLongSessions : usualRule
    let threshold = DecisionThreshold(
      baseline: baseline, tolerance: metric.tolerance, direction: metric.direction, rule: rule)
    verdict.baseline = threshold?.best
    verdict.interval = verdict.shownInterval(now: values, baseline: baseline)
    verdict.smallestDetectableChange = threshold.flatMap { rule.smallestDetectableChange($0) }
    guard let threshold, recorded.count >= usualRule.fewestBaselineSessions else {
      return .final(verdict.with(.ambiguous, .tooFewSessions, detail: .sessionsOnFile(recorded.count)))
    }
    switch SampledRule.decision(by: threshold, now: values, isLast: remaining.isLast) {
    case .within:
      return within(verdict, threshold, values, baseline: baseline, remaining)
    // The GPU's excuses are judged by the caller, which has all evidence of the GPU.
    case .undecided where isHopeless, .beyond:
      let regressed = verdict.with(.regressed, .everySessionWorse, detail: gpuClock().map { .gpuClock($0) })
      return beyond(regressed, threshold, values, remaining)
    case .undecided:
      let open = verdict.with(.ambiguous, remaining.openReason)
      return remaining.isNone ? .final(open) : .open(open)
    }
  }

  // MARK: - Sessions near the baseline

  /// Judges sessions of which enough are near the baseline; more of the others may be slow than in the baseline.
  private func within(
    _ verdict: consuming Verdict, _ threshold: DecisionThreshold, _ values: [Double], baseline: [Double],
    _ remaining: Remaining
  ) -> MetricJudgement {
    let factors = threshold.slowFactors(values).sorted()
    let chance = threshold.chance(slow: factors.count, of: values.count)
    guard chance <= ShareRule.standard.conspicuous, !factors.isEmpty else {
      return .final(near(verdict, baseline: baseline))
    }
    verdict.slowSessions = Verdict.SlowSessions(
      slower: factors.count, of: values.count, factor: factors[factors.count / 2])
    if confirms, chance <= ShareRule.standard.limit {
      return .final(awaiting(verdict.with(.regressed, .moreSessionsSlower)))
    }
    let judged = near(verdict, baseline: baseline)
    return remaining.isNone || values.count >= ShareRule.standard.mostSessions ? .final(judged) : .open(judged)
  }

  private func near(_ verdict: consuming Verdict, baseline: [Double]) -> Verdict {
    // Better than the baseline's best session: one lucky process may be far better than the representative of the
    // baseline.
    if let best = metric.direction.best(of: baseline), let now = verdict.now {
      let gain = metric.direction.excess(of: best, over: now)
      if gain > metric.tolerance.allowance(for: min(now, best)) {
        return verdict.with(.improved, .betterThanTolerance)
      }
    }
    if let smallest = verdict.smallestDetectableChange, let baseline = verdict.baseline, baseline > 0,
      smallest > SampledRule.ambiguityFactor * metric.tolerance.allowance(for: baseline) / baseline
    {
      return verdict.with(.ambiguous, .spreadTooWide)
    }
    return verdict.with(.same, .withinTolerance)
  }

  // MARK: - Sessions beyond the threshold

  /// Judges sessions that are all beyond the threshold.
  ///
  /// Where a pair will confirm the result, this is all. Elsewhere the machine's part is subtracted: disturbed sessions
  /// are repeated up to the required number, and the remainder is judged once more.
  private func beyond(
    _ regressed: Verdict, _ threshold: DecisionThreshold, _ values: [Double], _ remaining: Remaining
  ) -> MetricJudgement {
    let machine = MachineEvidence(then: calibration, reach: threshold.reach)
    // Sessions without this reading must not shift the others against their conditions.
    let all = sessions.compactMap { session in session.reading(metric.name).map { (session, $0) } }
    let unexplained = zip(all, values).map { machine.remaining($1, of: $0.1, in: $0.0) }
    let isExplained =
      unexplained != values && SampledRule.decision(by: threshold, now: unexplained, isLast: true) != .beyond
    func judged() -> Verdict { isExplained ? machine.explained(regressed, by: sessions) : regressed }
    if confirms { return .final(awaiting(judged())) }
    let isGPU = metric.gpu != nil
    let quiet = zip(all, values).filter { pair, _ in
      machine.isUndisturbed(pair.0, pair.1) && !(isGPU && pair.0.gpu?.gravestCaveat != nil)
    }.map(\.1)
    // The reduced cap applies: the disturbed sessions are beyond the threshold as well.
    if SampledRule.decision(by: threshold, now: quiet, isLast: !isGPU) == .beyond { return .final(regressed) }
    let isDisturbed = isExplained || isGPU && quiet.count < values.count
    if !remaining.isNone, isDisturbed, values.count < 2 * threshold.sessionsNeeded(values), !isHopeless {
      return .open(regressed.with(.ambiguous, .tooFewSessions))
    }
    return .final(judged())
  }

  /// The verdict, marked as awaiting confirmation where a pair will follow.
  private func awaiting(_ verdict: consuming Verdict) -> Verdict {
    if confirms { verdict.confirmation = Verdict.Confirmation(state: .awaited) }
    return verdict
  }

  /// Whether more sessions are useless: enough GPU sessions have caveats, each after a repeated window.
  private var isHopeless: Bool {
    metric.gpu != nil && sessions.count >= GPURule.fewestWithCaveats
      && sessions.allSatisfy { $0.gpu?.gravestCaveat != nil }
  }
}

extension Verdict {
  /// The interval of the change, for display.
  func shownInterval(now values: [Double], baseline: [Double]) -> RatioInterval? {
    guard let metric, let best = self.baseline, let floor = now, best > 0 else { return nil }
    // The representatives of both sides are known to the width within which one session is enough.
    let share = metric.tolerance.allowance(for: best) * SampledRule.standard.near / best
    return RatioInterval(now: values, baseline: baseline, floors: (floor, best), near: share)
  }
}
