import PerformanceRecords
import PerformanceSystem

/// What the answers of a child that was to measure say, taken together.
package struct ChildReport {
  /// Whether a `measure` call gave its numbers.
  package private(set) var hasSessions = false
  /// How many cases were entered.
  package private(set) var cases = 0
  private var completed: Set<TestFunctionID> = []
  private var unfinished: [BenchmarkID: CodeLocation] = [:]
  private var detached: CodeLocation?
  private var issues: [RecordedIssue] = []
  private var thrown: String?
  private var duplicate: (id: BenchmarkID, first: CodeLocation, second: CodeLocation)?
  private var notANumber: (id: BenchmarkID, metric: String, value: String)?

  /// The report in a child's answers.
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
    case .threw(let text): thrown = thrown ?? text
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
  package var emptiness: UnmeasuredFunction.Cause? {
    if hasSessions { return nil }
    // A test without cases is skipped before its scope is entered; a trait that leaves the body out is inside of it.
    return cases == 0 && completed.isEmpty ? .noCases : .notReached
  }

  /// Whether the process said of each function that all of its cases ended.
  func hasCompleted(_ functions: [TestFunctionID]) -> Bool { functions.allSatisfy(completed.contains) }

  /// What became of the functions that the process was to measure.
  /// - Parameter output: what the process wrote.
  func outcome(
    of functions: [TestFunctionID], _ ending: ChildProcess.Ending, _ answers: [ChildMessage], _ output: TestOutput
  ) -> TestBundle.Outcome {
    if let duplicate {
      return .failed(
        .duplicateID,
        detail: "two 'measure' calls have the id '\(duplicate.id)': \(duplicate.first) and \(duplicate.second); "
          + "give each a label of its own")
    }
    switch ending {
    case .abandoned: return .abandoned
    case .signalled: return .failed(.crashed, detail: "the test bundle \(ending.text)\(lastWords(output))")
    case .timedOut: return .failed(.timedOut, detail: "")
    case .exited(let status):
      guard hasCompleted(functions) || output.hasEnded else {
        return .failed(
          .endedItself,
          detail:
            "it ended its process (exit status \(status)) before its result was complete\(whereItWas)\(lastWords(output))"
        )
      }
      if let failure = result(status, output) { return .failed(failure.reason, detail: failure.detail) }
      return isOff(status, output) ? .disabled : .answered(answers)
    }
  }

  /// Whether no case was entered though there are some, or the body cancelled its test.
  private func isOff(_ status: Int32, _ output: TestOutput) -> Bool {
    if thrown != nil { return status == 0 && !hasSessions }
    return cases == 0 && completed.isEmpty && !output.hasNoCases
  }

  /// Why a process that ran to its end gave no result to go by; `nil` where it did.
  private func result(_ status: Int32, _ output: TestOutput) -> (reason: Verdict.Reason, detail: String)? {
    if let issue = issues.first { return (.expectationFailed, issue.sentence) }
    if let notANumber {
      let label = notANumber.id.label.map { " of '\($0)'" } ?? ""
      return (
        .notANumber,
        "the test recorded \(notANumber.value) as '\(notANumber.metric)'\(label), which is no number from 0 up"
      )
    }
    // A body that cancels its test throws as well, but its process ends well.
    if let thrown, status != 0 { return (.threw, thrown) }
    if let detached {
      return (
        .noResult,
        "the 'measure' call at \(detached) is in a detached task or a thread of its own, which does not know its test; "
          + "call it in the test's own task"
      )
    }
    switch status {
    // An expectation on the numbers of this one session may fail where that on all sessions holds: the parent has the
    // same expectation, and runs it.
    case 0, 1:
      if let id = unfinished.keys.min(), thrown == nil {
        let label = id.label.map { " '\($0)'" } ?? ""
        return (.noResult, "its 'measure' call\(label) ended without a result, and the test went on")
      }
      guard status == 1, !hasSessions else { return nil }
      return (.threw, "the test failed: " + output.tail)
    default:
      return hasSessions
        ? (.endedItself, "it ended its process (exit status \(status)) after its result\(lastWords(output))")
        : (.noResult, "the test bundle ended with status \(status): \(output.tail)")
    }
  }

  /// Where the body was when the process ended.
  private var whereItWas: String {
    guard let (id, location) = unfinished.min(by: { $0.key < $1.key }) else { return "" }
    return ", in the 'measure' call\(id.label.map { " '\($0)'" } ?? "") at \(location)"
  }

  /// The failures recorded before the end, else what the code itself wrote last.
  private func lastWords(_ output: TestOutput) -> String {
    var words = issues.prefix(3).map(\.sentence)
    if words.isEmpty { words = output.issues.isEmpty ? output.ownLines.suffix(5) : Array(output.issues.prefix(3)) }
    return words.isEmpty ? "" : ": " + words.joined(separator: " | ")
  }
}
