import PerformanceSystem

/// The progress of a run and an estimate of the remaining time.
package struct RunProgress: Sendable {
  /// The current activity of a run.
  package enum Activity: Equatable, Sendable {
    case nothing
    /// Another measurement holds the machine; the run has waited since this time, in seconds since 1970.
    case waiting(LockHolder, since: Double)
    case measuring(SessionAttempt)
    case counting(CountingProgress)
  }

  /// The current activity.
  package private(set) var activity = Activity.nothing

  /// An estimate of the time until a run has finished its planned rounds.
  package struct Remaining: Equatable, Sendable {
    /// The estimate in seconds.
    package let seconds: Double
    /// Seconds by which nine of ten runs are at most longer or shorter, if their processes differ as those so far;
    /// `nil` while too few have ended.
    package let uncertainty: Double?
  }

  /// The weight of the newest process: the estimate follows a change within about ten processes.
  private static let weight = 0.2
  /// The number of processes whose mean is as certain as the weighted one: `2 / weight − 1`.
  private static let effectiveProcesses = 2 / weight - 1
  /// The ended processes from which a spread is known.
  private static let fewestForSpread = 4
  /// The quantile of the normal distribution for nine of ten.
  private static let quantile = 1.645

  private var plannedFunctions = 0
  private var plannedRounds = 1
  private var current: (attempt: SessionAttempt, start: Double)?
  private var secondsPerProcess: Double?
  private var variance = 0.0
  private var endedProcesses = 0

  /// Creates the progress of a run without events.
  package init() {}

  /// Updates the progress with an event.
  package mutating func add(_ event: RunEvent) {
    switch event.body {
    case .planned(let plan):
      plannedFunctions += plan.functions.count
      plannedRounds = max(plannedRounds, plan.rounds)
    case .waiting(let holder): wait(for: holder, at: event.time)
    case .counting(let progress): activity = .counting(progress)
    case .attempt(let attempt): begin(attempt, at: event.time)
    case .runFinished: activity = .nothing
    case .runStarted, .session, .profile, .verdict, .confirmed, .unmeasured, .bodyRun, .acceptanceUnused, .budgetUnused:
      break
    }
  }

  /// The run may wait for several holders in a row. Waiting does not count as the duration of a process.
  private mutating func wait(for holder: LockHolder, at time: Double) {
    if case .waiting(_, let since) = activity {
      activity = .waiting(holder, since: since)
    } else {
      activity = .waiting(holder, since: time)
    }
    current = nil
  }

  /// The start of a process is also the end of the previous one.
  private mutating func begin(_ attempt: SessionAttempt, at time: Double) {
    activity = .measuring(attempt)
    if let current, time >= current.start {
      endProcess(after: time - current.start)
    }
    current = (attempt, time)
  }

  /// The mean and the variance, both weighted exponentially.
  private mutating func endProcess(after seconds: Double) {
    let deviation = seconds - (secondsPerProcess ?? seconds)
    secondsPerProcess = (secondsPerProcess ?? seconds) + Self.weight * deviation
    variance = (1 - Self.weight) * (variance + Self.weight * deviation * deviation)
    endedProcesses += 1
  }

  /// The remaining seconds, at least those of the planned rounds; `nil` before the first process has ended.
  package func remainingSeconds(at now: Double) -> Double? { remaining(at: now)?.seconds }

  /// The remaining time with its uncertainty, at least that of the planned rounds; `nil` before the first process has
  /// ended.
  ///
  /// The variance of a sum of n processes is `n·s²`, and that of n times their estimated mean `n²·s²/k`, where k is the
  /// number of processes that the mean is of.
  package func remaining(at now: Double) -> Remaining? {
    guard let current, let secondsPerProcess else { return nil }
    let attempt = current.attempt
    // A damaged log has any numbers, and those of integers end the process where they overflow.
    let rounds = max(Double(plannedRounds) - Double(attempt.round), 0)
    let later = max(Double(attempt.count) - Double(attempt.position), 0) + rounds * Double(plannedFunctions)
    let estimate = later * secondsPerProcess + max(secondsPerProcess - (now - current.start), 0)
    guard estimate.isFinite, estimate < 1e6 else { return nil }
    guard endedProcesses >= Self.fewestForSpread else { return Remaining(seconds: estimate, uncertainty: nil) }
    let known = min(Double(endedProcesses), Self.effectiveProcesses)
    let deviation = (variance * (later + 1 + later * later / known)).squareRoot()
    return Remaining(seconds: estimate, uncertainty: deviation.isFinite ? Self.quantile * deviation : nil)
  }
}
