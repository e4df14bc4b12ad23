import PerformanceRecords
import PerformanceStatistics

/// Compares a metric with noise with its sessions on file.
struct SampledComparison {
  let measured: MeasuredMetric
  /// The sessions on file.
  let recorded: [SessionQuantiles]
  /// The rule for sessions of usual length.
  let usualRule: SampledRule
  /// Whether a pair of builds will confirm what is worse.
  let confirms: Bool
  /// What the calibration loops took when the sessions on file were recorded.
  let calibration: CalibrationTimes
  /// Finds what the GPU's clock has to do with a change; only a regression asks.
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
    switch threshold.step(now: values, isLast: remaining.isTimeUp) {
    case .within:
      return within(verdict, threshold, values, baseline: baseline, remaining)
    // What the GPU leaves of it is judged where all evidence of the GPU is.
    case .undecided where isHopeless, .beyond:
      let regressed = verdict.with(.regressed, .everySessionWorse, detail: gpuClock().map { .gpuClock($0) })
      return beyond(regressed, threshold, values, remaining)
    case .undecided:
      let open = verdict.with(.ambiguous, remaining.openReason)
      return remaining.isNone ? .final(open) : .open(open)
    }
  }

  // MARK: - Sessions near the baseline

  /// Judges sessions of which enough come near; some may still be slow, more often than on file.
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
    // Better than the best on file: a lucky process among many may be far better than what stands for the baseline.
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
  /// Where a pair confirms it, that is all. Where none does, the machine explains what it can: sessions that it disturbed
  /// are taken again, until as many as needed have been taken in addition, and what then remains is judged once more.
  private func beyond(
    _ regressed: Verdict, _ threshold: DecisionThreshold, _ values: [Double], _ remaining: Remaining
  ) -> MetricJudgement {
    let machine = MachineEvidence(then: calibration, reach: threshold.reach)
    // A session without this reading would put all behind it beside the wrong conditions.
    guard sessions.count == values.count else { return .final(awaiting(regressed)) }
    let all = Array(zip(sessions, measured.readings))
    let unexplained = zip(all, values).map { machine.remaining($1, of: $0.1, in: $0.0) }
    let isExplained = unexplained != values && threshold.step(now: unexplained, isLast: true) != .beyond
    func judged() -> Verdict { isExplained ? machine.explained(regressed, by: sessions) : regressed }
    if confirms { return .final(awaiting(judged())) }
    let isGPU = metric.gpu != nil
    let quiet = zip(all, values).filter { pair, _ in
      machine.isUndisturbed(pair.0, pair.1) && !(isGPU && pair.0.gpu?.gravestCaveat != nil)
    }.map(\.1)
    // Enough in a hurry are enough here: the disturbed ones are beyond the threshold as well.
    if threshold.step(now: quiet, isLast: !isGPU) == .beyond { return .final(regressed) }
    let isDisturbed = isExplained || isGPU && quiet.count < values.count
    if !remaining.isNone, isDisturbed, values.count < 2 * threshold.sessionsNeeded(values), !isHopeless {
      return .open(regressed.with(.ambiguous, .tooFewSessions))
    }
    return .final(judged())
  }

  /// The verdict, with its confirmation awaited where there will be one.
  private func awaiting(_ verdict: consuming Verdict) -> Verdict {
    if confirms { verdict.confirmation = Verdict.Confirmation(state: .awaited) }
    return verdict
  }

  /// Whether more sessions would show nothing new: that many of a GPU all have caveats, each after a second window.
  private var isHopeless: Bool {
    metric.gpu != nil && sessions.count >= GPURule.fewestWithCaveats
      && sessions.allSatisfy { $0.gpu?.gravestCaveat != nil }
  }
}

extension Verdict {
  /// The interval of the change that is printed.
  func shownInterval(now values: [Double], baseline: [Double]) -> RatioInterval? {
    guard let metric, let best = self.baseline, let floor = now, best > 0 else { return nil }
    // What stands for both is known to the width within which one session is enough.
    let share = metric.tolerance.allowance(for: best) * SampledRule.standard.near / best
    return RatioInterval(now: values, baseline: baseline, floors: (floor, best), near: share)
  }
}
