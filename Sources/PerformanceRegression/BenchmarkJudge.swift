import PerformanceRecords
import PerformanceStatistics

/// Judges the sessions drawn so far of one benchmark, metric by metric.
///
/// Pure: it sees summaries and baselines, never a clock, a file or the environment.
package struct BenchmarkJudge: Sendable {
  /// How many times the tolerance the smallest detectable change may be before "no change seen" says too little.
  package static let ambiguityFactor = 2.5

  /// How many times longer than at recording the control loop may take before slower times are the machine's doing. It
  /// never divides a time: a processor that is a tenth slower can make a body that waits for memory seem a fifth slower.
  package static let slowerMachine = 1.1

  /// How many sessions of a GPU that are all in doubt end the drawing: each has cost two windows.
  private static let fewestInDoubt = 3

  private let sampledRule: SampledRule
  private let exactRule: ExactRule
  private let finder: ComparisonFinder
  let acceptances: AcceptanceRule

  /// A judge over the baselines on file, whose number decides how sure each verdict must be, and the regressions that
  /// are accepted.
  package init(
    finder: ComparisonFinder, acceptances: AcceptanceRule = .none, sampledRule: SampledRule = .standard,
    exactRule: ExactRule = .standard
  ) {
    self.finder = finder
    self.acceptances = acceptances
    self.sampledRule = sampledRule.judging(finder.sampledVerdicts)
    self.exactRule = exactRule
  }

  /// What the sessions say: the verdicts that stand, and whether fresh sessions could still change one.
  package struct Judgement: Hashable, Sendable {
    /// One for each judged metric and violated budget, as things are now.
    package var verdicts: [Verdict]
    /// Whether another session is wanted.
    package var wantsMore: Bool

    /// A judgement from its parts.
    package init(verdicts: [Verdict], wantsMore: Bool) {
      self.verdicts = verdicts
      self.wantsMore = wantsMore
    }
  }

  /// Judges all sessions of one benchmark.
  /// - Parameters:
  ///   - sessions: fresh sessions of the same benchmark, in the order drawn.
  ///   - isLast: no more sessions will be drawn, for lack of time or because the process cannot start itself again.
  package func judge(_ sessions: [BenchmarkSession], isLast: Verdict.Reason? = nil) -> Judgement {
    guard let first = sessions.first else { return Judgement(verdicts: [], wantsMore: isLast == nil) }
    var judgement = Judgement(verdicts: [], wantsMore: false)
    for metric in first.readings.map(\.metric) where metric.isJudged {
      add(judge(metric, in: sessions, isLast: isLast), to: &judgement)
    }
    let limits = judgeBudgets(of: sessions, isLast: isLast)
    judgement.verdicts += limits.verdicts
    judgement.wantsMore = judgement.wantsMore || limits.wantsMore
    return judgement
  }

  /// Judges the absolute limits of one benchmark.
  func judgeBudgets(of sessions: [BenchmarkSession], isLast: Verdict.Reason?) -> Judgement {
    var judgement = Judgement(verdicts: [], wantsMore: false)
    for budget in sessions.first?.budgets ?? [] {
      if let answer = judge(budget, in: sessions, isLast: isLast) { add(answer, to: &judgement) }
    }
    return judgement
  }

  typealias Answer = (verdict: Verdict, isFinal: Bool)

  private func add(_ answer: Answer, to judgement: inout Judgement) {
    judgement.verdicts.append(acceptances.applied(to: answer.verdict))
    if !answer.isFinal { judgement.wantsMore = true }
  }

  private func judge(_ metric: MetricDescription, in all: [BenchmarkSession], isLast: Verdict.Reason?) -> Answer {
    let sessions = metric.gpu == nil ? all : Self.withValue(of: metric, all)
    let readings = sessions.compactMap { $0.reading(metric.name) }
    var verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .new, reason: .notInBaseline, sessions: sessions.count,
      place: sessions[0].place)
    if let problem = Self.problem(of: readings) {
      return (verdict.with(.incomparable, unreadable(metric, in: sessions[0].id), detail: problem), true)
    }
    verdict.now = Self.best(metric, readings)
    let instrument = readings.compactMap(\.instrument).first
    switch finder.comparison(of: metric, in: sessions[0].id, instrument: instrument, gpus: sessions.gpus) {
    case .new:
      return (verdict, true)
    case .incomparable(let reason, let detail):
      return (verdict.with(.incomparable, reason, detail: detail), true)
    case .against(let baseline, let doubt):
      let (judged, isFinal) = judge(verdict, metric, against: baseline, sessions, readings, isLast: isLast)
      guard judged.outcome == .regressed else { return (judged, isFinal) }
      let doubts = [doubt, clock(of: metric, in: sessions)?.doubt].compactMap { $0 }
      return (GPUEvidence(sessions, doubts: doubts).judged(judged), isFinal)
    }
  }

  private func judge(
    _ verdict: Verdict, _ metric: MetricDescription, against baseline: BaselineMetric, _ sessions: [BenchmarkSession],
    _ readings: [MetricReading], isLast: Verdict.Reason?
  ) -> Answer {
    switch baseline.content {
    case .exact(let counts):
      let rule = baseline.instrument == nil ? exactRule : exactRule.ofAnInstrument
      return exact(verdict, metric, counts: counts, readings: readings, isLast: isLast, rule: rule)
    case .sampled(let recorded):
      return sampled(verdict, metric, recorded: recorded, sessions: sessions, readings: readings, isLast: isLast)
    }
  }

  /// The sessions with a value of a GPU metric, where they are most: a counter that was read too late once says nothing
  /// of the others.
  private static func withValue(of metric: MetricDescription, _ all: [BenchmarkSession]) -> [BenchmarkSession] {
    let told = all.filter { $0.reading(metric.name)?.values.isEmpty == false }
    return told.count * 2 > all.count ? told : all
  }

  /// Why a metric without a usable value is not judged: one that is on file was read here before.
  private func unreadable(_ metric: MetricDescription, in id: BenchmarkID) -> Verdict.Reason {
    guard metric.gpu == nil, case .against = finder.comparison(of: metric, in: id) else { return .valueUnavailable }
    return .unreadable
  }

  /// Why readings cannot be judged, if so.
  static func problem(of readings: [MetricReading]) -> String? {
    if let reason = readings.compactMap(\.unavailable).first { return reason }
    // NaN is never below a line, so it would be taken for a slowdown.
    let isUnusable = readings.contains { $0.values.isEmpty || !$0.values.allSatisfy(\.isFinite) }
    return isUnusable ? "a value is missing or not a finite number" : nil
  }

  /// The best session's number: what the rules compare.
  static func best(_ metric: MetricDescription, _ readings: [MetricReading]) -> Double? {
    let summaries = metric.kind == .exact ? readings.compactMap(count) : readings.compactMap(summary)
    return metric.direction == .lowerIsBetter ? summaries.min() : summaries.max()
  }

  /// Judges counts against a range of them.
  func exact(
    _ verdict: Verdict, _ metric: MetricDescription, counts: ExactBaseline, readings: [MetricReading],
    isLast: Verdict.Reason?, rule: ExactRule
  ) -> Answer {
    var verdict = verdict
    let values = readings.compactMap(Self.count)
    verdict.baseline = metric.direction == .lowerIsBetter ? counts.highest : counts.lowest
    switch rule.step(
      baseline: counts, now: values, tolerance: metric.tolerance, direction: metric.direction)
    {
    case .worse: return (verdict.with(.regressed, .countGrew), true)
    case .better: return (verdict.with(.improved, .countFell), true)
    case .equal: return (verdict.with(.same, .countEqual), true)
    case .withinTolerance: return (verdict.with(.same, .withinTolerance), true)
    case .undecided:
      switch isLast {
      case nil: return (verdict.with(.ambiguous, .tooFewSessions), false)
      case .drawingTimeUsedUp: return (verdict.with(.regressed, .countGrew), true)
      // A process that also runs other tests counts theirs as well.
      case let reason?: return (verdict.with(.ambiguous, reason), true)
      }
    }
  }

  private func sampled(
    _ verdict: Verdict, _ metric: MetricDescription, recorded: [SessionQuantiles], sessions: [BenchmarkSession],
    readings: [MetricReading], isLast: Verdict.Reason?
  ) -> Answer {
    var verdict = verdict
    let baseline = recorded.map { $0.summary(metric.direction) }
    let values = readings.compactMap(Self.summary)
    let line = BaselineLine(
      baseline: baseline, tolerance: metric.tolerance, direction: metric.direction, rule: sampledRule)
    verdict.baseline = line?.best
    verdict.interval = RatioInterval(now: values, baseline: baseline)
    verdict.smallestDetectableChange = line.flatMap { line in
      sampledRule.smallestDetectableChange(
        from: line.best, baseline: baseline, tolerance: metric.tolerance, direction: metric.direction)
    }
    guard let line, recorded.count >= sampledRule.fewestBaselineSessions else {
      return (verdict.with(.ambiguous, .tooFewSessions, detail: "the baseline has \(recorded.count) sessions"), true)
    }
    switch line.step(now: values, isLast: isLast == .drawingTimeUsedUp) {
    case .acquitted:
      return (acquitted(verdict, metric, baseline: baseline), true)
    case .convicted where isLast == nil && wantsQuieter(sessions, values, line, metric):
      return (verdict.with(.ambiguous, .tooFewSessions), false)
    // What the GPU leaves of it is judged where all evidence of the GPU is.
    case .undecided where isHopeless(sessions, metric), .convicted:
      let regressed = verdict.with(.regressed, .everySessionWorse, detail: clock(of: metric, in: sessions)?.text)
      return (waits(readings, acquit: regressed, line: line) ?? red(regressed, in: sessions), true)
    case .undecided:
      return (verdict.with(.ambiguous, isLast ?? .tooFewSessions), isLast != nil)
    }
  }

  /// Whether more sessions would tell nothing: that many of a GPU are all in doubt, each after a second window.
  private func isHopeless(_ sessions: [BenchmarkSession], _ metric: MetricDescription) -> Bool {
    metric.gpu != nil && sessions.count >= Self.fewestInDoubt && sessions.allSatisfy { $0.gpu?.gravestDoubt != nil }
  }

  /// Whether sessions that the machine disturbed are to be drawn again before they convict: they do not count, until as
  /// many as convict have been drawn in addition. Undisturbed ones convict as soon as they are enough, and any session
  /// acquits.
  ///
  /// Where the GPU is in doubt in every one of them no more are drawn: each has tried twice already.
  private func wantsQuieter(
    _ sessions: [BenchmarkSession], _ values: [Double], _ line: BaselineLine, _ metric: MetricDescription
  ) -> Bool {
    guard sessions.count == values.count, values.count < 2 * line.sessionsToConvict(values) else { return false }
    let isGPU = metric.gpu != nil
    if isHopeless(sessions, metric) { return false }
    let quiet = zip(sessions, values).filter { session, _ in
      session.conditions.contamination == nil && !(isGPU && session.gpu?.gravestDoubt != nil)
    }.map(\.1)
    return quiet.count < values.count && line.step(now: quiet) != .convicted
  }

  /// What the GPU's clock has to do with a time or an energy that regressed; `nil` where none was read.
  private func clock(of metric: MetricDescription, in sessions: [BenchmarkSession]) -> GPUClock? {
    guard metric.unit == .nanoseconds || metric.unit == .joules else { return nil }
    return GPUClock(
      then: { beside in
        guard case .against(let onFile, _) = finder.comparison(of: beside, in: sessions[0].id, gpus: sessions.gpus)
        else { return nil }
        return GPUClock.median(of: onFile)
      }, now: sessions)
  }

  /// The excuse of a verdict whose sessions would acquit without the time their threads waited for a processor.
  private func waits(_ readings: [MetricReading], acquit verdict: Verdict, line: BaselineLine) -> Verdict? {
    guard let metric = verdict.metric, metric.direction == .lowerIsBetter else { return nil }
    let undisturbed = readings.compactMap { reading in
      Self.summary(reading).map { $0 - (reading.disturbance ?? 0) }
    }
    return line.step(now: undisturbed) == .acquitted ? verdict.excusedByWaiting : nil
  }

  /// The red verdict, unless the machine disturbed every session that speaks for it, or is slower itself: the numbers
  /// are bad for that reason then.
  private func red(_ verdict: Verdict, in sessions: [BenchmarkSession]) -> Verdict {
    Self.red(verdict, in: sessions, control: finder.control(of: sessions[0].id))
  }

  /// The same, with what the control loop took for the sessions that are compared with.
  static func red(
    _ verdict: Verdict, in sessions: [BenchmarkSession], control: Double?,
    since then: String = "when the baseline was recorded"
  ) -> Verdict {
    if let contamination = Self.contamination(of: sessions) {
      return verdict.with(.contaminated, .machineBusy, detail: contamination)
    }
    if let slowdown = machineSlowdown(in: sessions, control: control) {
      return verdict.with(
        .contaminated, .machineSlower,
        detail:
          "a fixed loop that uses nothing of the code takes \(Int((slowdown * 100).rounded())) % longer here than "
          + then)
    }
    return verdict
  }

  /// How much slower the processor itself is than when the baseline was recorded, as a share; `nil` within the limit.
  private static func machineSlowdown(in sessions: [BenchmarkSession], control: Double?) -> Double? {
    guard let then = control, then > 0,
      let now = sessions.compactMap(\.conditions.control).min(), now > then * slowerMachine
    else { return nil }
    return now / then - 1
  }

  private func acquitted(_ verdict: Verdict, _ metric: MetricDescription, baseline: [Double]) -> Verdict {
    let isLower = metric.direction == .lowerIsBetter
    // Better than the best on file: a lucky process among many may be far better than what stands for the baseline.
    if let best = isLower ? baseline.min() : baseline.max(), let now = verdict.now {
      let gain = isLower ? best - now : now - best
      if gain > metric.tolerance.allowance(for: min(now, best)) {
        return verdict.with(.improved, .betterThanTolerance)
      }
    }
    if let smallest = verdict.smallestDetectableChange, let baseline = verdict.baseline, baseline > 0,
      smallest > Self.ambiguityFactor * metric.tolerance.allowance(for: baseline) / baseline
    {
      return verdict.with(.ambiguous, .spreadTooWide)
    }
    return verdict.with(.same, .withinTolerance)
  }

  private func judge(_ budget: Budget, in sessions: [BenchmarkSession], isLast: Verdict.Reason?) -> Answer? {
    let readings = sessions.compactMap { $0.reading(budget.metric) }
    guard let metric = readings.first?.metric else { return nil }
    // The statistic names the bad end of the samples: p95 of a throughput is what 95 % of the samples reach.
    let probability =
      metric.direction == .lowerIsBetter ? budget.statistic.probability : 1 - budget.statistic.probability
    let values = readings.compactMap { Quantile.value(probability, of: $0.values) }
    guard let best = metric.direction == .lowerIsBetter ? values.min() : values.max() else { return nil }
    let isViolated = metric.direction == .lowerIsBetter ? best > budget.limit : best < budget.limit
    guard isViolated else { return nil }
    let enough = metric.kind == .exact ? exactRule.cap : sampledRule.cap
    let verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .overBudget, reason: .budgetExceeded, baseline: budget.limit,
      now: best, sessions: sessions.count, detail: "\(budget.statistic.name) against the budget",
      place: sessions[0].place)
    if values.count >= enough || isLast == .drawingTimeUsedUp {
      let red = metric.kind == .exact ? verdict : red(verdict, in: sessions)
      return (GPUEvidence(sessions).judged(red), true)
    }
    return (verdict.with(.ambiguous, isLast ?? .tooFewSessions), isLast != nil)
  }

  /// The reason why no session proves anything, if every one of them was disturbed.
  private static func contamination(of sessions: [BenchmarkSession]) -> String? {
    let reasons = sessions.map(\.conditions.contamination)
    return reasons.allSatisfy { $0 != nil } ? reasons.compactMap { $0 }.first : nil
  }

  /// The best sample of a session.
  package static func summary(_ reading: MetricReading) -> Double? {
    SessionQuantiles(samples: reading.values)?.summary(reading.metric.direction)
  }

  /// The usual count of a session's windows.
  package static func count(_ reading: MetricReading) -> Double? {
    let sorted = reading.values.sorted()
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }
}

extension Verdict {
  /// The verdict whose sessions would acquit without the time their threads waited for a processor.
  var excusedByWaiting: Verdict {
    with(
      .contaminated, .machineBusy, detail: "without the time its threads waited for a processor it is as fast as before"
    )
  }

  /// The same with another answer.
  func with(_ outcome: Outcome, _ reason: Reason, detail: String? = nil) -> Verdict {
    var verdict = self
    verdict.outcome = outcome
    verdict.reason = reason
    verdict.detail = detail ?? verdict.detail
    return verdict
  }
}
