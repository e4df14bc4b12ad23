import Foundation
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// Knows which test bodies run after the measurements: one that never ends here, or ends the process, must not pass.
///
/// The run's log is written before and after each case, so that its reader knows which body took the process with it.
final class BodyWatch: Sendable {
  private let log: RunLog
  private let deadline: @Sendable (TestFunctionID) -> Double
  private let state = Mutex(State())

  private struct State {
    /// The cases that run, each with when it began by the run's clock.
    var cases: [Int: (function: TestFunctionID, begin: Double)] = [:]
    var count = 0
  }

  /// A watch over the bodies of a run.
  /// - Parameter deadline: seconds that a case of a function may take.
  init(log: RunLog, deadline: @escaping @Sendable (TestFunctionID) -> Double) {
    self.log = log
    self.deadline = deadline
  }

  /// Runs a case. Functions begin all at once where tests run in parallel, so time begins with a case.
  func performingCase(of function: TestFunctionID, _ body: () async throws -> Void) async throws {
    let number = state.withLock { state in
      state.count += 1
      state.cases[state.count] = (function, RunClock.seconds)
      return state.count
    }
    if number == 1 { Thread { self.watch() }.start() }
    append(function, .began)
    defer {
      append(function, .ended)
      state.withLock { $0.cases[number] = nil }
    }
    try await body()
  }

  /// A body cannot be stopped: where one is overdue, the process ends with what it has to say.
  private func watch() {
    while true {
      Thread.sleep(forTimeInterval: 0.25)
      let overdue = state.withLock { state -> TestFunctionID? in
        guard !state.cases.isEmpty else { return nil }
        let now = RunClock.seconds
        return state.cases.values.first { now - $0.begin > deadline($0.function) }?.function
      }
      if let overdue {
        append(overdue, .timedOut)
        ClosingSummary.endProcess()
      }
    }
  }

  /// A full disk ends no body; the end of the run says what is not in the log.
  private func append(_ function: TestFunctionID, _ state: BodyRun.State) {
    try? log.append(.bodyRun(BodyRun(function: function, state: state)))
  }
}
