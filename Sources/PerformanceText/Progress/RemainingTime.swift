import PerformanceRecords

/// An estimate of the time a run still takes, from how long its processes took so far.
struct RemainingTime: Sendable {
  /// The weight of the newest process: the estimate follows a change within some ten of them.
  private static let weight = 0.2

  private var plannedFunctions = 0
  private var plannedRounds = 1
  private var current: (attempt: SessionAttempt, start: Double)?
  private var secondsPerProcess: Double?

  /// Takes note of what will be measured.
  mutating func note(_ plan: RunPlan) {
    plannedFunctions += plan.functions.count
    plannedRounds = max(plannedRounds, plan.rounds)
  }

  /// Takes note of a process that was started, which is also the end of the one before.
  mutating func note(_ attempt: SessionAttempt, at time: Double) {
    if let current, time >= current.start {
      let seconds = time - current.start
      secondsPerProcess = secondsPerProcess.map { $0 + Self.weight * (seconds - $0) } ?? seconds
    }
    current = (attempt, time)
  }

  /// Takes note that the run waits: that time says nothing of how long a process takes.
  mutating func pause() { current = nil }

  /// The seconds left, at least those of the planned rounds; `nil` before the first process has ended.
  func seconds(at now: Double) -> Double? {
    guard let current, let secondsPerProcess else { return nil }
    let attempt = current.attempt
    let later = max(attempt.count - attempt.position, 0) + max(plannedRounds - attempt.round, 0) * plannedFunctions
    let rest = max(secondsPerProcess - (now - current.start), 0)
    let estimate = Double(later) * secondsPerProcess + rest
    return estimate.isFinite && estimate < 1e6 ? estimate : nil
  }
}
