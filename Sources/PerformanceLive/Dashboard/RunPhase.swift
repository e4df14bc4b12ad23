import PerformanceRecords
import PerformanceSystem

/// What a run is doing.
package enum RunPhase: Equatable, Sendable {
  /// Before the first process.
  case starting
  /// Another measurement holds the machine, since this time in seconds since 1970.
  case waiting(LockHolder, since: Double)
  case measuring(SessionAttempt)
  /// Candidates are compared with another build.
  case confirming(SessionAttempt)
  case counting(CountingProgress)
  /// All benchmarks are measured, and this many verdicts await a comparison with another build.
  case awaiting(Int)
  case finished
  /// The run ended before its last event.
  case brokenOff

  /// The phase of a run's record.
  /// - Parameter isOver: whether its log will not grow any more.
  package init(_ record: RunRecord, isOver: Bool) {
    self =
      switch record.progress.activity {
      case _ where record.isFinished && !isOver && record.awaitedVerdicts > 0: .awaiting(record.awaitedVerdicts)
      case _ where record.isFinished: .finished
      case _ where isOver: .brokenOff
      case .nothing: .starting
      case .waiting(let holder, let since): .waiting(holder, since: since)
      case .measuring(let attempt): record.finishedParts > 0 ? .confirming(attempt) : .measuring(attempt)
      case .counting(let progress): .counting(progress)
      }
  }

  /// The name for programs.
  package var name: String {
    switch self {
    case .starting: "starting"
    case .waiting: "waiting"
    case .measuring: "measuring"
    case .confirming: "confirming"
    case .counting: "counting"
    case .awaiting: "awaiting"
    case .finished: "finished"
    case .brokenOff: "brokenOff"
    }
  }

  /// The round, counted from 1; `nil` where there are none.
  package var round: Int? {
    switch self {
    case .measuring(let attempt), .confirming(let attempt): attempt.round
    case .counting(let progress): progress.round
    case .starting, .waiting, .awaiting, .finished, .brokenOff: nil
    }
  }

  /// The processes or functions done, of how many; `nil` where nothing is counted.
  package var progress: (done: Int, count: Int)? {
    switch self {
    case .measuring(let attempt), .confirming(let attempt):
      attempt.position > 0 && attempt.count > 0 ? (min(attempt.position, attempt.count) - 1, attempt.count) : nil
    case .counting(let progress):
      progress.count > 0 ? (min(max(progress.done, 0), progress.count), progress.count) : nil
    case .starting, .waiting, .awaiting, .finished, .brokenOff: nil
    }
  }
}

extension RunRecord {
  /// The verdicts that a comparison with another build will settle.
  fileprivate var awaitedVerdicts: Int { verdicts.count { $0.confirmation?.state == .awaited } }
}
