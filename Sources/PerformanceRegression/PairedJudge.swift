import PerformanceRecords
import PerformanceStatistics

/// Judges the sessions of a benchmark of two builds that were measured in turn, metric by metric.
///
/// Pure, as ``BenchmarkJudge`` is.
package struct PairedJudge: Sendable {
  private let pairedRule: PairedRule?
  private let exactRule: ExactRule
  private let budgets: BenchmarkJudge
  private let moreOftenSlow: Set<Candidate>

  /// A judge; counts that differ are taken eight times on each side, since no range of them is on file.
  /// - Parameters:
  ///   - moreOftenSlow: where the file found that more processes are slow, and not all: the pairs compare how often each
  ///     side is slow.
  ///   - pairedRule: the rule for metrics with noise; by default the one that fits the length of the sessions.
  package init(
    budgets: BenchmarkJudge, moreOftenSlow: Set<Candidate> = [], pairedRule: PairedRule? = nil,
    exactRule: ExactRule = ExactRule(cap: 8)
  ) {
    self.budgets = budgets
    self.moreOftenSlow = moreOftenSlow
    self.pairedRule = pairedRule
    self.exactRule = exactRule
  }

  /// Judges all sessions of one benchmark.
  /// - Parameters:
  ///   - base: sessions of the old build, in the order taken.
  ///   - now: sessions of the new build, each taken beside the one of the old build at the same place.
  ///   - isLast: why no more sessions will be taken.
  package func judge(
    base: [BenchmarkSession], now: [BenchmarkSession], isLast: Verdict.Reason? = nil
  ) -> BenchmarkJudge.Judgement {
    guard let first = now.first else { return gone(base) }
    var judgement = BenchmarkJudge.Judgement(verdicts: [], wantsMore: false)
    for metric in first.readings.map(\.metric) where budgets.scope.contains(metric, of: first.id) {
      let answer = judge(metric, base: base, now: now, isLast: isLast)
      judgement.verdicts.append(budgets.acceptances.applied(to: answer.verdict))
      if !answer.isFinal { judgement.wantsMore = true }
    }
    judgement.verdicts += goneMetrics(base: base, now: now)
    let limits = budgets.judgeBudgets(of: now, isLast: isLast)
    judgement.verdicts += limits.verdicts
    judgement.wantsMore = judgement.wantsMore || limits.wantsMore
    return judgement
  }

  private func gone(_ base: [BenchmarkSession]) -> BenchmarkJudge.Judgement {
    let verdicts = base.first.map { session in
      [Verdict(benchmark: session.id, outcome: .incomparable, reason: .onlyInBase)]
    }
    return BenchmarkJudge.Judgement(verdicts: verdicts ?? [], wantsMore: false)
  }

  /// Metrics that the sessions of this build no longer have, such as numbers that the test recorded itself.
  private func goneMetrics(base: [BenchmarkSession], now: [BenchmarkSession]) -> [Verdict] {
    let read = Set(now.flatMap(\.readings).map(\.metric.name))
    let gone = (base.first?.readings ?? []).map(\.metric).filter { $0.isJudged && !read.contains($0.name) }
    return gone.map { metric in
      Verdict(
        benchmark: now[0].id, metric: metric, outcome: .incomparable, reason: .onlyInBase, sessions: now.count,
        location: now[0].location)
    }
  }

  private func judge(
    _ metric: MetricDescription, base: [BenchmarkSession], now: [BenchmarkSession], isLast: Verdict.Reason?
  ) -> BenchmarkJudge.Answer {
    var verdict = Verdict(
      benchmark: now[0].id, metric: metric, outcome: .new, reason: .onlyInHead, sessions: now.count,
      location: now[0].location
    )
    let readings = (base: readings(metric, in: base), now: readings(metric, in: now))
    if let problem = BenchmarkJudge.problem(of: readings.now) {
      let isReadInBase = metric.gpu == nil && !readings.base.isEmpty && BenchmarkJudge.problem(of: readings.base) == nil
      return (verdict.with(.incomparable, isReadInBase ? .unreadable : .valueUnavailable, detail: problem), true)
    }
    verdict.now = BenchmarkJudge.best(metric, readings.now)
    guard !readings.base.isEmpty else { return (verdict, true) }
    if let problem = BenchmarkJudge.problem(of: readings.base) {
      return (verdict.with(.incomparable, .valueUnavailable, detail: "of the other side: " + problem), true)
    }
    guard readings.base.allSatisfy({ $0.metric.kind == metric.kind && $0.metric.unit == metric.unit }) else {
      return (verdict, true)
    }
    let gpu = GPUComparability(metric, on: now.gpus, with: base.gpus.min { $0.uuid < $1.uuid })
    if case .incomparable(let reason) = gpu { return (verdict.with(.incomparable, .otherGPU, detail: reason), true) }
    let answer =
      switch metric.kind {
      case .exact: exact(verdict, metric, base: readings.base, now: readings.now, isLast: isLast)
      case .sampled: sampled(verdict, metric, readings, sessions: (base, now), isLast: isLast)
      }
    let evidence = GPUEvidence(Self.doubted(now, beside: base), caveats: gpu.caveat.map { [$0] } ?? [])
    return (evidence.judged(answer.verdict), answer.isFinal)
  }

  /// The sessions with the doubts of those that they were drawn with: either makes a difference.
  private static func doubted(
    _ now: [BenchmarkSession], beside base: [BenchmarkSession]
  ) -> [BenchmarkSession] {
    now.enumerated().map { index, session in
      var session = session
      if base.indices.contains(index) { session.gpu?.caveats += base[index].gpu?.caveats ?? [] }
      return session
    }
  }

  private func readings(_ metric: MetricDescription, in sessions: [BenchmarkSession]) -> [MetricReading] {
    sessions.compactMap { $0.reading(metric.name) }
  }

  private func exact(
    _ verdict: Verdict, _ metric: MetricDescription, base: [MetricReading], now: [MetricReading],
    isLast: Verdict.Reason?
  ) -> BenchmarkJudge.Answer {
    let counts = base.compactMap(BenchmarkJudge.count).sorted()
    guard let lowest = counts.first, let highest = counts.last else { return (verdict, true) }
    let range = ExactBaseline(lowest: lowest, typical: counts[counts.count / 2], highest: highest)
    return budgets.exact(verdict, metric, counts: range, readings: now, isLast: isLast, rule: exactRule)
  }

  private func sampled(
    _ verdict: Verdict, _ metric: MetricDescription, _ readings: (base: [MetricReading], now: [MetricReading]),
    sessions: (base: [BenchmarkSession], now: [BenchmarkSession]), isLast: Verdict.Reason?
  ) -> BenchmarkJudge.Answer {
    var verdict = verdict
    let count = min(readings.base.count, readings.now.count)
    let (base, now) = (Array(readings.base.prefix(count)), Array(readings.now.prefix(count)))
    let pairs = pairs(base, now)
    verdict.baseline = BenchmarkJudge.best(metric, base)
    verdict.interval = BenchmarkJudge.interval(
      verdict, metric, now: pairs.map(\.now), baseline: pairs.map(\.base))
    let rule = rule(of: sessions.base + sessions.now)
    let step = rule.step(
      pairs, tolerance: metric.tolerance, direction: metric.direction, isLast: isLast != nil)
    if isShareAsked(verdict, metric), step == .same || step == .undecided {
      return share(verdict, metric, pairs, isLast: isLast)
    }
    switch step {
    case .same: return (verdict.with(.same, .withinTolerance), true)
    case .better: return (verdict.with(.improved, .betterThanTolerance), true)
    case .worse:
      // What disturbs a machine is on both sides: it excuses nothing here.
      return (verdict.with(.regressed, .everySessionWorse, detail: clock(of: metric, in: sessions)?.text), true)
    case .undecided: return (verdict.with(.ambiguous, .tooFewSessions), false)
    case .unresolved: return (verdict.with(.ambiguous, isLast ?? .pairsDisagree), true)
    }
  }

  private func rule(of sessions: [BenchmarkSession]) -> PairedRule {
    pairedRule ?? (sessions.areLong ? .ofLongSessions : .standard)
  }

  /// Whether the file found that more processes are slow.
  private func isShareAsked(_ verdict: Verdict, _ metric: MetricDescription) -> Bool {
    moreOftenSlow.contains(Candidate(benchmark: verdict.benchmark, metric: metric.name))
  }

  /// Judges how often each side is slow, against the floor of both.
  private func share(
    _ verdict: Verdict, _ metric: MetricDescription, _ pairs: [PairedRule.Pair], isLast: Verdict.Reason?
  ) -> BenchmarkJudge.Answer {
    let isLower = metric.direction == .lowerIsBetter
    let all = pairs.flatMap { [$0.base, $0.now] }
    guard let floor = isLower ? all.min() : all.max(), floor > 0 else {
      return (verdict.with(.same, .withinTolerance), true)
    }
    let allowance = metric.tolerance.allowance(for: floor)
    func slow(_ values: [Double]) -> [Double] {
      values.filter { (isLower ? $0 - floor : floor - $0) > allowance }.map { isLower ? $0 / floor : floor / $0 }
    }
    let (base, now) = (slow(pairs.map(\.base)), slow(pairs.map(\.now)).sorted())
    var verdict = verdict
    if !now.isEmpty {
      verdict.slowSessions = Verdict.SlowSessions(slower: now.count, of: pairs.count, factor: now[now.count / 2])
    }
    switch ShareRule.standard.step(
      base: (base.count, pairs.count), now: (now.count, pairs.count), isLast: isLast != nil)
    {
    case .worse: return (verdict.with(.regressed, .moreSessionsSlower), true)
    case .undecided: return (verdict.with(.ambiguous, .tooFewSessions), false)
    case .unresolved: return (verdict.with(.ambiguous, isLast ?? .pairsDisagree), true)
    case .same, .better: return (verdict.with(.same, .withinTolerance), true)
    }
  }

  /// What the GPU's clock has to do with a time that regressed; `nil` where none was read.
  private func clock(
    of metric: MetricDescription, in sessions: (base: [BenchmarkSession], now: [BenchmarkSession])
  ) -> GPUClock? {
    guard metric.unit == .nanoseconds else { return nil }
    return GPUClock(
      then: { beside in GPUClock.median(of: sessions.base.compactMap { $0.reading(beside.name) }) }, now: sessions.now)
  }

  private func pairs(_ base: [MetricReading], _ now: [MetricReading]) -> [PairedRule.Pair] {
    zip(base, now).compactMap { base, now in
      guard let base = BenchmarkJudge.summary(base), let now = BenchmarkJudge.summary(now) else { return nil }
      return PairedRule.Pair(base: base, now: now)
    }
  }
}
