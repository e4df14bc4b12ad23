import PerformanceSystem

/// The progress of a run and an estimate of the remaining time.
package struct RunProgress: Sendable {
  /// The current activity of a run.
  package enum Activity: Hashable, Sendable {
    case nothing
    /// Another measurement holds the machine; the run has waited since this time, in seconds since 1970.
    case waiting(LockHolder, since: Double)
    case measuring(SessionAttempt)
    case counting(CountingProgress)
  }

  /// The current activity.
  package private(set) var activity = Activity.nothing

  /// The weight of the newest process: the estimate follows a change within about ten processes.
  private static let weight = 0.2

  private var plannedFunctions = 0
  private var plannedRounds = 1
  private var current: (attempt: SessionAttempt, start: Double)?
  private var secondsPerProcess: Double?

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
    case .runStarted, .session, .profile, .verdict, .confirmed, .unmeasured, .bodyRun, .acceptanceUnused: break
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
      let seconds = time - current.start
      secondsPerProcess = secondsPerProcess.map { $0 + Self.weight * (seconds - $0) } ?? seconds
    }
    current = (attempt, time)
  }

  /// The remaining seconds, at least those of the planned rounds; `nil` before the first process has ended.
  package func remainingSeconds(at now: Double) -> Double? {
    guard let current, let secondsPerProcess else { return nil }
    let attempt = current.attempt
    let later = max(attempt.count - attempt.position, 0) + max(plannedRounds - attempt.round, 0) * plannedFunctions
    let rest = max(secondsPerProcess - (now - current.start), 0)
    let estimate = Double(later) * secondsPerProcess + rest
    return estimate.isFinite && estimate < 1e6 ? estimate : nil
  }
}
