import PerformanceRecords
import PerformanceSystem

/// What the messages of a child that was to measure say, taken together.
package struct ChildReport {
  /// Whether a `measure` call gave its numbers.
  package private(set) var hasSessions = false
  /// How many cases were entered.
  package private(set) var cases = 0
  private var completed: Set<TestFunctionID> = []
  private var unfinished: [BenchmarkID: CodeLocation] = [:]
  private var detached: CodeLocation?
  private var issues: [RecordedIssue] = []
  private var thrown: (text: String, iterations: ClosedRange<Int>?)?
  private var duplicate: (id: BenchmarkID, first: CodeLocation, second: CodeLocation)?
  private var notANumber: (id: BenchmarkID, metric: String, value: String)?

  /// The report in a child's messages.
  package init(_ answers: [ChildMessage]) {
    for answer in answers { add(answer) }
  }

  private mutating func add(_ answer: ChildMessage) {
    switch answer {
    case .entered: cases += 1
    case .completed(let function): completed.insert(function)
    case .measuring(let id, let location): unfinished[id] = location
    case .session(let session): finish(session.id)
    case .counted(let counted): finish(counted.session.id)
    case .detached(let location): detached = detached ?? location
    case .issue(let issue): issues.append(issue)
    case .threw(let text, let iterations): thrown = thrown ?? (text, iterations)
    case .duplicate(let id, let first, let second): duplicate = duplicate ?? (id, first, second)
    case .notANumber(let id, let metric, let value): notANumber = notANumber ?? (id, metric, value)
    case .introduced, .refused, .function, .uncounted, .progressed, .requested, .custom, .failedAfterwards: break
    }
  }

  private mutating func finish(_ id: BenchmarkID) {
    hasSessions = true
    unfinished[id] = nil
  }

  /// Why a function that completed gave no number and is no failure; `nil` where it gave one.
  private var emptiness: UnmeasuredFunction.Cause? {
    if hasSessions { return nil }
    // A test without cases is skipped before its scope is entered; a trait that leaves the body out is inside of it.
    return cases == 0 && completed.isEmpty ? .noCases : .notReached
  }

  /// Whether the process said of each function that all of its cases ended.
  func hasCompleted(_ functions: [TestFunctionID]) -> Bool { functions.allSatisfy(completed.contains) }

  /// What became of the functions that the process was to measure.
  /// - Parameters:
  ///   - output: what the process wrote.
  ///   - deadline: seconds that it could run without progress.
  func outcome(
    of functions: [TestFunctionID], _ ending: ChildProcess.Ending, _ answers: [ChildMessage], _ output: TestOutput,
    deadline: Double
  ) -> TestBundle.Outcome {
    if let duplicate {
      return .failed(Failure(.duplicateID(duplicate.id, first: duplicate.first, second: duplicate.second)))
    }
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
      return emptiness.map { .empty($0) } ?? .answered(ChildMessage.sessions(in: answers))
    }
  }

  /// Whether no case was entered though there are some, or the body cancelled its test.
  private func isOff(_ status: Int32, _ output: TestOutput) -> Bool {
    if thrown != nil { return status == 0 && !hasSessions }
    return cases == 0 && completed.isEmpty && !output.hasNoCases
  }

  /// Why a process that ran to its end gave no result to go by; `nil` where it did.
  private func failure(_ status: Int32, _ output: TestOutput) -> Failure.Cause? {
    if let issue = issues.first { return .expectationFailed(issue) }
    if let notANumber {
      return .notANumber(metric: notANumber.metric, value: notANumber.value, label: notANumber.id.label)
    }
    // A body that cancels its test throws as well, but its process ends well.
    if let thrown, status != 0 { return .threw(thrown.text, iterations: thrown.iterations) }
    if let detached { return .callDetached(detached) }
    switch status {
    // An expectation on the numbers of this one session may fail where that on all sessions holds: the parent has the
    // same expectation, and runs it.
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

  /// Where the body was when the process ended, and what was seen of it last.
  private func end(_ output: TestOutput) -> ProcessEnd {
    let call = unfinished.min { $0.key < $1.key }.map { id, location in
      ProcessEnd.Call(label: id.label, location: location)
    }
    return ProcessEnd(call: call, issues: lastIssues, output: lastLines(output))
  }

  private var lastIssues: [RecordedIssue] { Array(issues.prefix(3)) }

  /// The failures that the process wrote, else what the code itself wrote last.
  private func lastLines(_ output: TestOutput) -> [String] {
    output.issues.isEmpty ? output.ownLines.suffix(5) : Array(output.issues.prefix(3))
  }
}
