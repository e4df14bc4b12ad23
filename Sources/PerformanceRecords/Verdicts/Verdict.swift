import PerformanceStatistics

/// The conclusion of a run about one metric of a benchmark, or about a benchmark or function as a whole, with its
/// numbers.
package struct Verdict: Equatable, Sendable, Codable {
  package var subject: Subject
  /// The metric; `nil` for the benchmark as a whole.
  package var metric: MetricDescription?
  package var outcome: Outcome
  package var reason: Reason
  /// The number of the baseline, in the metric's unit; in a verdict on a budget, its limit.
  package var baseline: Double?
  /// The statistic that a budget limits; `nil` in a comparison with a baseline.
  package var budget: Budget.Statistic?
  /// The number of this run, in the metric's unit.
  package var now: Double?
  /// The interval of now / baseline, from sessions.
  package var interval: RatioInterval?
  /// The number of fresh sessions.
  package var sessions: Int
  /// The smallest slowdown that this baseline can show, as a share; 0.25 is 25 %.
  package var smallestDetectableChange: Double?
  /// Numbers and names that complete the reason.
  package var detail: Detail?
  /// Seconds after which no further session was taken, if that left the benchmark undecided.
  package var timeLimit: Double?
  /// Seconds after which a count was stopped, so that `now` is a lower bound; `nil` elsewhere.
  package var stoppedAfter: Double?
  /// The change by function; `nil` where instructions were not counted.
  package var cause: ChangeCause?
  /// The source location of the `measure` call.
  package var location: CodeLocation?
  /// The acceptance of this regression in `baselines/accepted.json`; `nil` where there is none.
  package var acceptance: Acceptance?
  /// The result of a pair of builds; `nil` where none was needed.
  package var confirmation: Confirmation?
  /// Sessions that were slower than the others; `nil` where they are no more than the baseline predicts.
  package var slowSessions: SlowSessions?

  package init(
    _ subject: Subject, metric: MetricDescription? = nil, outcome: Outcome, reason: Reason, baseline: Double? = nil,
    now: Double? = nil, interval: RatioInterval? = nil, sessions: Int = 0, smallestDetectableChange: Double? = nil,
    detail: Detail? = nil, location: CodeLocation? = nil, acceptance: Acceptance? = nil
  ) {
    self.subject = subject
    self.metric = metric
    self.outcome = outcome
    self.reason = reason
    self.baseline = baseline
    self.now = now
    self.interval = interval
    self.sessions = sessions
    self.smallestDetectableChange = smallestDetectableChange
    self.detail = detail
    self.location = location
    self.acceptance = acceptance
  }

  /// A verdict on a benchmark or on one of its metrics.
  package init(
    benchmark: BenchmarkID, metric: MetricDescription? = nil, outcome: Outcome, reason: Reason, baseline: Double? = nil,
    now: Double? = nil, interval: RatioInterval? = nil, sessions: Int = 0, smallestDetectableChange: Double? = nil,
    detail: Detail? = nil, location: CodeLocation? = nil, acceptance: Acceptance? = nil
  ) {
    self.init(
      .benchmark(benchmark), metric: metric, outcome: outcome, reason: reason, baseline: baseline, now: now,
      interval: interval, sessions: sessions, smallestDetectableChange: smallestDetectableChange, detail: detail,
      location: location, acceptance: acceptance)
  }

  /// A verdict on all benchmarks of a function.
  package init(
    function: TestFunctionID, metric: MetricDescription? = nil, outcome: Outcome, reason: Reason, sessions: Int = 0,
    detail: Detail? = nil
  ) {
    self.init(
      .function(function), metric: metric, outcome: outcome, reason: reason, sessions: sessions, detail: detail)
  }

  /// The benchmark; `nil` for a verdict on a function.
  package var benchmark: BenchmarkID? { subject.benchmark }

  /// The function, or that of the benchmark.
  package var function: TestFunctionID { subject.function }

  /// now / baseline; `nil` when either is unknown or the baseline is 0.
  package var ratio: Double? {
    guard let baseline, let now, baseline != 0 else { return nil }
    return now / baseline
  }

  /// The verdict with another outcome and reason; without a new detail it keeps the old one.
  ///
  /// Consuming, so that the verdict is changed in place: with a copy for each change, judging took a fifth longer.
  package consuming func with(_ outcome: Outcome, _ reason: Reason, detail: Detail? = nil) -> Verdict {
    self.outcome = outcome
    self.reason = reason
    self.detail = detail ?? self.detail
    return self
  }
}

extension Verdict {
  /// The verdict on a function whose test is disabled.
  package init(disabled function: TestFunctionID) {
    self.init(function: function, outcome: .disabled, reason: .switchedOff)
  }
}
