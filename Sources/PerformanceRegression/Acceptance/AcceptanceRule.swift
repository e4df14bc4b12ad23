import PerformanceRecords

/// Lets accepted regressions pass, up to their last day and up to the accepted number.
///
/// Only `regressed` is ever accepted. A budget is a number in the test and is raised there; `missing` and `failed` have
/// no number that could be accepted.
package struct AcceptanceRule: Sendable {
  /// The rule where nothing is accepted.
  package static let none = AcceptanceRule([], inBase: [], environment: nil, today: nil)

  private let acceptances: [Candidate: AcceptedRegression]
  /// Those that the commit of the other build has on file.
  private let inBase: [Candidate: AcceptedRegression]
  private let environment: RunEnvironment?
  private let today: Day?

  /// Creates the rule for acceptances in a run's environment and on its day.
  /// - Parameter base: the acceptances that the commit of the other build has on file; its build has these regressions.
  package init(
    _ acceptances: [AcceptedRegression], inBase base: [AcceptedRegression] = [], environment: RunEnvironment, today: Day
  ) {
    self.init(acceptances, inBase: base, environment: .some(environment), today: .some(today))
  }

  private init(
    _ acceptances: [AcceptedRegression], inBase base: [AcceptedRegression], environment: RunEnvironment?, today: Day?
  ) {
    self.acceptances = Dictionary(acceptances.map { ($0.candidate, $0) }) { first, _ in first }
    inBase = Dictionary(base.map { ($0.candidate, $0) }) { first, _ in first }
    self.environment = environment
    self.today = today
  }

  /// Adds its acceptance to a verdict, if any, and changes it to `accepted` where that lets the regression pass.
  /// - Parameter reference: what gave the baseline of the verdict.
  package func apply(to verdict: inout Verdict, comparedWith reference: PairedRun.CountReference = .baselines) {
    guard verdict.outcome == .regressed, let metric = verdict.metric, let baseline = verdict.baseline,
      let now = verdict.now, let today,
      let accepted = verdict.candidate.flatMap({ acceptances[$0] }), accepted.unit == metric.unit,
      let acceptance = reference == .otherBuild ? sinceBase(accepted) : accepted
    else { return }
    let limit = limit(of: acceptance, metric, baseline: baseline)
    let isWithin = metric.direction.excess(of: now, over: limit) <= 0
    let state: Verdict.Acceptance.State = today > acceptance.until ? .expired : isWithin ? .valid : .exceeded
    verdict.acceptance = Verdict.Acceptance(
      state: state, until: "\(acceptance.until)", reason: acceptance.reason, limit: limit)
    if state == .valid { verdict.outcome = .accepted }
  }

  /// The part of an acceptance that the other build lacks; `nil` where its commit accepts the same change.
  ///
  /// Without this, each later change could add the accepted one to a build that has it already.
  private func sinceBase(_ acceptance: AcceptedRegression) -> AcceptedRegression? {
    guard let earlier = inBase[acceptance.candidate] else { return acceptance }
    return acceptance.change(since: earlier)
  }

  /// The worst number that passes: the accepted one plus, as for a baseline, the metric's tolerance.
  ///
  /// The run's number is its best session, so that one session below the limit is enough, as with a baseline.
  private func limit(of acceptance: AcceptedRegression, _ metric: MetricDescription, baseline: Double) -> Double {
    let accepted = accepted(acceptance, baseline: baseline)
    let allowance = metric.tolerance.allowance(for: accepted)
    // Counts are whole, as in the exact rule: with 13 accepted allocations, 14 are one more.
    let whole = metric.kind == .exact ? allowance.rounded(.down) : allowance
    return metric.direction.value(whole, worseThan: accepted)
  }

  /// The accepted number: the number itself in its own environment, elsewhere the same change of the baseline there.
  ///
  /// In its own environment the baseline does not matter: scaled by a baseline recorded since, the same change would
  /// pass twice.
  private func accepted(_ acceptance: AcceptedRegression, baseline: Double) -> Double {
    if let environment, acceptance.isOf(environment) { return acceptance.value }
    guard acceptance.baseline > 0, baseline > 0 else { return baseline + acceptance.value - acceptance.baseline }
    return baseline * (acceptance.value / acceptance.baseline)
  }
}

extension AcceptanceRule {
  /// The acceptances without effect in a run, in the order of the file.
  /// - Parameters:
  ///   - verdicts: all verdicts of the run.
  ///   - isExcused: whether a function was excluded deliberately or failed, so that nothing is known of its benchmarks.
  package func unused(in verdicts: [Verdict], isExcused: (TestFunctionID) -> Bool) -> [UnusedAcceptance] {
    let found = Dictionary(grouping: verdicts.filter { $0.budget == nil }, by: \.candidate)
    return acceptances.values.sorted().compactMap { acceptance in
      guard !isExcused(acceptance.benchmark.function) else { return nil }
      return cause(acceptance, found[acceptance.candidate]?.first).map { cause in
        UnusedAcceptance(
          benchmark: acceptance.benchmark, metric: acceptance.metric, until: acceptance.until, cause: cause)
      }
    }
  }

  private func cause(_ acceptance: AcceptedRegression, _ verdict: Verdict?) -> UnusedAcceptance.Cause? {
    switch verdict?.outcome {
    case nil, .missing: .notMeasured
    case .same, .improved: canShow(acceptance) ? .notRegressed : nil
    default: nil
    }
  }

  /// Whether the run would show an accepted regression: on another machine class it may never have existed, and another
  /// build that has it is as slow.
  private func canShow(_ acceptance: AcceptedRegression) -> Bool {
    (environment.map(acceptance.isOf) ?? false) && sinceBase(acceptance) != nil
  }
}

extension AcceptedRegression {
  fileprivate var candidate: Candidate { Candidate(benchmark: benchmark, metric: metric) }
}
