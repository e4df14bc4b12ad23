import PerformanceRecords
import PerformanceStatistics

/// Judges the sessions of a benchmark of two builds that were measured in turn, metric by metric.
///
/// Pure, as ``BenchmarkJudge`` is.
package struct PairedJudge: Sendable {
  private let pairedRule: PairedRule
  private let exactRule: ExactRule
  private let budgets: BenchmarkJudge

  /// A judge; counts that differ are drawn eight times on each side, since no range of them is on file.
  package init(
    budgets: BenchmarkJudge, pairedRule: PairedRule = .standard, exactRule: ExactRule = ExactRule(cap: 8)
  ) {
    self.budgets = budgets
    self.pairedRule = pairedRule
    self.exactRule = exactRule
  }

  /// Judges all sessions of one benchmark.
  /// - Parameters:
  ///   - base: sessions of the old build, in the order drawn.
  ///   - now: sessions of the new build, each drawn beside the one of the old build at the same place.
  ///   - isLast: why no more sessions will be drawn.
  package func judge(
    base: [BenchmarkSession], now: [BenchmarkSession], isLast: Verdict.Reason? = nil
  ) -> BenchmarkJudge.Judgement {
    guard let first = now.first else { return gone(base) }
    var judgement = BenchmarkJudge.Judgement(verdicts: [], wantsMore: false)
    for metric in first.readings.map(\.metric) where metric.isJudged {
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
        place: now[0].place)
    }
  }

  private func judge(
    _ metric: MetricDescription, base: [BenchmarkSession], now: [BenchmarkSession], isLast: Verdict.Reason?
  ) -> BenchmarkJudge.Answer {
    var verdict = Verdict(
      benchmark: now[0].id, metric: metric, outcome: .new, reason: .onlyInHead, sessions: now.count, place: now[0].place
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
    let evidence = GPUEvidence(Self.doubted(now, beside: base), doubts: gpu.doubt.map { [$0] } ?? [])
    return (evidence.judged(answer.verdict), answer.isFinal)
  }

  /// The sessions with the doubts of those that they were drawn with: either makes a difference.
  private static func doubted(
    _ now: [BenchmarkSession], beside base: [BenchmarkSession]
  ) -> [BenchmarkSession] {
    now.enumerated().map { index, session in
      var session = session
      if base.indices.contains(index) { session.gpu?.doubts += base[index].gpu?.doubts ?? [] }
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
    let pairs = pairs(base, now) { BenchmarkJudge.summary($0) }
    verdict.baseline = BenchmarkJudge.best(metric, base)
    verdict.interval = RatioInterval(ofPairs: pairs.map { $0.now / $0.base })
    switch step(pairs, metric, isLast: isLast) {
    case .same: return (verdict.with(.same, .withinTolerance), true)
    case .better: return (verdict.with(.improved, .betterThanTolerance), true)
    case .worse:
      let regressed = verdict.with(.regressed, .everySessionWorse, detail: clock(of: metric, in: sessions)?.text)
      return (excuse(regressed, metric, base: base, now: now, sessions: sessions) ?? regressed, true)
    case .undecided: return (verdict.with(.ambiguous, .tooFewSessions), false)
    case .unresolved: return (verdict.with(.ambiguous, isLast ?? .pairsDisagree), true)
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

  private func step(_ pairs: [PairedRule.Pair], _ metric: MetricDescription, isLast: Verdict.Reason?) -> PairedRule.Step
  {
    pairedRule.step(pairs, tolerance: metric.tolerance, direction: metric.direction, isLast: isLast != nil)
  }

  private func pairs(
    _ base: [MetricReading], _ now: [MetricReading], _ summary: (MetricReading) -> Double?
  ) -> [PairedRule.Pair] {
    zip(base, now).compactMap { base, now in
      guard let base = summary(base), let now = summary(now) else { return nil }
      return PairedRule.Pair(base: base, now: now)
    }
  }

  /// The verdict that takes the place of a red one, where the machine made the difference and not the code.
  private func excuse(
    _ verdict: Verdict, _ metric: MetricDescription, base: [MetricReading], now: [MetricReading],
    sessions: (base: [BenchmarkSession], now: [BenchmarkSession])
  ) -> Verdict? {
    if metric.direction == .lowerIsBetter {
      let undisturbed = zip(pairs(base, now) { BenchmarkJudge.summary($0) }, now).map { pair, reading in
        PairedRule.Pair(base: pair.base, now: pair.now - (reading.disturbance ?? 0))
      }
      if step(undisturbed, metric, isLast: nil) == .same { return verdict.excusedByWaiting }
    }
    let control = sessions.base.compactMap(\.conditions.control).min()
    let judged = BenchmarkJudge.red(
      verdict, in: sessions.now, control: control, since: "in the processes of the other build")
    return judged.outcome == .regressed ? nil : judged
  }
}
