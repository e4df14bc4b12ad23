import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Synchronization

/// The state of a session process: its request, the `measure` calls so far, and the failures recorded in them.
package final class SessionContext: Sendable {
  package let request: ChildRequest
  package let writer: MessageWriter
  private let state = Mutex(State())

  private struct State {
    var seen: [BenchmarkID: Call] = [:]
    /// The number of cases that were entered, including those of other functions.
    var cases = 0
    /// The windows of the unfinished calls.
    var running: [BenchmarkID: Window] = [:]
    var failed: Set<BenchmarkID> = []
    var withKnownIssues: Set<BenchmarkID> = []
    var lastIssue: String?
    /// Whether a call of the current case returned its numbers, on which the test may have expectations.
    var hasResult = false
  }

  /// A `measure` call that was reached.
  private struct Call {
    var location: CodeLocation
    /// The case in which it was reached.
    var number: Int
  }

  private struct Window {
    var done = 0
    var iterations = 0

    var range: ClosedRange<Int>? { iterations > 0 ? done + 1...done + iterations : nil }
  }

  package init(request: ChildRequest, writer: MessageWriter) {
    self.request = request
    self.writer = writer
  }

  /// Registers an id; reports a duplicate to the parent.
  package func register(_ id: BenchmarkID, at location: CodeLocation) {
    let (first, second) = state.withLock { state in
      let call = Call(location: location, number: state.cases)
      return (state.seen.updateValue(call, forKey: id), call)
    }
    guard let first else { return }
    writer.write(
      first.number == second.number
        ? .duplicate(id, first: first.location, second: location) : .sharedLabel(id, location))
  }

  /// Reports a call with a cold start that is not the first call in the process.
  package func expectFirst(at location: CodeLocation) {
    if state.withLock({ $0.seen.count > 1 }) { writer.write(.notFirst(location)) }
  }

  // MARK: - Calls

  /// A case begins.
  package func enterCase() {
    writer.write(.entered)
    state.withLock { state in
      state.cases += 1
      state.hasResult = false
    }
  }

  /// A `measure` call begins.
  package func begin(_ id: BenchmarkID, at location: CodeLocation) {
    writer.write(.measuring(id, location))
    state.withLock { $0.running[id] = Window() }
  }

  /// Opens a window of this many iterations. Called outside the measured time.
  package func openWindow(of id: BenchmarkID, iterations: Int) {
    state.withLock { state in
      guard let window = state.running[id] else { return }
      state.running[id] = Window(done: window.done + window.iterations, iterations: iterations)
    }
  }

  /// Ends a `measure` call after all its windows. Returns whether its numbers count.
  package func end(_ id: BenchmarkID) -> Bool {
    state.withLock { state in
      state.running[id] = nil
      state.hasResult = true
      return !state.failed.contains(id)
    }
  }

  /// Whether a failure was recorded in the windows of a call.
  package func hasFailed(_ id: BenchmarkID) -> Bool { state.withLock { $0.failed.contains(id) } }

  /// Whether a known issue was recorded in the windows of a call.
  package func hasKnownIssues(_ id: BenchmarkID) -> Bool { state.withLock { $0.withKnownIssues.contains(id) } }

  // MARK: - Issues

  /// The kind of an issue of Swift Testing.
  package enum IssueKind: Sendable { case failure, known, warning }

  /// Records an issue. Returns whether Swift Testing shall record it, too.
  ///
  /// A body may record one in each of many thousand iterations: only the first is kept.
  package func record(_ kind: IssueKind, _ text: String) -> Bool {
    switch kind {
    case .warning: return true
    case .known: return recordKnown()
    case .failure: return recordFailure(text)
    }
  }

  private func recordKnown() -> Bool {
    state.withLock { state in
      let isNew = !state.running.keys.allSatisfy(state.withKnownIssues.contains)
      state.withKnownIssues.formUnion(state.running.keys)
      return isNew || state.running.isEmpty
    }
  }

  private func recordFailure(_ text: String) -> Bool {
    let message = state.withLock { state -> ChildMessage? in
      state.lastIssue = text
      guard !state.running.isEmpty else {
        // An expectation about the numbers of this one session may fail where that about all sessions succeeds.
        if state.hasResult { return .failedAfterwards(text) }
        return .issue(RecordedIssue(benchmark: nil, iterations: nil, text: text))
      }
      guard !state.running.keys.allSatisfy(state.failed.contains) else { return nil }
      state.failed.formUnion(state.running.keys)
      let only = state.running.count == 1 ? state.running.first : nil
      return .issue(RecordedIssue(benchmark: only?.key, iterations: only?.value.range, text: text))
    }
    if let message { writer.write(message) }
    return message != nil
  }

  /// The text of the last issue, for an error with less information.
  package var lastIssue: String? { state.withLock(\.lastIssue) }

  /// The iterations that ran when the only unfinished call threw; `nil` where none did.
  package var unfinishedIterations: ClosedRange<Int>? {
    state.withLock { $0.running.count == 1 ? $0.running.first?.value.range : nil }
  }
}
