import PerformanceSystem

/// How far a run is, and how long it may still take.
package struct RunProgress: Sendable {
  /// What happens now.
  package enum Activity: Hashable, Sendable {
    case nothing
    /// Another measurement holds the machine, and the run waits since a time in seconds since 1970.
    case waiting(LockHolder, since: Double)
    case measuring(SessionAttempt)
    case counting(CountingProgress)
  }

  /// What happens now.
  package private(set) var activity = Activity.nothing

  /// The weight of the newest process: the estimate follows a change within some ten of them.
  private static let weight = 0.2

  private var plannedFunctions = 0
  private var plannedRounds = 1
  private var current: (attempt: SessionAttempt, start: Double)?
  private var secondsPerProcess: Double?

  /// The progress of a run of which nothing is known.
  package init() {}

  /// Adds what an event says.
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

  /// Another holder may follow the first, and the waiting goes on. Its time says nothing of how long a process takes.
  private mutating func wait(for holder: LockHolder, at time: Double) {
    if case .waiting(_, let since) = activity {
      activity = .waiting(holder, since: since)
    } else {
      activity = .waiting(holder, since: time)
    }
    current = nil
  }

  /// A process that is started is also the end of the one before.
  private mutating func begin(_ attempt: SessionAttempt, at time: Double) {
    activity = .measuring(attempt)
    if let current, time >= current.start {
      let seconds = time - current.start
      secondsPerProcess = secondsPerProcess.map { $0 + Self.weight * (seconds - $0) } ?? seconds
    }
    current = (attempt, time)
  }

  /// The seconds left, at least those of the planned rounds; `nil` before the first process has ended.
  package func remainingSeconds(at now: Double) -> Double? {
    guard let current, let secondsPerProcess else { return nil }
    let attempt = current.attempt
    let later = max(attempt.count - attempt.position, 0) + max(plannedRounds - attempt.round, 0) * plannedFunctions
    let rest = max(secondsPerProcess - (now - current.start), 0)
    let estimate = Double(later) * secondsPerProcess + rest
    return estimate.isFinite && estimate < 1e6 ? estimate : nil
  }
}
