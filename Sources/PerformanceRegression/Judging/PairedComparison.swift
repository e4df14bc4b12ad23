import PerformanceRecords
import PerformanceStatistics

/// Compares one metric of a benchmark with sessions of another build, taken in turn.
package struct PairedComparison: Sendable {
  /// What counts are compared with.
  let counts: PairedRun.CountReference
  private let moreOftenSlow: Set<Candidate>
  private let pairedRule: PairedRule?
  private let exactRule: ExactRule

  /// Creates a comparison.
  /// - Parameters:
  ///   - counts: what counts are compared with.
  ///   - moreOftenSlow: candidates of which some processes are slow: the pairs compare how often each side is slow.
  ///   - pairedRule: the rule for sampled metrics; by default the one that fits the length of the sessions.
  package init(
    counts: PairedRun.CountReference = .otherBuild, moreOftenSlow: Set<Candidate> = [],
    pairedRule: PairedRule? = nil, exactRule: ExactRule = .inTurn
  ) {
    self.counts = counts
    self.moreOftenSlow = moreOftenSlow
    self.pairedRule = pairedRule
    self.exactRule = exactRule
  }

  /// The verdict on a benchmark that only the old build has.
  func gone(_ base: [BenchmarkSession]) -> Judgement {
    Judgement(
      verdicts: base.prefix(1).map { Verdict(benchmark: $0.id, outcome: .incomparable, reason: .onlyInBase) })
  }

  /// Verdicts on metrics that the sessions of this build lack, such as numbers that the test recorded itself.
  func goneMetrics(base: [BenchmarkSession], now: [BenchmarkSession]) -> [Verdict] {
    let read = Set(now.flatMap(\.readings).map(\.metric.name))
    let gone = (base.first?.readings ?? []).map(\.metric).filter { $0.isJudged && !read.contains($0.name) }
    return gone.map { metric in
      Verdict(
        benchmark: now[0].id, metric: metric, outcome: .incomparable, reason: .onlyInBase, sessions: now.count,
        location: now[0].location)
    }
  }

  /// Judges a metric by all sessions of both builds.
  func judge(
    _ metric: MetricDescription, base: [BenchmarkSession], now: [BenchmarkSession], _ remaining: Remaining
  ) -> MetricJudgement {
    let (old, new) = (FreshReadings(metric, in: base), FreshReadings(metric, in: now))
    var verdict = new.verdict(.new, .onlyInHead)
    verdict.sessions = now.count
    if let problem = new.problem {
      let isReadInBase = metric.gpu == nil && !old.readings.isEmpty && old.problem == nil
      return .final(
        verdict.with(
          .incomparable, isReadInBase ? .unreadable : .valueUnavailable, detail: .unavailable(problem)))
    }
    verdict.now = new.representative
    guard !old.readings.isEmpty else { return .final(verdict) }
    if let problem = old.problem {
      return .final(verdict.with(.incomparable, .valueUnavailable, detail: .unavailableInBase(problem)))
    }
    guard old.readings.allSatisfy({ $0.metric.isComparable(with: metric) }) else {
      return .final(verdict)
    }
    let gpu = GPUComparability(metric, on: now.gpus, with: base.gpus.min { $0.uuid < $1.uuid })
    if case .incomparable(let mismatch) = gpu {
      let difference = Incomparability.gpuOfBase(mismatch)
      return .final(verdict.with(.incomparable, difference.reason, detail: .incomparability(difference)))
    }
    var judgement =
      switch (metric.kind, metric.summary) {
      case (.exact, _): exact(verdict, old, new, remaining)
      case (.sampled, .best): sampled(verdict, old, new, remaining)
      case (.sampled, .median):
        RelativeComparison(measured: new, rule: RelativeRule(.standard))
          .judge(verdict, inTurnWith: old.values, remaining)
      }
    let evidence = GPUEvidence(Self.withCaveats(of: base, now), differences: gpu.differences)
    evidence.judge(&judgement.verdict)
    return judgement
  }

  /// The sessions with the caveats of their counterparts added: a caveat of either affects the pair.
  private static func withCaveats(of base: [BenchmarkSession], _ now: [BenchmarkSession]) -> [BenchmarkSession] {
    now.enumerated().map { index, session in
      var session = session
      if base.indices.contains(index) { session.gpu?.caveats += base[index].gpu?.caveats ?? [] }
      return session
    }
  }

  private func exact(
    _ verdict: Verdict, _ old: FreshReadings, _ new: FreshReadings, _ remaining: Remaining
  ) -> MetricJudgement {
    let counts = Miscounts.removed(from: old.values, below: exactRule.miscount).sorted()
    guard let lowest = counts.first, let highest = counts.last else { return .final(verdict) }
    let range = ExactBaseline(lowest: lowest, typical: counts[counts.count / 2], highest: highest)
    return exactRule.judge(verdict, new, range: range, remaining)
  }

  private func sampled(
    _ blank: Verdict, _ old: FreshReadings, _ new: FreshReadings, _ remaining: Remaining
  ) -> MetricJudgement {
    var verdict = blank
    let metric = new.metric
    let pairs = zip(old.values, new.values).map { PairedRule.Pair(base: $0, now: $1) }
    verdict.baseline = metric.direction.best(of: pairs.map(\.base))
    verdict.interval = verdict.shownInterval(now: pairs.map(\.now), baseline: pairs.map(\.base))
    let rule = pairedRule ?? ((old.sessions + new.sessions).areLong ? .ofLongSessions : .standard)
    let step = rule.decision(
      pairs, tolerance: metric.tolerance, direction: metric.direction, isLast: remaining.isNone)
    if isShareAsked(verdict), step == .same || step == .undecided {
      return share(verdict, metric, pairs, remaining)
    }
    switch step {
    case .same: return .final(verdict.with(.same, .withinTolerance))
    case .better: return .final(verdict.with(.improved, .betterThanTolerance))
    case .worse:
      // Disturbances of the machine affect both sides, so they excuse nothing here.
      let change = clock(of: new, beside: old.sessions)?.change
      return .final(verdict.with(.regressed, .everySessionWorse, detail: change.map { .gpuClock($0) }))
    case .undecided: return .open(verdict.with(.ambiguous, .tooFewSessions))
    case .unresolved: return .final(unresolved(verdict, remaining))
    }
  }

  private func unresolved(_ verdict: Verdict, _ remaining: Remaining) -> Verdict {
    verdict.with(.ambiguous, remaining.isNone ? remaining.openReason : .pairsDisagree)
  }

  /// Whether the candidate is about the share of slow processes.
  private func isShareAsked(_ verdict: Verdict) -> Bool { verdict.candidate.map(moreOftenSlow.contains) ?? false }

  /// Judges how often each side is slow, relative to the floor of both.
  private func share(
    _ blank: Verdict, _ metric: MetricDescription, _ pairs: [PairedRule.Pair], _ remaining: Remaining
  ) -> MetricJudgement {
    var verdict = blank
    let direction = metric.direction
    guard let floor = direction.best(of: pairs.flatMap { [$0.base, $0.now] }), floor > 0 else {
      return .final(verdict.with(.same, .withinTolerance))
    }
    let allowance = metric.tolerance.allowance(for: floor)
    func slow(_ values: [Double]) -> [Double] {
      values.filter { direction.excess(of: $0, over: floor) > allowance }.map {
        direction.times($0, worseThan: floor)
      }
    }
    let (base, now) = (slow(pairs.map(\.base)), slow(pairs.map(\.now)).sorted())
    if !now.isEmpty {
      verdict.slowSessions = Verdict.SlowSessions(slower: now.count, of: pairs.count, factor: now[now.count / 2])
    }
    switch ShareRule.standard.decision(
      base: (base.count, pairs.count), now: (now.count, pairs.count), isLast: remaining.isNone)
    {
    case .worse: return .final(verdict.with(.regressed, .moreSessionsSlower))
    case .undecided: return .open(verdict.with(.ambiguous, .tooFewSessions))
    case .unresolved: return .final(unresolved(verdict, remaining))
    case .same, .better: return .final(verdict.with(.same, .withinTolerance))
    }
  }

  /// The contribution of the GPU's clock to a regressed time or energy; `nil` where no clock was read.
  ///
  /// Both builds were measured in turn on one GPU: a clock that is lower for one build is caused by that build, so it
  /// is shown but excuses nothing.
  private func clock(of new: FreshReadings, beside base: [BenchmarkSession]) -> GPUClock? {
    guard GPUClock.concerns(new.metric) else { return nil }
    return GPUClock(
      then: { beside in GPUClock.median(of: base.compactMap { $0.reading(beside.name) }) }, now: new.sessions)
  }
}
