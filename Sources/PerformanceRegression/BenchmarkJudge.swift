import PerformanceRecords
import PerformanceStatistics

/// Judges the sessions taken so far of one benchmark, metric by metric.
///
/// Pure: it sees summaries and baselines, never a clock, a file or the environment.
package struct BenchmarkJudge: Sendable {
  /// How many times the tolerance the smallest detectable change may be before "no change seen" says too little.
  package static let ambiguityFactor = 2.5

  /// How many sessions of a GPU that all have caveats are enough: each has cost two windows.
  private static let fewestWithCaveats = 3

  private let confirms: Bool
  private let sampledRule: SampledRule
  private let exactRule: ExactRule
  private let finder: ComparisonFinder
  let acceptances: AcceptanceRule
  /// What is judged.
  let scope: JudgedScope

  /// A judge over the baselines on file, whose number decides how sure each verdict must be, and the regressions that
  /// are accepted.
  /// - Parameters:
  ///   - confirms: whether a pair of builds will confirm what the file makes red. Such verdicts carry a confirmation that
  ///     is awaited; what the machine explains of them is no reason to do without one.
  ///   - sampledRule: the rule for metrics with noise; by default the one that fits `confirms`.
  package init(
    finder: ComparisonFinder, acceptances: AcceptanceRule = .none, confirms: Bool = false,
    scope: JudgedScope = .everything, sampledRule: SampledRule? = nil, exactRule: ExactRule = .standard
  ) {
    self.scope = scope
    self.finder = finder
    self.acceptances = acceptances
    self.confirms = confirms
    let rule = sampledRule ?? (confirms ? .screening : .standard)
    self.sampledRule = rule.judging(finder.sampledVerdicts)
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
  ///   - sessions: fresh sessions of the same benchmark, in the order taken.
  ///   - isLast: no more sessions will be taken, for lack of time or because the process cannot start itself again.
  package func judge(_ sessions: [BenchmarkSession], isLast: Verdict.Reason? = nil) -> Judgement {
    guard let first = sessions.first else { return Judgement(verdicts: [], wantsMore: isLast == nil) }
    var judgement = Judgement(verdicts: [], wantsMore: false)
    for metric in first.readings.map(\.metric) where scope.contains(metric, of: first.id) {
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
    guard scope == .everything else { return judgement }
    for budget in sessions.first?.budgets ?? [] {
      if let answer = judge(budget, in: sessions, isLast: isLast) { add(answer, to: &judgement) }
    }
    return judgement
  }

  typealias Answer = (verdict: Verdict, isFinal: Bool)

  private func add(_ answer: Answer, to judgement: inout Judgement) {
    var verdict = acceptances.applied(to: answer.verdict)
    // What is accepted, or left open by a GPU in another state, is not red: nothing is to be confirmed.
    if verdict.outcome != .regressed, verdict.outcome != .contaminated { verdict.confirmation = nil }
    judgement.verdicts.append(verdict)
    if !answer.isFinal { judgement.wantsMore = true }
  }

  private func judge(_ metric: MetricDescription, in all: [BenchmarkSession], isLast: Verdict.Reason?) -> Answer {
    let sessions = metric.gpu == nil ? all : Self.withValue(of: metric, all)
    let readings = sessions.compactMap { $0.reading(metric.name) }
    var verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .new, reason: .notInBaseline, sessions: readings.count,
      location: sessions[0].location)
    if let problem = Self.problem(of: readings) {
      return (verdict.with(.incomparable, unreadable(metric, in: sessions[0].id), detail: problem), true)
    }
    verdict.now = Self.best(metric, readings)
    let instrument = readings.compactMap(\.instrument).first
    switch finder.comparison(of: metric, in: sessions[0].id, instrument: instrument, gpus: sessions.gpus) {
    case .new:
      return (verdict, true)
    case .refused(let refusal):
      return (refusal.verdict(from: verdict), true)
    case .incomparable(let reason, let detail):
      return (verdict.with(.incomparable, reason, detail: detail), true)
    case .against(let baseline, let caveat):
      let (judged, isFinal) = judge(verdict, metric, against: baseline, sessions, readings, isLast: isLast)
      guard judged.outcome == .regressed else { return (judged, isFinal) }
      let caveats = [caveat, clock(of: metric, in: sessions)?.caveat].compactMap { $0 }
      return (GPUEvidence(sessions, caveats: caveats).judged(judged), isFinal)
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
    let reported = all.filter { $0.reading(metric.name)?.values.isEmpty == false }
    return reported.count * 2 > all.count ? reported : all
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
      case .timeLimitReached: return (verdict.with(.regressed, .countGrew), true)
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
    let rule = sessions.areLong ? sampledRule.ofLongSessions : sampledRule
    let threshold = DecisionThreshold(
      baseline: baseline, tolerance: metric.tolerance, direction: metric.direction, rule: rule)
    verdict.baseline = threshold?.best
    verdict.interval = Self.interval(verdict, metric, now: values, baseline: baseline)
    verdict.smallestDetectableChange = threshold.flatMap { rule.smallestDetectableChange($0, baseline: baseline) }
    guard let threshold, recorded.count >= sampledRule.fewestBaselineSessions else {
      return (verdict.with(.ambiguous, .tooFewSessions, detail: "the baseline has \(recorded.count) sessions"), true)
    }
    switch threshold.step(now: values, isLast: isLast == .timeLimitReached) {
    case .within:
      return within(verdict, metric, threshold: threshold, values, baseline: baseline, isLast: isLast)
    // What the GPU leaves of it is judged where all evidence of the GPU is.
    case .undecided where isHopeless(sessions, metric), .beyond:
      let regressed = verdict.with(.regressed, .everySessionWorse, detail: clock(of: metric, in: sessions)?.text)
      return beyond(regressed, threshold: threshold, sessions, readings, values, isLast: isLast)
    case .undecided:
      return (verdict.with(.ambiguous, isLast ?? .tooFewSessions), isLast != nil)
    }
  }

  /// The interval of the change that is printed.
  static func interval(
    _ verdict: Verdict, _ metric: MetricDescription, now: [Double], baseline: [Double]
  ) -> RatioInterval? {
    guard let best = verdict.baseline, let floor = verdict.now, best > 0 else { return nil }
    // What stands for both is known to the width within which one session is enough.
    let share = metric.tolerance.allowance(for: best) * SampledRule.standard.near / best
    return RatioInterval(now: now, baseline: baseline, floors: (floor, best), near: share)
  }

  /// What is said of sessions that are all beyond the threshold.
  ///
  /// Where a pair confirms it, that is all. Where none does, the machine explains what it can: sessions that it disturbed
  /// are taken again, until as many as needed have been taken in addition, and what then remains is judged once more.
  private func beyond(
    _ regressed: Verdict, threshold: DecisionThreshold, _ sessions: [BenchmarkSession], _ readings: [MetricReading],
    _ values: [Double], isLast: Verdict.Reason?
  ) -> Answer {
    let machine = MachineEvidence(then: finder.calibration(of: sessions[0].id), reach: threshold.reach)
    // A session without this reading would put all behind it beside the wrong conditions.
    guard let metric = regressed.metric, sessions.count == values.count else { return (awaiting(regressed), true) }
    let all = zip(sessions, readings)
    let remaining = zip(all, values).map { machine.remaining($1, of: $0.1, in: $0.0) }
    let isExplained = remaining != values && threshold.step(now: remaining, isLast: true) != .beyond
    if confirms {
      return (awaiting(isExplained ? machine.explained(regressed, by: sessions) : regressed), true)
    }
    let isGPU = metric.gpu != nil
    let quiet = zip(all, values).filter { pair, _ in
      machine.isUndisturbed(pair.0, pair.1) && !(isGPU && pair.0.gpu?.gravestCaveat != nil)
    }.map(\.1)
    // Enough in a hurry are enough here: the disturbed ones are beyond the threshold as well.
    if threshold.step(now: quiet, isLast: !isGPU) == .beyond { return (regressed, true) }
    let isDisturbed = isExplained || isGPU && quiet.count < values.count
    if isLast == nil, isDisturbed, values.count < 2 * threshold.sessionsNeeded(values), !isHopeless(sessions, metric) {
      return (regressed.with(.ambiguous, .tooFewSessions), false)
    }
    return (isExplained ? machine.explained(regressed, by: sessions) : regressed, true)
  }

  /// The verdict, with its confirmation awaited where there will be one.
  private func awaiting(_ verdict: Verdict) -> Verdict {
    var verdict = verdict
    if confirms { verdict.confirmation = Verdict.Confirmation(state: .awaited) }
    return verdict
  }

  /// Whether more sessions would show nothing new: that many of a GPU all have caveats, each after a second window.
  private func isHopeless(_ sessions: [BenchmarkSession], _ metric: MetricDescription) -> Bool {
    metric.gpu != nil && sessions.count >= Self.fewestWithCaveats
      && sessions.allSatisfy { $0.gpu?.gravestCaveat != nil }
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

  /// What is said of sessions of which enough come near; some may still be slow, more often than on file.
  private func within(
    _ verdict: Verdict, _ metric: MetricDescription, threshold: DecisionThreshold, _ values: [Double],
    baseline: [Double],
    isLast: Verdict.Reason?
  ) -> Answer {
    let factors = threshold.slowFactors(values).sorted()
    let chance = threshold.chance(slow: factors.count, of: values.count)
    guard chance <= ShareRule.standard.conspicuous, !factors.isEmpty else {
      return (near(verdict, metric, baseline: baseline), true)
    }
    var verdict = verdict
    verdict.slowSessions = Verdict.SlowSessions(
      slower: factors.count, of: values.count, factor: factors[factors.count / 2])
    if confirms, chance <= ShareRule.standard.limit {
      return (awaiting(verdict.with(.regressed, .moreSessionsSlower)), true)
    }
    let isEnough = isLast != nil || values.count >= ShareRule.standard.mostSessions
    return (near(verdict, metric, baseline: baseline), isEnough)
  }

  private func near(_ verdict: Verdict, _ metric: MetricDescription, baseline: [Double]) -> Verdict {
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
    let values = readings.compactMap { budget.statistic.value(of: $0.values, better: metric.direction) }
    guard let best = metric.direction == .lowerIsBetter ? values.min() : values.max() else { return nil }
    let isViolated = metric.direction == .lowerIsBetter ? best > budget.limit : best < budget.limit
    guard isViolated else { return nil }
    let enough = metric.kind == .exact ? exactRule.cap : SampledRule.standard.cap
    let verdict = Verdict(
      benchmark: sessions[0].id, metric: metric, outcome: .overBudget, reason: .budgetExceeded, baseline: budget.limit,
      now: best, sessions: sessions.count, detail: "\(budget.statistic.name) against the budget",
      location: sessions[0].location)
    if values.count >= enough || isLast == .timeLimitReached {
      let red = metric.kind == .exact || !isExplained(budget, metric, sessions)
      let machine = MachineEvidence(then: finder.calibration(of: sessions[0].id))
      return (GPUEvidence(sessions).judged(red ? verdict : machine.explained(verdict, by: sessions)), true)
    }
    return (verdict.with(.ambiguous, isLast ?? .tooFewSessions), isLast != nil)
  }

  /// Whether some session would keep to the budget without what the machine explains.
  private func isExplained(_ budget: Budget, _ metric: MetricDescription, _ sessions: [BenchmarkSession]) -> Bool {
    let machine = MachineEvidence(then: finder.calibration(of: sessions[0].id))
    return sessions.contains { session in
      guard let reading = session.reading(metric.name),
        let value = budget.statistic.value(of: reading.values, better: metric.direction)
      else { return false }
      let remaining = machine.remaining(value, of: reading, in: session)
      return metric.direction == .lowerIsBetter ? remaining <= budget.limit : remaining >= budget.limit
    }
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
  /// The same with another answer.
  func with(_ outcome: Outcome, _ reason: Reason, detail: String? = nil) -> Verdict {
    var verdict = self
    verdict.outcome = outcome
    verdict.reason = reason
    verdict.detail = detail ?? verdict.detail
    return verdict
  }
}
