import PerformanceRecords
import PerformanceText

/// The text of the issue of a red verdict: the numbers in one line, and the next command to type.
enum VerdictMessage {
  static func text(of verdict: Verdict) -> String {
    verdict.sentence + ". " + next(verdict)
  }

  private static func next(_ verdict: Verdict) -> String {
    let filter = TestSelection(filters: [verdict.function.filter]).typed
    switch verdict.outcome {
    case .failed: return "Run the test alone: swift test\(filter)"
    case .improved: return "To keep the improvement: \(PerftestCommand.prefix) record\(filter)"
    case .overBudget: return "Make it cheaper, or raise the budget at the test."
    case .incomparable: return "Run it where the metric can be read, or remove the metric from the test."
    case .missing where verdict.reason != .notInRun: return "Run the test alone: swift test\(filter)"
    default:
      let accept = verdict.acceptArguments.map { "; if it may stay for a while: \(PerftestCommand.prefix) \($0)" } ?? ""
      return "If it is meant: \(PerftestCommand.prefix) record\(filter) --reason '…'" + accept
    }
  }
}
