import PerformanceStatistics

/// What a run concludes about one metric of a benchmark, or about a benchmark or function as a whole, with the numbers
/// behind it.
package struct Verdict: Hashable, Sendable, Codable {
  /// What it is about.
  package var subject: Subject
  /// The metric; `nil` where the benchmark as a whole is meant.
  package var metric: MetricDescription?
  /// The answer.
  package var outcome: Outcome
  /// Why.
  package var reason: Reason
  /// What stands for the baseline, in the metric's unit; the limit of a budget.
  package var baseline: Double?
  /// The statistic that a budget limits, in a verdict on one; `nil` where a baseline is compared with.
  package var budget: Budget.Statistic?
  /// What stands for this run, in the metric's unit.
  package var now: Double?
  /// The interval of now / baseline, from sessions.
  package var interval: RatioInterval?
  /// Fresh sessions that were taken.
  package var sessions: Int
  /// The smallest slowdown that this baseline would show, as a share; 0.25 is 25 %.
  package var smallestDetectableChange: Double?
  /// What the reason alone does not say, with its numbers.
  package var detail: Detail?
  /// Seconds after which no further session was taken, where that left the benchmark undecided.
  package var timeLimit: Double?
  /// Seconds after which a count was stopped, so that `now` is the least that it would have been; `nil` for all others.
  package var stoppedAfter: Double?
  /// Where the change is, by function; `nil` where instructions were not counted.
  package var cause: ChangeCause?
  /// Where the `measure` call stands.
  package var location: CodeLocation?
  /// What `baselines/accepted.json` says of this regression; `nil` where it says nothing.
  package var acceptance: Acceptance?
  /// What a pair of builds says of it; `nil` where none was needed.
  package var confirmation: Confirmation?
  /// Sessions that were slower than the others; `nil` where they are no more than on file.
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

  /// The function that it is about, or whose benchmark it is about.
  package var function: TestFunctionID { subject.function }

  /// now / baseline; `nil` when either is unknown or the baseline is 0.
  package var ratio: Double? {
    guard let baseline, let now, baseline != 0 else { return nil }
    return now / baseline
  }

  /// The same with another answer; without a detail of its own it keeps the one it had.
  ///
  /// Consuming, since a verdict that is returned is changed in place: with a copy for each, judging took a fifth longer.
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
