import PerformanceRecords
import PerformanceText

/// What the issue of a red verdict says: the numbers in one line, and the next command to type.
enum VerdictMessage {
  static func text(of verdict: Verdict) -> String {
    verdict.sentence + ". " + next(verdict)
  }

  private static func next(_ verdict: Verdict) -> String {
    let filter = TestSelection(filters: [verdict.function.filter]).typed
    switch verdict.outcome {
    case .failed: return "Run the test alone: swift test\(filter)"
    case .improved: return "Hold on to it: \(PerftestCommand.prefix) record\(filter)"
    case .overBudget: return "Make it cheaper, or raise the budget at the test."
    case .incomparable: return "Run it where it can be read, or take it off the test."
    case .missing where verdict.reason != .notInRun: return "Run the test alone: swift test\(filter)"
    default:
      let accept = verdict.acceptArguments.map { "; if it may stay for a while: \(PerftestCommand.prefix) \($0)" } ?? ""
      return "If it is meant: \(PerftestCommand.prefix) record\(filter) --reason '…'" + accept
    }
  }
}
