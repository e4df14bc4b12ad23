import PerformanceRecords
import PerformanceText
import PerformanceTrends

extension TrendDigest {
  /// The lines for a terminal, without line feeds.
  /// - Parameters:
  ///   - height: the most lines; `nil` shows all rows.
  ///   - command: the command that showed the digest, for the line about the rows left out.
  package func lines(width: Int, height: Int?, colour: Colour, command: String) -> [String] {
    let head = head.flatMap { $0.wrapped(to: width) }
    guard !rows.isEmpty else { return head }
    let foot = ["", "one of them: \(command) \(example)"]
    var count = rows.count
    while true {
      let more = rows.count - count
      let cut = more == 0 ? [] : ["and \(more) more: \(command) --all"]
      let lines = head + [""] + table(of: rows.prefix(count)).lines(width: width, colour: colour) + cut + foot
      guard let height, lines.count > height, count > 1 else { return lines }
      count = max(1, count - max(1, (lines.count - height) / 3))
    }
  }

  /// The runs and the number of findings, and the runs that were left out.
  package var head: [String] {
    let changed = Plural.text(rows.count, "finding")
    var counts = [
      "\(Plural.text(seriesCount, "series", many: "series")), \(rows.isEmpty ? "nothing changed" : changed)"
    ]
    if wentAwayCount > 0 { counts.append("\(Plural.text(wentAwayCount, "change")) went away") }
    if minorCount > 0 { counts.append("\(Plural.text(minorCount, "minor change"))") }
    if unjudgedCount > 0 { counts.append("\(unjudgedCount) never judged and left out (--metric)") }
    return [axis.summary(period) + ": " + counts.joined(separator: ", ")] + [axis.leftOutText].compactMap { $0 }
  }

  /// The worst benchmark as an argument.
  private var example: String {
    let benchmark: BenchmarkID? = rows.lazy.compactMap { row in
      switch row.content {
      case .change(let trend, _), .drift(let trend, _): trend.benchmark
      case .moved: nil
      }
    }.first
    return benchmark?.description.quotedForShell ?? "BENCHMARK"
  }

  /// A finding a row, with its cause as the note.
  package func table(of rows: some Sequence<Row>) -> TextTable {
    let columns: [TextTable.Column] = [
      .init("finding"), .init("benchmark", narrowest: 20), .init("metric", narrowest: 8),
      .init("from", alignment: .right), .init("to", alignment: .right), .init("difference", alignment: .right),
    ]
    return TextTable(columns: columns, noteTitle: "cause", rows: rows.map { row($0) })
  }

  private func row(_ row: Row) -> TextTable.Row {
    switch row.content {
    case .change(let trend, let change):
      let ago = Plural.text(trend.count(since: change), "value")
      return cells(
        row.group, trend, from: change.before, to: change.after,
        note: "\(axis.cause(change)), \(ago)\(trend.causes[change.index]?.sentence.map { "; " + $0 } ?? "")")
    case .drift(let trend, let drift):
      let since = "since the best level, at \(axis.label(drift.best.index))"
      return cells(
        row.group, trend, from: drift.best.value, to: drift.current.value,
        note: ([since] + [trend.gradualText, trend.steepness].compactMap { $0 } + trend.forecastTexts).joined(
          separator: "; "))
    case .moved(let cost, let suite, let metric, _):
      let (old, new) = (cost.lighter.map(\.name.withoutControl), cost.heavier.map(\.name.withoutControl))
      let amount = cost.heavier.reduce(0) { $0 + $1.after - $1.before }
      let names = [
        suite.shown(atMost: 200), metric.name.shown(atMost: 40), "", "", ValueFormat.text(amount, of: metric),
      ]
      return TextTable.Row(
        cells: [.init(text: row.group.text)] + names.map { .init(text: $0) },
        note: "from \(old.joined(separator: ", ")) to \(new.joined(separator: ", ")), the sum is unchanged")
    }
  }

  private func cells(
    _ group: Group, _ trend: Trend, from before: Double, to after: Double, note: String
  ) -> TextTable.Row {
    let texts = [
      trend.benchmark?.shortDescription.shown(atMost: 200) ?? "", trend.metric.name.shown(atMost: 40),
      ValueFormat.text(before, of: trend.metric), ValueFormat.text(after, of: trend.metric),
    ]
    return TextTable.Row(
      cells: [.init(text: group.text, style: group.style)] + texts.map { .init(text: $0) }
        + [.init(text: trend.difference(from: before, to: after), style: group.style)],
      note: note)
  }
}

extension TrendDigest.Group {
  fileprivate var text: String {
    switch self {
    case .worse: "worse"
    case .provisional: "worse, provisional"
    case .drifting: "drifting"
    case .moved: "moved"
    case .better: "better"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .worse: .red
    case .provisional, .drifting: .yellow
    case .moved: .plain
    case .better: .green
    }
  }
}

extension Trend {
  /// The slope since the newest change, for one line.
  fileprivate var steepness: String? {
    guard let drift, let line = drift.line, line.isDrifting else { return nil }
    return slopeText(drift)
  }
}

extension String {
  fileprivate var withoutControl: String { shown(atMost: 60) }
}
