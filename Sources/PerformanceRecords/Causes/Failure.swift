/// Why a measuring process gave no usable result.
package struct Failure: Equatable, Sendable, Codable {
  /// The event that left the benchmark without a result.
  package var cause: Cause
  /// The processes that it had started and that were ended with it; `nil` for none.
  package var leftovers: LeftoverProcesses?
  /// Whether the process ran under Callgrind, to count instructions; `nil` for a session.
  package var isUnderCallgrind: Bool?

  package init(_ cause: Cause, leftovers: LeftoverProcesses? = nil) {
    self.cause = cause
    self.leftovers = leftovers
  }

  /// The same failure of a process under Callgrind.
  package var underCallgrind: Failure {
    var failure = self
    failure.isUnderCallgrind = true
    return failure
  }

  /// An event that leaves a benchmark without a result.
  package indirect enum Cause: Equatable, Sendable {
    /// The test threw; the description of the error, and the iterations that were running.
    case threw(String, iterations: ClosedRange<Int>?)
    /// The test failed before it produced a number; the last output of the process.
    case testFailed(output: String)
    /// A signal ended the process; its last output.
    case crashed(signal: Int32, output: String)
    /// A case did not end within this many seconds.
    case timedOut(seconds: Int)
    /// The code ended the process before the result was complete.
    case endedItself(status: Int32, ProcessEnd)
    /// The code ended the process after the result.
    case endedItselfAfterResult(status: Int32, ProcessEnd)
    /// The process ended without a result; its last output.
    case noResult(status: Int32, output: String)
    /// A `measure` call with this label ended without a result, and the test went on.
    case callUnfinished(label: String?)
    /// A `measure` call was made in a detached task or a separate thread.
    case callDetached(CodeLocation)
    /// No `measure` call was reached.
    case noCall
    /// Two `measure` calls of one case, or of a test without cases, have the same id.
    case duplicateID(BenchmarkID, first: CodeLocation, second: CodeLocation)
    /// Two cases have the same label in the `measure` call at this location.
    case sharedLabel(BenchmarkID, CodeLocation)
    /// A `measure` call with a cold start is not the first call in its process.
    case callNotFirst(CodeLocation)
    /// A failure was recorded.
    case expectationFailed(RecordedIssue)
    /// The test recorded a metric whose value is not a number from 0 up.
    case notANumber(metric: String, value: String, label: String?)
    /// An earlier process measured it, and this one found it disabled.
    case disabledLater
    /// An earlier process measured it, and this one did not.
    case notMeasuredLater
    /// A cause of a newer version of this package.
    case other(String)
  }
}

extension Failure {
  /// The reason that verdicts with this failure have.
  package var reason: Verdict.Reason {
    switch cause {
    case .threw, .testFailed: .threw
    case .crashed: .crashed
    case .timedOut: .timedOut
    case .endedItself, .endedItselfAfterResult: .endedItself
    case .noResult, .callUnfinished, .callDetached, .callNotFirst, .noCall, .disabledLater, .notMeasuredLater: .noResult
    case .duplicateID, .sharedLabel: .duplicateID
    case .expectationFailed: .expectationFailed
    case .notANumber: .notANumber
    case .other(let name): .other(UnknownName(name))
    }
  }
}

/// The state of a body when it ended its process.
package struct ProcessEnd: Equatable, Sendable, Codable {
  /// The `measure` call that ran; `nil` where none did.
  package var call: Call?
  /// The failures that were recorded before.
  package var issues: [RecordedIssue]
  /// The last lines of the process's output, or those of its failures.
  package var output: [String]

  /// A `measure` call.
  package struct Call: Equatable, Sendable, Codable {
    /// Its label, if it has one.
    package var label: String?
    /// The source location of the call.
    package var location: CodeLocation

    package init(label: String?, location: CodeLocation) {
      self.label = label
      self.location = location
    }
  }

  package init(call: Call? = nil, issues: [RecordedIssue] = [], output: [String] = []) {
    self.call = call
    self.issues = issues
    self.output = output
  }
}

/// Processes that a process had started and left running.
package struct LeftoverProcesses: Equatable, Sendable, Codable {
  /// The number of processes.
  package var count: Int
  /// The names of some of them.
  package var names: String

  package init(count: Int, names: String) {
    self.count = count
    self.names = names
  }
}
