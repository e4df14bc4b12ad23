import PerformanceRegression
import PerformanceStatistics
import PerformanceText
import PerformanceVerification

/// The results of several rules over the same recorded sessions, side by side.
package struct ReplayTable: Sendable {
  private let replay: RuleReplay
  private let width: Int
  private let colour: Colour

  /// A table of a replay.
  package init(_ replay: RuleReplay, width: Int = 120, colour: Colour = .off) {
    self.replay = replay
    self.width = width
    self.colour = colour
  }

  /// The lines without line feeds.
  package var lines: [String] {
    let planted = RuleReplay.sizes.filter { $0 > 0 }
    let columns: [TextTable.Column] =
      [
        .init("rule", narrowest: 27), .init("comparisons", alignment: .right, presence: .whenThereIsRoom),
        .init("false alarms", alignment: .right), .init("95 % sure"),
      ] + planted.map { .init("+\($0) %", alignment: .right) } + [.init("sessions", alignment: .right)]
    let table = TextTable(columns: columns, noteTitle: "", rows: replay.counts.map { row($0.name, $0.count, planted) })
    return table.lines(width: width, colour: colour)
      + notes.flatMap { $0.wrapped(to: width) }.map { Style.dim.applied(to: $0, colour) }
  }

  private func row(_ name: String, _ count: RuleReplay.Count, _ planted: [Int]) -> TextTable.Row {
    let (trials, red) = (count.trials[0] ?? 0, count.red[0] ?? 0)
    let bound =
      trials == 0 ? "–" : "at most " + Percent.text(BinomialInterval.upperBound(successes: red, trials: trials))
    let sessions = trials == 0 ? "–" : Digits.fixed(Double(count.sessions) / Double(trials), decimals: 2)
    let texts =
      [name, Digits.fixed(Double(trials), decimals: 0), count.share(0).map(Percent.text) ?? "–", bound]
      + planted.map { count.share($0).map(Percent.text) ?? "–" } + [sessions]
    return TextTable.Row(cells: texts.map { .init(text: $0) })
  }

  private var notes: [String] {
    let sizes = "found of slowdowns planted by multiplication"
    let tolerant =
      replay.tolerant == 0 ? "" : "; none planted in \(replay.tolerant) of them, which allow more than 20 %"
    return [
      "\(replay.series) series of unchanged code, and \(sizes)\(tolerant)",
      "placements overlap and the bounds assume independent ones, so the bounds are a little too low",
    ]
  }
}
