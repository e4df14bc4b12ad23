import PerformanceRecords
import PerformanceReports
import PerformanceText
import PerformanceTrends

/// What happened to the performance of a suite within a period.
package struct PeriodReport: Sendable {
  /// The period of a report.
  package enum Period: Equatable, Sendable {
    /// The newest run.
    case run
    case daily
    case weekly
    /// What came after a commit, as the user typed it.
    case since(String)
  }

  let run: ReportedRun?
  let history: ReportedHistory
  let period: Period
  let episodes: [RegressionEpisode]
  let numbers: [SeriesNumbers]
  let budgets: [BudgetStanding]

  /// - Parameters:
  ///   - run: the newest run; `nil` where only its numbers are known, as of a run of another machine.
  ///   - episodes: the regressions of the whole history; those that ended before the period are left out.
  ///   - numbers: the newest results within the period.
  package init(
    _ run: ReportedRun?, history: ReportedHistory, period: Period, episodes: [RegressionEpisode],
    numbers: [SeriesNumbers]
  ) {
    (self.run, self.history, self.period, self.numbers) = (run, history, period, numbers)
    self.episodes = episodes.filter { $0.isOpen || $0.end >= history.period.lowerBound }
      .sorted { first, second in
        if first.isOpen != second.isOpen { return first.isOpen }
        return first.first != second.first ? first.first > second.first : first.name < second.name
      }
    budgets = run.map { BudgetStanding.all(in: $0.summary.record) } ?? []
  }

  /// The report.
  package var document: ReportDocument {
    ReportDocument(
      title: title, summary: [.paragraph(summary)],
      sections: [
        ReportDocument.Section("Changes in numbers", overview),
        ReportDocument.Section("Regressions", regressions),
        ReportDocument.Section("Changes of level", levels { $0.group != .better }),
        ReportDocument.Section("Faster", levels { $0.group == .better }),
        ReportDocument.Section("Budgets", budgetTable),
        ReportDocument.Section("What to do", advice),
        ReportDocument.Section("Top ten by time", topTen),
        ReportDocument.Section("Numbers", numberTable),
      ])
  }

  // MARK: - Head

  private var title: String {
    let days = [history.period.first, history.period.last].compactMap { $0.map { history.axis.day($0) } }
      .filter { !$0.isEmpty }
    let name =
      switch period {
      case .run: "Performance of the newest run"
      case .daily: "Performance of the day"
      case .weekly: "Performance of the week"
      case .since(let commit): "Performance since \(commit)"
      }
    guard let first = days.first, let last = days.last else { return name }
    return name + ", " + (first == last ? first : "\(first) to \(last)")
  }

  /// The executive summary, in one paragraph.
  private var summary: String {
    var sentences = ["\(history.axis.summary(history.period))."]
    if let run { sentences.append("Newest run: \(ClosingLines(summary: run.summary).counts).") }
    let rows = history.digest.rows
    let worse = rows.filter { $0.group == .worse || $0.group == .provisional }
    if let worst = worse.first.flatMap({ sentence(of: $0) }) {
      sentences.append("\(Plural.text(worse.count, "series", many: "series")) became worse, most of all \(worst).")
    } else {
      sentences.append("No series became worse.")
    }
    let better = rows.filter { $0.group == .better }
    if let best = better.first.flatMap({ sentence(of: $0) }) {
      sentences.append("\(Plural.text(better.count, "series", many: "series")) became better, most of all \(best).")
    }
    let drifting = rows.count { $0.group == .drifting }
    if drifting > 0 { sentences.append("\(drifting) \(drifting == 1 ? "drifts" : "drift").") }
    let open = episodes.count(where: \.isOpen)
    if open > 0 { sentences.append("\(Plural.text(open, "regression")) \(open == 1 ? "is" : "are") open.") }
    let near = budgets.count { ($0.headroom ?? 1) < Self.littleHeadroom }
    if near > 0 {
      sentences.append("\(near) of \(Plural.text(budgets.count, "budget")) within 10 % of the limit or beyond it.")
    } else if !budgets.isEmpty {
      sentences.append("Every budget has more than 10 % of headroom.")
    }
    return sentences.joined(separator: " ")
  }

  /// The headroom below which a budget is named in the summary.
  private static let littleHeadroom = 0.1

  private func sentence(of row: TrendDigest.Row) -> String? {
    guard case .change(let trend, let change) = row.content else { return nil }
    return "\(Self.name(trend)) (\(trend.difference(change)), \(history.axis.cause(change)))"
  }

  static func name(_ trend: Trend) -> String {
    "\(trend.benchmark?.shortDescription.shown(atMost: 120) ?? "") \(trend.metric.name.shown(atMost: 40))"
  }
}

extension RegressionEpisode {
  /// The position at which it ended, or its newest one.
  var end: Int {
    switch state {
    case .fixed(let position), .recorded(let position): position
    case .open, .accepted: last
    }
  }

  fileprivate var name: String { "\(benchmark) \(metric.name)" }
}
