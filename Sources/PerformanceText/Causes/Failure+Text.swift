import Foundation
import PerformanceRecords

extension Failure {
  /// The failure as the end of a sentence about the benchmark.
  package var text: String {
    let head = isUnderCallgrind == true ? "under Callgrind: " : ""
    return head + cause.text + (leftovers?.text ?? "") + advice
  }

  /// Advice for benchmarks that are counted under Callgrind.
  private var advice: String {
    guard isUnderCallgrind == true, case .timedOut = cause else { return "" }
    return ", or '.counting(.off)'"
  }
}

extension Failure.Cause {
  fileprivate var text: String {
    switch self {
    case .threw(let text, let iterations): text + (iterations.map { " (in \($0.iterationText))" } ?? "")
    case .testFailed(let output): "the test failed: " + output
    case .crashed(let signal, let output):
      "the test bundle was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        + (output.isEmpty ? "" : ": " + output)
    case .timedOut(let seconds):
      "a case of the function did not end within \(seconds) s; make it shorter, or set PERFTEST_DEADLINE to more seconds"
    case .endedItself(let status, let end):
      "it ended its process (exit status \(status)) before its result was complete\(end.callText)\(end.lastWords)"
    case .endedItselfAfterResult(let status, let end):
      "it ended its process (exit status \(status)) after its result\(end.lastWords)"
    case .noResult(let status, let output): "the test bundle ended with status \(status): \(output)"
    case .callUnfinished(let label):
      "its 'measure' call\(label.map { " '\($0)'" } ?? "") ended without a result, and the test went on"
    case .callDetached(let location):
      "the 'measure' call at \(location) is in a detached task or a thread of its own, which does not know its test; "
        + "call it in the test's own task"
    case .callNotFirst(let location):
      "'.coldStart' measures the first call of a process, and the 'measure' call at \(location) comes after another one; "
        + "give each a test function of its own, without arguments"
    case .noCall: "no 'measure' call was reached"
    case .duplicateID(let id, let first, let second) where first == second:
      "the 'measure' call at \(first) was reached twice with the id '\(id)'; give it another label each time, such as "
        + #"measure("\(size)")"#
    case .duplicateID(let id, let first, let second):
      "two 'measure' calls have the id '\(id)': \(first) and \(second); give each a label of its own"
    case .sharedLabel(let id, let location):
      "two of its cases have the label '\(id.label ?? "")' at \(location), so a baseline could belong to either; give the "
        + "argument's type a 'testDescription' that distinguishes them, pass a label to 'measure', or remove the repeated "
        + "argument"
    case .expectationFailed(let issue): issue.sentence
    case .notANumber(let metric, let value, let label):
      "the test recorded \(value) as '\(metric)'\(label.map { " of '\($0)'" } ?? ""), which is not a number from 0 up"
    case .disabledLater: "it was measured in an earlier process and is disabled in this one"
    case .notMeasuredLater: "it was measured in an earlier process and not in this one"
    case .other(let name): name
    }
  }
}

extension ProcessEnd {
  /// Where the body was when the process ended.
  fileprivate var callText: String {
    guard let call else { return "" }
    return ", in the 'measure' call\(call.label.map { " '\($0)'" } ?? "") at \(call.location)"
  }

  /// The failures recorded before the end, else what the code itself wrote last.
  fileprivate var lastWords: String {
    let words = issues.isEmpty ? output : issues.map(\.sentence)
    return words.isEmpty ? "" : ": " + words.joined(separator: " | ")
  }
}

extension LeftoverProcesses {
  /// Continues a sentence about the process that left them.
  package var text: String {
    count == 1
      ? ", and a process that it had started was ended (\(names))"
      : ", and \(count) processes that it had started were ended (\(names))"
  }
}

extension RecordedIssue {
  /// The issue, with the iterations in which it was recorded.
  package var sentence: String {
    let label = benchmark?.label.map { " of '\($0)'" } ?? ""
    return iterations.map { "in \($0.iterationText)\(label): \(text)" } ?? text
  }
}

extension ClosedRange<Int> {
  /// The range as a person reads it: `iteration 1`, `one of iterations 4 to 7`.
  package var iterationText: String {
    count == 1 ? "iteration \(lowerBound)" : "one of iterations \(lowerBound) to \(upperBound)"
  }
}
