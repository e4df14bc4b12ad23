import PerformanceRecords

extension Verdict {
  /// The budget in one line: its statistic, its name and owner, what is left of it, why it is there, and whether an older
  /// build exceeds it as well; `nil` where there is no budget.
  var budgetText: String? {
    guard let budget else { return nil }
    let origin = budgetFacts?.origin
    let owner = (origin?.owner).map { " of \($0.shown(atMost: 60))" } ?? ""
    let name = origin.map { " '\($0.id.shown(atMost: 60))'\(owner)" } ?? ""
    let others = budgetFacts == nil ? detail?.text : nil
    let severity = origin?.severity == .warning && outcome == .overBudget ? "a warning, not red" : nil
    return [
      "\(budget.name) against the budget\(name)", headroomText, severity, confirmation == nil ? baseText : nil,
      origin?.note?.onOneLine(atMost: 200), others,
    ].compactMap { $0 }.joined(separator: "; ")
  }

  /// The distance to the limit as a share of it; negative beyond it.
  private var headroomText: String? {
    guard budgetFacts?.origin != nil, let metric, let limit = baseline, let now, limit != 0 else { return nil }
    let headroom = -metric.direction.excess(of: now, over: limit) / abs(limit)
    return "headroom \(ValueFormat.share(headroom))"
  }

  /// The number of the older build, and on which side of the limit it is.
  private var baseText: String? {
    guard let metric, let facts = budgetFacts, let base = facts.base else { return nil }
    let value = ValueFormat.text(base, of: metric)
    return facts.isBaseOver ? "the base is over as well: \(value)" : "the base: \(value)"
  }

  /// The result of a pair of builds for a budget; `nil` where the text of other verdicts fits.
  func budgetConfirmationText(_ confirmation: Confirmation, against other: String, _ pairs: String) -> String? {
    guard budget != nil else { return nil }
    let base = baseText.map { ", " + $0 } ?? ""
    return switch confirmation.state {
    case .refuted where baseText == nil: "the base is over as well: against \(other) \(pairs)"
    case .refuted: "not by this change: against \(other), \(pairs)\(base)"
    case .confirmed: "confirmed against \(other), \(pairs)\(base)"
    case .unresolved: "the pairs against \(other) do not agree, \(pairs)\(base)"
    case .awaited, .unavailable, .other: nil
    }
  }
}

extension UnusedBudget {
  /// The budgets without effect: a line for each mistake in a pattern, and a line for each other cause and metric.
  package static func lines(_ budgets: [UnusedBudget]) -> [String] {
    let wrong = budgets.filter { $0.cause == .noBenchmark }.map { budget in
      "the budget '\(budget.id.shown(atMost: 60))' matches no benchmark: '\(budget.benchmark.text.shown(atMost: 120))'"
    }
    var order: [String] = []
    var ids: [String: [String]] = [:]
    for budget in budgets where budget.cause != .noBenchmark {
      let why = budget.reasonText
      if ids[why] == nil { order.append(why) }
      ids[why, default: []].append(budget.id.shown(atMost: 60))
    }
    return wrong
      + order.map { why in
        let names = ids[why] ?? []
        let more = names.count > mostNames ? " and \(names.count - mostNames) more" : ""
        return "\(Plural.text(names.count, "budget")) not checked, \(why): "
          + names.prefix(mostNames).joined(separator: ", ") + more
      }
  }

  /// The budget without effect in one line.
  package var text: String { Self.lines([self]).joined() }

  private static let mostNames = 3

  private var reasonText: String {
    switch cause {
    case .noBenchmark: "no benchmark matches"
    case .notRead: "the run did not read \(metric.shown(atMost: 60))"
    case .noBaseline: "no baseline for this machine and toolchain"
    case .other(let name): name.text.shown(atMost: 60)
    }
  }
}
