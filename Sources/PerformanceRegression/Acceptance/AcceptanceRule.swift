import PerformanceRecords

/// Lets accepted regressions pass: those on file, up to their last day and up to what was accepted.
///
/// Only `regressed` is ever accepted. A budget is a number in the test, to be raised there and reviewed there; what is
/// missing or failed has no number that could be accepted.
package struct AcceptanceRule: Sendable {
  /// The rule where nothing is accepted.
  package static let none = AcceptanceRule([], environment: nil, today: nil)

  private let acceptances: [Candidate: AcceptedRegression]
  private let environment: RunEnvironment?
  private let today: Day?

  /// A rule for what is on file, in a run's environment and on its day.
  package init(_ acceptances: [AcceptedRegression], environment: RunEnvironment, today: Day) {
    self.init(acceptances, environment: .some(environment), today: .some(today))
  }

  private init(_ acceptances: [AcceptedRegression], environment: RunEnvironment?, today: Day?) {
    self.acceptances = Dictionary(
      acceptances.map { (Candidate(benchmark: $0.benchmark, metric: $0.metric), $0) }
    ) { first, _ in first }
    self.environment = environment
    self.today = today
  }

  /// Adds to a verdict what is on file about its regression, and accepts it where that lets it pass.
  package func apply(to verdict: inout Verdict) {
    guard verdict.outcome == .regressed, let metric = verdict.metric, let baseline = verdict.baseline,
      let now = verdict.now, let today,
      let acceptance = verdict.candidate.flatMap({ acceptances[$0] }), acceptance.unit == metric.unit
    else { return }
    let limit = limit(of: acceptance, metric, baseline: baseline)
    let isWithin = metric.direction.excess(of: now, over: limit) <= 0
    let state: Verdict.Acceptance.State = today > acceptance.until ? .expired : isWithin ? .valid : .exceeded
    verdict.acceptance = Verdict.Acceptance(
      state: state, until: "\(acceptance.until)", reason: acceptance.reason, limit: limit)
    if state == .valid { verdict.outcome = .accepted }
  }

  /// The worst number that passes: what was accepted and, as for a baseline, the metric's tolerance.
  ///
  /// The run's number is its best session, so one session below the limit is enough, as one near the baseline is.
  private func limit(of acceptance: AcceptedRegression, _ metric: MetricDescription, baseline: Double) -> Double {
    let accepted = accepted(acceptance, baseline: baseline)
    let allowance = metric.tolerance.allowance(for: accepted)
    // Whole counts, as the exact rule has them: of 13 accepted allocations, 14 are one more.
    let whole = metric.kind == .exact ? allowance.rounded(.down) : allowance
    return metric.direction.value(whole, worseThan: accepted)
  }

  /// What was accepted: the number itself where it was seen, elsewhere the same change of the baseline that is there.
  ///
  /// Where it was seen the baseline does not matter: scaled by a baseline recorded since, the same change would pass
  /// twice.
  private func accepted(_ acceptance: AcceptedRegression, baseline: Double) -> Double {
    if let environment, acceptance.isOf(environment) { return acceptance.value }
    guard acceptance.baseline > 0, baseline > 0 else { return baseline + acceptance.value - acceptance.baseline }
    return baseline * (acceptance.value / acceptance.baseline)
  }
}

extension AcceptanceRule {
  /// The acceptances that a run had no use for, in the order of the file.
  /// - Parameters:
  ///   - verdicts: all verdicts of the run.
  ///   - isExcused: whether a function was left out on purpose or failed: nothing is known of its benchmarks.
  package func unused(in verdicts: [Verdict], isExcused: (TestFunctionID) -> Bool) -> [UnusedAcceptance] {
    let found = Dictionary(grouping: verdicts.filter { $0.budget == nil }, by: \.candidate)
    return acceptances.values.sorted().compactMap { acceptance in
      guard !isExcused(acceptance.benchmark.function) else { return nil }
      let candidate = Candidate(benchmark: acceptance.benchmark, metric: acceptance.metric)
      return cause(acceptance, found[candidate]?.first).map { cause in
        UnusedAcceptance(
          benchmark: acceptance.benchmark, metric: acceptance.metric, until: acceptance.until, cause: cause)
      }
    }
  }

  private func cause(_ acceptance: AcceptedRegression, _ verdict: Verdict?) -> UnusedAcceptance.Cause? {
    switch verdict?.outcome {
    case nil, .missing: .notMeasured
    // On another kind of machine it may never have been one.
    case .same, .improved: environment.map(acceptance.isOf) ?? false ? .notRegressed : nil
    default: nil
    }
  }
}
