import Foundation
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// Tracks the test bodies that run after the measurements: one that never ends, or that ends the process, must not
/// pass.
///
/// The run's log is written before and after each case, so that its reader can name the body that ended the process.
final class BodyWatch: Sendable {
  private let log: RunLog
  private let deadline: @Sendable (TestFunctionID) -> Double
  private let state = Mutex(State())

  private struct State {
    /// The running cases, each with its start by the run's clock.
    var cases: [Int: (function: TestFunctionID, begin: Double)] = [:]
    var count = 0
  }

  /// Creates a watch over the bodies of a run.
  /// - Parameter deadline: seconds that a case of a function may take.
  init(log: RunLog, deadline: @escaping @Sendable (TestFunctionID) -> Double) {
    self.log = log
    self.deadline = deadline
  }

  /// Runs a case. Its time begins here and not with the function: parallel functions all begin at once.
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

  /// A body cannot be stopped: when one is overdue, the process reports its results and ends.
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

  /// A full disk does not end a body; the end of the run reports the incomplete log.
  private func append(_ function: TestFunctionID, _ state: BodyRun.State) {
    try? log.append(.bodyRun(BodyRun(function: function, state: state)))
  }
}
