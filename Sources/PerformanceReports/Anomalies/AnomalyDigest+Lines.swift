import PerformanceText
import PerformanceTrends

extension AnomalyDigest {
  /// The lines for a terminal, without line feeds.
  /// - Parameters:
  ///   - most: the most rows; `nil` shows all.
  ///   - command: the beginning of every command that is proposed.
  package func lines(width: Int, most: Int?, colour: Colour, command: String) -> [String] {
    let head = head.wrapped(to: width)
    guard let worst = rows.first else { return head }
    let shown = rows.prefix(most ?? rows.count)
    let rest = rows.count - shown.count
    let cut = rest == 0 ? [] : ["and \(rest) more: add --all"]
    return head + [""] + table(of: shown).lines(width: width, colour: colour) + cut + foot(worst, command)
  }

  private var head: String {
    let series = Plural.text(seriesCount, "series", many: "series")
    let found = rows.isEmpty ? "no anomaly" : Plural.text(rows.count, "anomaly", many: "anomalies")
    return "\(axis.summary(period)): \(series), \(found) among \(Plural.text(valueCount, "value"))"
  }

  /// What to do about the worst one.
  private func foot(_ worst: Row, _ command: String) -> [String] {
    let run = axis.positions[worst.anomaly.index].runs.last.flatMap(\.quotedForShell)
    let name = (worst.trend.benchmark?.description).flatMap(\.quotedForShell)
    let commands = [
      run.map { "the run of the first one: \(command) history show \($0)" },
      name.map { "its series: \(command) trend \($0)" },
    ].compactMap { $0 }
    return commands.isEmpty ? [] : [""] + commands
  }

  private func table(of rows: some Sequence<Row>) -> TextTable {
    let columns: [TextTable.Column] = [
      .init("anomaly"), .init("benchmark", narrowest: 20), .init("metric", narrowest: 8),
      .init("value", alignment: .right), .init("usual", alignment: .right), .init("difference", alignment: .right),
      .init("band", presence: .whenThereIsRoom),
    ]
    return TextTable(columns: columns, noteTitle: "where", rows: rows.map(row))
  }

  private func row(_ row: Row) -> TextTable.Row {
    let (trend, anomaly) = (row.trend, row.anomaly)
    func text(_ value: Double) -> String { ValueFormat.text(value, of: trend.metric) }
    let style: Style = row.timesWorse > 1 ? .red : .green
    let texts = [
      trend.benchmark?.shortDescription.shown(atMost: 200) ?? "", trend.metric.name.shown(atMost: 40),
      text(anomaly.value), text(anomaly.expected),
    ]
    let difference = trend.difference(from: anomaly.expected, to: anomaly.value)
    let band = "\(text(anomaly.band.lowerBound)) to \(text(anomaly.band.upperBound))"
    return TextTable.Row(
      cells: [.init(text: row.timesWorse > 1 ? "worse" : "better", style: style)] + texts.map { .init(text: $0) }
        + [.init(text: difference, style: style), .init(text: band)],
      note: location(of: row))
  }

  private func location(of row: Row) -> String {
    let index = row.anomaly.index
    var parts = [axis.label(index), axis.day(index)].filter { !$0.isEmpty }
    if row.isOpen { parts.append("or the beginning of a change") }
    return parts.joined(separator: ", ")
  }
}
