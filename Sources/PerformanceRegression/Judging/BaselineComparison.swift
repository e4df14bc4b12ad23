import PerformanceRecords

/// Compares one metric of a benchmark with its baseline.
struct BaselineComparison: Sendable {
  let finder: ComparisonFinder
  let sampledRule: SampledRule
  let exactRule: ExactRule
  /// Whether a pair of builds will confirm regressions.
  let confirms: Bool

  /// Whether a metric of a benchmark has a comparable baseline.
  func isOnFile(_ metric: MetricDescription, in sessions: [BenchmarkSession]) -> Bool {
    isOnFile(FreshReadings(withValuesOf: metric, in: sessions))
  }

  private func isOnFile(_ measured: FreshReadings) -> Bool {
    if case .against = comparison(of: measured) { true } else { false }
  }

  private func comparison(of measured: FreshReadings) -> Comparison {
    finder.comparison(
      of: measured.metric, in: measured.benchmark,
      instrument: measured.readings.lazy.compactMap { $0.instrument }.first, gpus: measured.sessions.gpus)
  }

  /// Judges a metric by all sessions of its benchmark.
  func judge(_ metric: MetricDescription, in sessions: [BenchmarkSession], _ remaining: Remaining) -> MetricJudgement {
    let measured = FreshReadings(withValuesOf: metric, in: sessions)
    var verdict = measured.verdict(.new, .notInBaseline)
    if let problem = measured.problem {
      return .final(verdict.with(.incomparable, unreadable(measured), detail: .unavailable(problem)))
    }
    verdict.now = measured.representative
    switch comparison(of: measured) {
    case .new: return .final(verdict)
    case .refused(let refusal): return .final(refusal.verdict(from: verdict))
    case .unusable(let problem):
      return .final(verdict.with(.incomparable, .baseUnusable, detail: .base(problem)))
    case .incomparable(let difference):
      return .final(verdict.with(.incomparable, difference.reason, detail: .incomparability(difference)))
    case .against(let baseline, let differences):
      var judgement = judge(verdict, measured, against: baseline, remaining)
      if judgement.verdict.outcome == .regressed {
        GPUEvidence(measured.sessions, differences: differences, clock: clock(of: measured)?.excuse)
          .judge(&judgement.verdict)
      }
      return judgement
    }
  }

  private func judge(
    _ verdict: consuming Verdict, _ measured: FreshReadings, against baseline: BaselineMetric, _ remaining: Remaining
  ) -> MetricJudgement {
    switch (baseline.content, measured.metric.summary) {
    case (.exact(let counts), _):
      let rule = baseline.instrument == nil ? exactRule : exactRule.ofAnInstrument
      return rule.judge(verdict, measured, range: counts, remaining)
    case (.sampled(let recorded), .median):
      return RelativeComparison(measured: measured, rule: RelativeRule(sampledRule))
        .judge(verdict, onFile: recorded, confirms: confirms, remaining)
    case (.sampled(let recorded), .best):
      let comparison = SampledComparison(
        measured: measured, recorded: recorded, usualRule: sampledRule, confirms: confirms,
        calibration: finder.calibration(of: measured.benchmark), gpuClock: { clock(of: measured)?.change })
      return comparison.judge(verdict, remaining)
    }
  }

  /// The reason for not judging a metric without a usable value; a metric with a baseline was readable before.
  private func unreadable(_ measured: FreshReadings) -> Verdict.Reason {
    measured.metric.gpu == nil && isOnFile(measured) ? .unreadable : .valueUnavailable
  }

  /// The contribution of the GPU's clock to a regressed time or energy; `nil` where no clock was read.
  ///
  /// The baseline was recorded at another time: a much lower clock is a state of the GPU, then or now, and excuses a
  /// worse number.
  private func clock(of measured: FreshReadings) -> GPUClock? {
    guard GPUClock.concerns(measured.metric) else { return nil }
    return GPUClock(
      then: { beside in
        guard
          case .against(let onFile, _) = finder.comparison(
            of: beside, in: measured.benchmark, gpus: measured.sessions.gpus)
        else { return nil }
        return GPUClock.median(of: onFile)
      }, now: measured.sessions)
  }
}

extension ExactRule {
  /// Judges the counts of a metric against a range, of a baseline or of another build.
  func judge(
    _ verdict: consuming Verdict, _ measured: FreshReadings, range: ExactBaseline, _ remaining: Remaining
  ) -> MetricJudgement {
    let metric = measured.metric
    verdict.baseline = range.worst(metric.direction)
    switch decision(
      baseline: range, now: measured.values, tolerance: metric.tolerance, direction: metric.direction)
    {
    case .worse: return .final(verdict.with(.regressed, .countGrew))
    case .better: return .final(verdict.with(.improved, .countFell))
    case .equal: return .final(verdict.with(.same, .countEqual))
    case .withinTolerance: return .final(verdict.with(.same, .withinTolerance))
    case .undecided:
      switch remaining {
      case .more: return .open(verdict.with(.ambiguous, remaining.openReason))
      case .none(because: .timeLimitReached): return .final(verdict.with(.regressed, .countGrew))
      // A process that also runs other tests counts theirs as well, and one or two counts of a file prove nothing.
      case .none(because: .measuredInProcess), .none(because: .sessionsAreGiven):
        return .final(verdict.with(.ambiguous, remaining.openReason))
      }
    }
  }
}
