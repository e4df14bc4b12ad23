import PerformanceRecords

extension Verdict {
  /// Details that the reason does not contain; `nil` where there are none.
  var detailText: String? {
    switch reason {
    case .notInRun where metric == nil:
      "it is in the baseline, but no 'measure' call gave it; if that is meant, '\(PerftestCommand.prefix) record' "
        + "removes it"
    case .notInRun:
      "it is in the baseline, but its benchmark no longer measures or records it; if that is meant, "
        + "'\(PerftestCommand.prefix) record' removes it"
    case .noCases, .notReached: "if that is meant, disable or delete the test"
    case .notCounted:
      "to remove it type \(PerftestCommand.prefix) record\(TestSelection(filters: [function.filter]).typed)"
    default: comparedText ?? detail?.text
    }
  }

  /// The statistic that is compared with the budget, and further details; `nil` where there is no budget.
  private var comparedText: String? {
    budget.map { ["\($0.name) against the budget", detail?.text].compactMap { $0 }.joined(separator: "; ") }
  }
}

extension Verdict.Detail {
  package var text: String {
    switch self {
    case .failure(let failure): failure.text
    case .unavailable(let cause): cause.text
    case .unavailableInBase(let cause): "of the other side: " + cause.text
    case .incomparability(let difference): difference.text
    case .base(let problem): problem.text
    case .contamination(let contamination): contamination.text
    case .gpu(let findings): findings.text
    case .gpuClock(let change): change.text
    case .sessionsOnFile(let count): "the baseline has \(count) sessions"
    case .refusal(let refusal): [refusal.date, refusal.reason].compactMap { $0 }.joined(separator: ": ")
    case .uncheckedBudget(let budget): budget.text
    case .other(let kind): kind
    }
  }
}
