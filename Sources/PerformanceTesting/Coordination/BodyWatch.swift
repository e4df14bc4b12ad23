import Foundation
import PerformanceProcesses
import PerformanceRecords
import Synchronization

/// Knows which test bodies run after the measurements: one that never ends here, or ends the process, must not pass.
///
/// The run's log is written before and after each body, so that whoever reads it knows which body took the process with it.
final class BodyWatch: Sendable {
  private let log: EventLogWriter
  private let deadline: Double
  private let state = Mutex(State())

  private struct State {
    /// When each body that runs has last entered a case, in seconds of the run's clock.
    var running: [TestFunctionID: Double] = [:]
    var isWatched = false
  }

  /// A watch over the bodies of a run.
  /// - Parameter deadline: seconds that a case may take.
  init(log: EventLogWriter, deadline: Double) {
    self.log = log
    self.deadline = deadline
  }

  /// The body of a function begins.
  func begin(_ function: TestFunctionID) {
    append(function, .began)
    let isFirst = state.withLock { state in
      state.running[function] = RunClock.seconds
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if isFirst { Thread { self.watch() }.start() }
  }

  /// The body enters a case.
  func getsOn(_ function: TestFunctionID) {
    state.withLock { state in
      if state.running[function] != nil { state.running[function] = RunClock.seconds }
    }
  }

  /// The body has ended.
  func end(_ function: TestFunctionID) {
    state.withLock { $0.running[function] = nil }
    append(function, .ended)
  }

  /// A body cannot be stopped: where one is overdue, the process ends with what it has to say.
  private func watch() {
    while true {
      Thread.sleep(forTimeInterval: 0.25)
      let overdue = state.withLock { state -> TestFunctionID? in
        guard !state.running.isEmpty else { return nil }
        let now = RunClock.seconds
        return state.running.first { now - $0.value > deadline }?.key
      }
      if let overdue {
        append(overdue, .timedOut)
        ClosingSummary.endProcess()
      }
    }
  }

  /// What cannot be logged is a full disk's doing, and the end of the run says so.
  private func append(_ function: TestFunctionID, _ state: BodyRun.State) {
    try? log.append(.bodyRun(BodyRun(function: function, state: state)))
  }
}
