import PerformanceStatistics

/// What is said of one metric of one benchmark, with the numbers behind it.
package struct Verdict: Hashable, Sendable, Codable {
  /// The answer.
  package enum Outcome: String, Sendable, Codable, CaseIterable {
    /// Within the tolerance.
    case same
    /// Better by more than the tolerance.
    case improved
    /// Worse by more than the tolerance.
    case regressed
    /// Worse by more than the tolerance, which somebody has looked at and lets pass for a while.
    case accepted
    /// The data cannot tell; the smallest change they could have shown stands beside.
    case ambiguous
    /// The baseline was made elsewhere or otherwise.
    case incomparable
    /// In the baseline and selected, but not in the run.
    case missing
    /// In the run, but in no baseline.
    case new
    /// The machine disturbed every session that spoke for a regression, or is slower itself than it was.
    case contaminated
    /// The test threw, crashed or gave no result.
    case failed
    /// An absolute limit that the test sets is exceeded.
    case overBudget
    /// The test itself says that it is off.
    case disabled
  }

  /// Why; the text for people is made from it and the numbers.
  package enum Reason: String, Sendable, Codable, CaseIterable {
    case withinTolerance, betterThanTolerance, everySessionWorse, countGrew, countFell, countEqual
    case moreSessionsSlower, spreadTooWide, tooFewSessions, timeLimitReached, measuredInProcess, valueUnavailable
    case otherMachineClass, otherToolchain, otherBuild, otherMethodology, otherInstrument, otherGPU
    case notInRun, notInBaseline, refusedAtRecording, machineBusy, machineSlower, gpuCaveat, gpuDisturbed
    case identicalCode, onlyInBase, onlyInHead, pairsDisagree, baseUnusable, confirmedByPair, refutedByPair
    case threw, crashed, timedOut, noResult, duplicateID, budgetExceeded, notCounted
    case expectationFailed, endedItself, notANumber, noCases, notReached
    case unreadable, budgetUnreadable, budgetUnasked, switchedOff
  }

  /// The benchmark.
  package var benchmark: BenchmarkID
  /// The metric; `nil` where the benchmark as a whole is meant.
  package var metric: MetricDescription?
  /// The answer.
  package var outcome: Outcome
  /// Why.
  package var reason: Reason
  /// What stands for the baseline, in the metric's unit.
  package var baseline: Double?
  /// What stands for this run, in the metric's unit.
  package var now: Double?
  /// The interval of now / baseline, from sessions.
  package var interval: RatioInterval?
  /// Fresh sessions that were drawn.
  package var sessions: Int
  /// The smallest slowdown that this baseline would show, as a share; 0.25 is 25 %.
  package var smallestDetectableChange: Double?
  /// More for a person: the failure's text, what to do.
  package var detail: String?
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

  /// A verdict from its parts.
  package init(
    benchmark: BenchmarkID, metric: MetricDescription? = nil, outcome: Outcome, reason: Reason, baseline: Double? = nil,
    now: Double? = nil, interval: RatioInterval? = nil, sessions: Int = 0, smallestDetectableChange: Double? = nil,
    detail: String? = nil, location: CodeLocation? = nil, acceptance: Acceptance? = nil
  ) {
    self.benchmark = benchmark
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

  /// now / baseline; `nil` when either is unknown or the baseline is 0.
  package var ratio: Double? {
    guard let baseline, let now, baseline != 0 else { return nil }
    return now / baseline
  }
}

extension Verdict {
  /// The verdict on a function that says itself that it is off.
  package init(disabled function: TestFunctionID) {
    self.init(benchmark: BenchmarkID(function), outcome: .disabled, reason: .switchedOff)
  }
}

extension Verdict {
  /// What an acceptance has to do with a regression.
  package struct Acceptance: Hashable, Sendable, Codable {
    /// Whether it lets the regression pass.
    package enum State: String, Sendable, Codable {
      /// It does.
      case valid
      /// Its last day is over.
      case expired
      /// The regression is worse than what was accepted.
      case exceeded
    }

    /// Whether it lets the regression pass.
    package var state: State
    /// Its last day in UTC, `2026-01-31`.
    package var until: String
    /// Why it was accepted.
    package var reason: String
    /// The worst value that it lets pass, in the metric's unit.
    package var limit: Double

    /// An acceptance from its parts.
    package init(state: State, until: String, reason: String, limit: Double) {
      self.state = state
      self.until = until
      self.reason = reason
      self.limit = limit
    }
  }
}
