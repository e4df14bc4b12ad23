import PerformanceRecords

/// The texts of issues that a test bundle records at its tests.
package enum IssueText {
  /// The issue of a red verdict: the numbers in one line, and the next command to type.
  package static func red(_ verdict: Verdict) -> String { verdict.sentence + ". " + next(verdict) }

  /// The issue of a `measure` call in a run whose measuring processes did not reach it.
  package static func unreached(_ id: BenchmarkID) -> String {
    "\(id.description.printable(atMost: 200)) was not measured: no measuring process reached this call under this label. "
      + "The label, or the path to the call, differs between processes; make both the same in each. If the label comes "
      + "from an argument whose description changes, give the argument's type a 'testDescription', or write "
      + "'measure(\"label\")'."
  }

  private static func next(_ verdict: Verdict) -> String {
    let filter = TestSelection(filters: [verdict.function.filter]).typed
    switch verdict.outcome {
    case .failed: return "Run the test alone: swift test\(filter)"
    case .improved: return "To keep the improvement: \(PerftestCommand.prefix) record\(filter)"
    case .overBudget where verdict.budgetFacts?.origin != nil:
      return "Make it cheaper, or change the budget in baselines/budgets.json."
    case .overBudget: return "Make it cheaper, or raise the budget at the test."
    case .incomparable: return "Run it where the metric can be read, or remove the metric from the test."
    case .missing where verdict.reason != .notInRun: return "Run the test alone: swift test\(filter)"
    default:
      let accept = verdict.acceptArguments.map { "; if it may stay for a while: \(PerftestCommand.prefix) \($0)" } ?? ""
      return "If intended: \(PerftestCommand.prefix) record\(filter) --reason '…'" + accept
    }
  }
}
