import PerformanceRecords
import PerformanceText

extension DashboardRenderer {
  /// The verdicts, the worst first, as many as there is room for; `nil` while there are none.
  func verdicts(width: Int, height: Int) -> Panel? {
    guard let run = state.run, !run.summary.verdicts.isEmpty else { return nil }
    let all = run.verdicts(naming: view.filter)
    let counts = RunSummary.countsInWords(all) ?? "none"
    let filter = view.filter.isEmpty ? "" : " of '\(view.filter.shown(atMost: 40))'"
    return Panel(
      title: "Verdicts\(filter): \(counts)", lines: rows(of: all, in: run.summary, width: width, height: height))
  }

  private func rows(of all: [Verdict], in summary: RunSummary, width: Int, height: Int) -> [StyledLine] {
    guard height > 1, !all.isEmpty else { return [] }
    let room = height - 1
    let first = min(max(view.offset, 0), max(all.count - room, 0))
    let isCut = all.count - first > room
    let shown = all[first..<min(first + (isCut ? room - 1 : room), all.count)]
    let rows = shown.map { VerdictRow($0, in: summary) }
    let cells = zip(shown, rows).map(cells)
    let table = TextTable(columns: Self.columns, noteTitle: "", rows: cells).lines(width: width, colour: .off)
    guard let title = table.first else { return [] }
    let lines = zip(table.dropFirst(), rows).map { StyledLine($0.0, $0.1.style) }
    let rest = all.count - first - shown.count
    return [StyledLine(title, .dim)] + lines + (rest > 0 ? [StyledLine("… \(rest) more", .dim)] : [])
  }

  private static let columns = [
    TextTable.Column("verdict"), TextTable.Column("benchmark", narrowest: 24), TextTable.Column("metric", narrowest: 9),
    TextTable.Column("change"), TextTable.Column("now", alignment: .right, presence: .whenThereIsRoom),
    TextTable.Column("baseline", alignment: .right, presence: .whenThereIsRoom),
    TextTable.Column("interval", presence: .whenNamesFit),
    TextTable.Column("sessions", alignment: .right, presence: .whenNamesFit),
  ]

  private func cells(_ verdict: Verdict, _ row: VerdictRow) -> TextTable.Row {
    var (change, interval) = (row.change, "")
    if let metric = verdict.metric, let baseline = verdict.baseline, let now = verdict.now, verdict.growth == nil {
      change = ValueFormat.change(from: baseline, to: now, of: metric)
      interval = metric.kind == .sampled ? verdict.interval.map(ValueFormat.shortInterval) ?? "" : ""
    }
    let outcome = "\(glyphs.mark(Grade(row.style))) \(row.outcome)"
    return TextTable.Row(
      cells: [outcome, row.name, row.metric, change, row.now, row.baseline, interval, row.sessions].map {
        TextTable.Cell(text: $0)
      })
  }

  /// The worst verdict in one line with the counts of all: `✗ 1 regressed, 40 same  decode() wallClock +47 %`.
  var verdictLine: StyledLine? {
    guard let summary = state.run?.summary, let worst = summary.verdicts.first else { return nil }
    let row = VerdictRow(worst, in: summary)
    let grade = Grade(row.style)
    let counts = RunSummary.countsInWords(summary.verdicts) ?? ""
    let name = grade == .fine ? "" : "  \(row.name) \(row.metric) \(row.change)"
    return StyledLine("\(glyphs.mark(grade)) \(counts)\(name)", row.style)
  }
}
