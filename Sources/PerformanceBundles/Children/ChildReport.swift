import PerformanceRecords
import PerformanceSystem

/// A summary of the messages of a measuring child.
package struct ChildReport {
  /// Whether a `measure` call returned its numbers.
  package private(set) var hasSessions = false
  /// The number of entered cases.
  package private(set) var cases = 0
  private var completed: Set<TestFunctionID> = []
  private var unfinished: [BenchmarkID: CodeLocation] = [:]
  private var detached: CodeLocation?
  private var notFirst: CodeLocation?
  private var issues: [RecordedIssue] = []
  private var thrown: (text: String, iterations: ClosedRange<Int>?)?
  /// The failure where two benchmarks have the same id.
  private var duplicate: Failure.Cause?
  private var notANumber: (id: BenchmarkID, metric: String, value: String)?

  /// Summarises a child's messages.
  package init(_ messages: [ChildMessage]) {
    for message in messages { add(message) }
  }

  private mutating func add(_ message: ChildMessage) {
    switch message {
    case .entered: cases += 1
    case .completed(let function): completed.insert(function)
    case .measuring(let id, let location): unfinished[id] = location
    case .session(let session): finish(session.id)
    case .counted(let counted): finish(counted.session.id)
    case .detached(let location): detached = detached ?? location
    case .notFirst(let location): notFirst = notFirst ?? location
    case .issue(let issue): issues.append(issue)
    case .threw(let text, let iterations): thrown = thrown ?? (text, iterations)
    case .duplicate(let id, let first, let second):
      duplicate = duplicate ?? .duplicateID(id, first: first, second: second)
    case .sharedLabel(let id, let location): duplicate = duplicate ?? .sharedLabel(id, location)
    case .notANumber(let id, let metric, let value): notANumber = notANumber ?? (id, metric, value)
    case .introduced, .refused, .function, .uncounted, .countedAlone, .progressed, .requested, .custom,
      .failedAfterwards:
      break
    }
  }

  private mutating func finish(_ id: BenchmarkID) {
    hasSessions = true
    unfinished[id] = nil
  }

  /// Why a function that completed gave no number without a failure; `nil` where it gave one.
  private var emptiness: UnmeasuredFunction.Cause? {
    if hasSessions { return nil }
    // A test without cases is skipped before its scope is entered; a trait that skips the body is evaluated inside.
    return cases == 0 && completed.isEmpty ? .noCases : .notReached
  }

  /// Whether the process reported the end of all cases of each function.
  func hasCompleted(_ functions: [TestFunctionID]) -> Bool { functions.allSatisfy(completed.contains) }

  /// The result for the functions that the process measured.
  /// - Parameters:
  ///   - output: the output of the process.
  ///   - deadline: the seconds that it could run without progress.
  func outcome(
    of functions: [TestFunctionID], _ ending: ChildProcess.Ending, _ messages: [ChildMessage], _ output: TestOutput,
    deadline: Double
  ) -> TestBundle.Outcome {
    if let duplicate { return .failed(Failure(duplicate)) }
    if let notFirst { return .failed(Failure(.callNotFirst(notFirst))) }
    switch ending {
    case .abandoned: return .abandoned
    case .signalled(let signal):
      return .failed(Failure(.crashed(signal: signal, output: lastLines(output).joined(separator: " | "))))
    case .timedOut: return .failed(Failure(.timedOut(seconds: Int(deadline.rounded()))))
    case .exited(let status):
      guard hasCompleted(functions) || output.hasEnded else {
        return .failed(Failure(.endedItself(status: status, end(output))))
      }
      if let cause = failure(status, output) { return .failed(Failure(cause)) }
      if isOff(status, output) { return .disabled }
      return emptiness.map { .empty($0) } ?? .measured(ChildMessage.sessions(in: messages))
    }
  }

  /// Whether no case was entered though there are some, or the body cancelled its test.
  private func isOff(_ status: Int32, _ output: TestOutput) -> Bool {
    if thrown != nil { return status == 0 && !hasSessions }
    return cases == 0 && completed.isEmpty && !output.hasNoCases
  }

  /// Why a process that finished gave no usable result; `nil` where it did.
  private func failure(_ status: Int32, _ output: TestOutput) -> Failure.Cause? {
    if let issue = issues.first { return .expectationFailed(issue) }
    if let notANumber {
      return .notANumber(metric: notANumber.metric, value: notANumber.value, label: notANumber.id.label)
    }
    // A body that cancels its test throws as well, but its process exits with success.
    if let thrown, status != 0 { return .threw(thrown.text, iterations: thrown.iterations) }
    if let detached { return .callDetached(detached) }
    switch status {
    // An expectation on the numbers of one session may fail where that on all sessions succeeds: the parent evaluates
    // the same expectation.
    case 0, 1:
      if let id = unfinished.keys.min(), thrown == nil { return .callUnfinished(label: id.label) }
      guard status == 1, !hasSessions else { return nil }
      return .testFailed(output: output.tail)
    default:
      return hasSessions
        ? .endedItselfAfterResult(status: status, ProcessEnd(issues: lastIssues, output: lastLines(output)))
        : .noResult(status: status, output: output.tail)
    }
  }

  /// The state of the body when the process ended, with its last output.
  private func end(_ output: TestOutput) -> ProcessEnd {
    let call = unfinished.min { $0.key < $1.key }.map { id, location in
      ProcessEnd.Call(label: id.label, location: location)
    }
    return ProcessEnd(call: call, issues: lastIssues, output: lastLines(output))
  }

  private var lastIssues: [RecordedIssue] { Array(issues.prefix(3)) }

  /// The recorded failures, else the last output of the code itself.
  private func lastLines(_ output: TestOutput) -> [String] {
    output.issues.isEmpty ? output.ownLines.suffix(5) : Array(output.issues.prefix(3))
  }
}
