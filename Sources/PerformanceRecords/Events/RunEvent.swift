import Foundation
import PerformanceSystem

/// One line of a run's event log, the source of all reports.
package struct RunEvent: Equatable, Sendable {
  /// The version that this build reads and writes; lines of another one are refused.
  package static let version = 2

  /// The position in the log, counted from 1.
  package var sequence: Int
  /// The time of the event, in seconds since 1970.
  package var time: Double
  /// The id of the run.
  package var run: String
  /// The event itself.
  package var body: Body

  /// The event itself.
  package indirect enum Body: Equatable, Sendable {
    /// The run began.
    case runStarted(RunStart)
    /// Another measurement holds the machine.
    case waiting(LockHolder)
    /// The functions to be measured are known.
    case planned(RunPlan)
    /// A process for a function was started.
    case attempt(SessionAttempt)
    /// Instructions are being counted.
    case counting(CountingProgress)
    /// A process measured a session of a benchmark.
    case session(SessionEvent)
    /// The costs of a benchmark's functions were counted.
    case profile(ProfiledBenchmark)
    /// A verdict was reached.
    case verdict(Verdict)
    /// A pair of builds was measured for the candidates of the run.
    case confirmed(ConfirmationCost)
    /// A function without a baseline measured nothing.
    case unmeasured(UnmeasuredFunction)
    /// A test body began or ended its single run after the measurements.
    case bodyRun(BodyRun)
    /// An acceptance had no effect.
    case acceptanceUnused(UnusedAcceptance)
    /// A budget of the checked-in file was compared with no number.
    case budgetUnused(UnusedBudget)
    /// The run ended.
    case runFinished(RunEnd)
  }

  /// An event of a run.
  package init(
    sequence: Int = 0, time: Double = Date().timeIntervalSince1970, run: String = "", _ body: Body
  ) {
    self.sequence = sequence
    self.time = time
    self.run = run
    self.body = body
  }
}
