import Foundation
import PerformanceSystem

/// One line of a run's event log: the source of everything shown later.
package struct RunEvent: Hashable, Sendable {
  /// The version that this build writes and reads; lines of another one are refused.
  package static let version = 2

  /// The position in the log, counted from 1.
  package var sequence: Int
  /// When it happened, in seconds since 1970.
  package var time: Double
  /// The id of the run.
  package var run: String
  /// What happened.
  package var body: Body

  /// What happened.
  package enum Body: Hashable, Sendable {
    /// The run began.
    case runStarted(RunStart)
    /// Another measurement holds the machine.
    case waiting(LockHolder)
    /// The functions that will be measured are known.
    case planned(RunPlan)
    /// A process for a function was started.
    case attempt(SessionAttempt)
    /// Instructions are being counted.
    case counting(CountingProgress)
    /// A process gave a session of a benchmark.
    case session(SessionEvent)
    /// What a benchmark's functions cost.
    case profile(ProfiledBenchmark)
    /// A verdict was reached.
    case verdict(Verdict)
    /// A pair of builds was measured for the candidates of the run.
    case confirmed(ConfirmationCost)
    /// A function that is on no file and measured nothing.
    case unmeasured(UnmeasuredFunction)
    /// A test body begins or ends its one run after the measurements.
    case bodyRun(BodyRun)
    /// An acceptance that nothing needed.
    case acceptanceUnused(UnusedAcceptance)
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
