import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Synchronization

/// What a session process knows: its order, the `measure` calls so far, and the failures recorded in them.
package final class SessionContext: Sendable {
  package let request: ChildRequest
  package let writer: MessageWriter
  private let state = Mutex(State())

  private struct State {
    var seen: [BenchmarkID: CodeLocation] = [:]
    /// The windows of the calls that have not ended.
    var running: [BenchmarkID: Window] = [:]
    var failed: Set<BenchmarkID> = []
    var withKnownIssues: Set<BenchmarkID> = []
    var lastIssue: String?
    /// Whether a call of the current case gave its numbers, on which the test may have expectations.
    var hasResult = false
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

  /// Remembers an id; answers with a duplicate when it was met before.
  package func meet(_ id: BenchmarkID, at location: CodeLocation) {
    if let first = state.withLock({ $0.seen.updateValue(location, forKey: id) }) {
      writer.write(.duplicate(id, first: first, second: location))
    }
  }

  // MARK: - The course of the calls

  /// A case begins.
  package func enterCase() {
    writer.write(.entered)
    state.withLock { $0.hasResult = false }
  }

  /// A `measure` call begins.
  package func begin(_ id: BenchmarkID, at location: CodeLocation) {
    writer.write(.measuring(id, location))
    state.withLock { $0.running[id] = Window() }
  }

  /// A window of so many iterations is next. It is called outside of what is measured.
  package func openWindow(of id: BenchmarkID, iterations: Int) {
    state.withLock { state in
      guard let window = state.running[id] else { return }
      state.running[id] = Window(done: window.done + window.iterations, iterations: iterations)
    }
  }

  /// A `measure` call has run all its windows; answers whether its numbers count.
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

  /// What kind of issue Swift Testing recorded.
  package enum IssueKind: Sendable { case failure, known, warning }

  /// Takes in an issue; answers whether Swift Testing shall hear of it too.
  ///
  /// A body may record one in each of many thousand iterations: the first says it all.
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
    let answer = state.withLock { state -> ChildMessage? in
      state.lastIssue = text
      guard !state.running.isEmpty else {
        // It may be about the numbers of this one session, and hold for those of all.
        if state.hasResult { return .failedAfterwards(text) }
        return .issue(RecordedIssue(benchmark: nil, iterations: nil, text: text))
      }
      guard !state.running.keys.allSatisfy(state.failed.contains) else { return nil }
      state.failed.formUnion(state.running.keys)
      let only = state.running.count == 1 ? state.running.first : nil
      return .issue(RecordedIssue(benchmark: only?.key, iterations: only?.value.range, text: text))
    }
    if let answer { writer.write(answer) }
    return answer != nil
  }

  /// The text of the issue that was recorded last, for an error that says less.
  package var lastIssue: String? { state.withLock(\.lastIssue) }

  /// Which iterations ran when the only unfinished call threw; `nil` where none did.
  package var unfinishedIterations: ClosedRange<Int>? {
    state.withLock { $0.running.count == 1 ? $0.running.first?.value.range : nil }
  }
}
