import PerformanceRecords

/// The verdicts of a run as a table for a terminal, the worst first.
package struct VerdictTable: Sendable {
  /// The extent of the table.
  package enum Limit: Equatable, Sendable {
    /// One screen: red rows, some noteworthy rows and counts of the rest; the named file holds the others.
    case oneScreen(restIn: String)
    /// Every row, including the times that could not be judged.
    case all
  }

  private static let mostRedRows = 20
  private static let mostNoteworthyRows = 5
  private static let mostWarnings = 5

  private let summary: RunSummary
  private let width: Int
  private let colour: Colour

  /// Creates a table of a run's verdicts. The default width serves output that is not a terminal.
  package init(summary: RunSummary, width: Int = 120, colour: Colour = .off) {
    self.summary = summary
    self.width = width
    self.colour = colour
  }

  /// The lines without line feeds; none for a run without verdicts and warnings.
  package func lines(_ limit: Limit) -> [String] {
    switch limit {
    case .all: everything
    case .oneScreen(let file): screen(restIn: file)
    }
  }

  private var everything: [String] {
    table(of: summary.verdicts) + growths(of: summary.verdicts) + groups(times: "times are shown, not judged") + gpus
      + warnings(atMost: .max, restIn: "")
  }

  private func screen(restIn file: String) -> [String] {
    let red = Array(summary.red.prefix(Self.mostRedRows))
    let noteworthy = Array(summary.noteworthy.prefix(Self.mostNoteworthyRows))
    let hidden = [
      rest(summary.red.count - red.count, "red", in: file),
      rest(summary.noteworthy.count - noteworthy.count, "noteworthy", in: file),
    ]
    return table(of: red + noteworthy) + hidden.compactMap { $0 } + growths(of: red + noteworthy)
      + groups(times: "\(PerftestCommand.prefix) gate --all shows the times") + gpus
      + warnings(atMost: Self.mostWarnings, restIn: file)
  }

  private func table(of verdicts: [Verdict]) -> [String] {
    TextTable(columns: Self.columns, noteTitle: "reason", rows: verdicts.map(row)).lines(width: width, colour: colour)
  }

  private func growths(of verdicts: [Verdict]) -> [String] {
    verdicts.compactMap { GrowthTable($0, name: summary.name(of: $0.subject)) }.flatMap { $0.lines(width: width) }
  }

  private static let columns: [TextTable.Column] = VerdictRow.titles.map { title in
    switch title {
    case "benchmark": TextTable.Column(title, narrowest: 16)
    case "metric": TextTable.Column(title, narrowest: 8)
    case "now": TextTable.Column(title, alignment: .right)
    case "baseline": TextTable.Column(title, alignment: .right, presence: .whenThereIsRoom)
    case "sessions", "detectable": TextTable.Column(title, alignment: .right, presence: .whenNamesFit)
    default: TextTable.Column(title)
    }
  }

  private func row(_ verdict: Verdict) -> TextTable.Row {
    let row = VerdictRow(verdict, in: summary)
    var cells = row.cells.map { TextTable.Cell(text: $0) }
    cells[cells.count - 1].style = row.style
    return TextTable.Row(cells: cells, note: row.reason)
  }

  private func groups(times: String) -> [String] {
    VerdictGroup.lines(of: summary.collapsed, times: times).flatMap { $0.wrapped(to: width) }
      .map { Style.dim.applied(to: $0, colour) }
  }

  private var gpus: [String] {
    summary.gpus.flatMap { gpu in
      let style: Style = gpu.caveats.contains { $0.caveat.severity != .note } ? .yellow : .dim
      return gpu.text.wrapped(to: width).map { style.applied(to: $0, colour) }
    }
  }

  private func warnings(atMost limit: Int, restIn file: String) -> [String] {
    let all = summary.warningLines
    let shown = all.prefix(limit).flatMap { "warning: \($0)".wrapped(to: width) }
    let hidden = rest(all.count - min(all.count, limit), "warnings", in: file)
    return shown.map { Style.yellow.applied(to: $0, colour) } + [hidden].compactMap { $0 }
  }

  private func rest(_ count: Int, _ what: String, in file: String) -> String? {
    count > 0 ? "… and \(count) more \(what), see \(file.shown(atMost: 300))" : nil
  }
}

extension RunSummary {
  /// Verdicts that are not red but deserve a row of their own.
  var noteworthy: [Verdict] {
    oneSided
      + verdicts.filter { verdict in
        switch verdict.outcome {
        case .same: verdict.isMoreThanSame
        case .incomparable where verdict.reason != .onlyInBase: verdict.reason.isShownByName && !isRed(verdict)
        case .incomparable, .new, .disabled: false
        default: !isRed(verdict)
        }
      }
  }

  /// One verdict for each benchmark that only one of two builds has, so that an accidentally lost name shows.
  private var oneSided: [Verdict] {
    var named: Set<Verdict.Subject> = []
    let gone = verdicts.filter { $0.reason == .onlyInBase && !isRed($0) }
    let new = verdicts.filter { $0.reason == .onlyInHead && named.insert($0.subject).inserted }
    return gone + new
  }

  /// Warnings, one a line: functions that measured nothing, acceptances and budgets without effect, and warnings about
  /// measurements.
  package var warningLines: [String] {
    unmeasuredLines + record.unusedAcceptances.map { "\(name(of: $0.benchmark)): \($0.text)" }
      + UnusedBudget.lines(record.unusedBudgets)
      + record.warnings.map { "\(name(of: $0.benchmark)): \($0.warning.text)" }
  }

  /// The verdicts that are counted instead of listed.
  var collapsed: [Verdict] { verdicts.filter { !isRed($0) } }
}
