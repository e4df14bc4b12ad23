import PerformanceRecords
import PerformanceText
import PerformanceTrends

/// Everything about one series: the plot, the segments, the changes, the drift and the forecast.
package struct TrendDetail: Sendable {
  private let trend: Trend
  private let axis: TrendAxis
  private let period: Range<Int>
  private let glyphs: TrendPlot.Glyphs

  /// - Parameter period: the positions to show.
  package init(_ trend: Trend, on axis: TrendAxis, period: Range<Int>, glyphs: TrendPlot.Glyphs) {
    self.trend = trend
    self.axis = axis
    self.period = period
    self.glyphs = glyphs
  }

  /// The lines for a terminal, without line feeds.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let changes = changes
    let sections = [
      plot(width, colour), segments.lines(width: width, colour: colour),
      changes.rows.isEmpty
        ? (period.isEmpty ? [] : ["no change of level"])
        : changes.lines(width: width, colour: colour) + functions.flatMap { $0.wrapped(to: width) },
      outlook.flatMap { $0.wrapped(to: width) },
    ]
    return sections.filter { !$0.isEmpty }.reduce(head(width)) { $0 + [""] + $1 }
  }

  private func head(_ width: Int) -> [String] {
    let name = trend.benchmark.map { $0.description.shown(atMost: 300) + "  " } ?? ""
    let place = trend.environment.isEmpty ? "" : ", \(trend.environment.shown(atMost: 200))"
    let count = trend.values[period].count { $0.isFinite }
    let missing = period.count - count
    let gaps = missing == 0 ? "" : ", \(missing) of them without a value"
    return [name + trend.metric.name.shown(atMost: 60) + place]
      + (axis.summary(period) + gaps).wrapped(to: width)
  }

  private func text(_ value: Double) -> String { ValueFormat.text(value, of: trend.metric) }

  // MARK: - Plot

  private func plot(_ width: Int, _ colour: Colour) -> [String] {
    let marks = shownChanges.map { change in
      TrendPlot.Mark(index: change.index - period.lowerBound, kind: change.mark)
    }
    let plot = TrendPlot(Array(trend.values[period]), baseline: trend.baseline, marks: marks, glyphs: glyphs)
    guard let plot, let first = period.first, let last = period.last else { return [] }
    return plot.lines(width: width, colour: colour, value: text, ends: (axis.label(first), axis.label(last)))
  }

  private var shownChanges: [ChangePoint] { trend.changes.filter { period.contains($0.index) } }

  // MARK: - Tables

  /// The levels between the changes.
  package var segments: TextTable {
    let columns: [TextTable.Column] = [
      .init("segment", narrowest: 16), .init("level", alignment: .right), .init("values", alignment: .right),
    ]
    let shown = trend.segments.filter { $0.positions.overlaps(period) }
    let rows = shown.map { segment -> TextTable.Row in
      let (first, last) = (axis.label(segment.positions.lowerBound), axis.label(segment.positions.upperBound))
      let count = trend.values[segment.positions].count { $0.isFinite }
      return TextTable.Row(
        cells: [first == last ? first : "\(first) to \(last)", text(segment.level), "\(count)"].map { .init(text: $0) })
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows)
  }

  /// The changes of level, each with the commits that may have caused it.
  package var changes: TextTable {
    let columns: [TextTable.Column] = [
      .init("change"), .init("from", alignment: .right), .init("to", alignment: .right),
      .init("difference", alignment: .right), .init("certainty"),
    ]
    let rows = shownChanges.map { change -> TextTable.Row in
      let effect = change.effect(trend.metric.direction)
      let style: Style = change.wentAway ? .dim : effect == .regression ? .red : .green
      let cells: [TextTable.Cell] = [
        .init(text: glyphs.character(change.mark) + (effect == .regression ? " worse" : " better"), style: style),
        .init(text: text(change.before)), .init(text: text(change.after)),
        .init(text: trend.difference(change), style: style),
        .init(text: change.certaintyText),
      ]
      return TextTable.Row(cells: cells, note: axis.cause(change))
    }
    return TextTable(columns: columns, noteTitle: "cause", rows: rows)
  }

  /// The functions that explain the changes, one change a line.
  package var functions: [String] {
    shownChanges.compactMap { change in
      trend.causes[change.index]?.sentence.map { "since \(axis.label(change.index)): \($0) instructions" }
    }
  }

  // MARK: - Outlook

  /// The drift, the slope and the forecasts, one a line.
  package var outlook: [String] {
    guard let drift = trend.drift else { return ["too few values for a drift"] }
    return [trend.driftText(on: axis), trend.slopeText(drift)].compactMap { $0 } + trend.forecastTexts
  }
}
