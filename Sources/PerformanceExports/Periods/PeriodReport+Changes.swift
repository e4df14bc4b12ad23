import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceText
import PerformanceTrends

extension PeriodReport {
  /// Regressions and improvements as counts, ranges and means, in the form of rustc-perf's triage log.
  var overview: [ReportDocument.Block] {
    let ratios = history.digest.rows.compactMap { row -> Double? in
      guard case .change(let trend, let change) = row.content else { return nil }
      let times = trend.timesWorse(change)
      return times.isFinite && times > 0 ? times : nil
    }
    var groups = [("regressions", ratios.filter { $0 > 1 }), ("improvements", ratios.filter { $0 < 1 })]
    if groups.allSatisfy({ !$0.1.isEmpty }) { groups.append(("both", ratios)) }
    let rows = groups.compactMap { name, ratios -> [String]? in
      guard let low = ratios.min(), let high = ratios.max() else { return nil }
      let mean = ratios.reduce(0, +) / Double(ratios.count)
      let range = [low, high].map(ValueFormat.ratioChange)
      return [
        name, ValueFormat.ratioChange(mean), range[0] == range[1] ? range[0] : "[\(range[0]), \(range[1])]",
        "\(ratios.count)",
      ]
    }
    guard !rows.isEmpty else { return [] }
    return [.table(.init([.text("changes of cost"), .number("mean"), .number("range"), .number("count")], rows: rows))]
  }

  /// The history of regressions: first seen, between which commits, and their state.
  var regressions: [ReportDocument.Block] {
    guard !episodes.isEmpty else { return [] }
    let rows = episodes.map { episode in
      [
        episode.benchmark.shortDescription.shown(atMost: 120), episode.metric.name.shown(atMost: 40),
        episode.change, label(episode.first), commits(of: episode), state(of: episode),
      ]
    }
    return [
      .table(
        .init(
          [
            .text("benchmark"), .text("metric"), .number("change"), .text("first seen"), .text("commits"),
            .text("state"),
          ], rows: rows))
    ]
  }

  private func label(_ position: Int) -> String {
    let day = history.axis.day(position)
    return day.isEmpty ? history.axis.label(position) : "\(day) \(history.axis.label(position))"
  }

  private func commits(of episode: RegressionEpisode) -> String {
    guard let good = episode.lastGood else { return "before \(history.axis.label(episode.first))" }
    return "\(history.axis.label(good))..\(history.axis.label(episode.first))"
  }

  private func state(of episode: RegressionEpisode) -> String {
    switch episode.state {
    case .open: "open"
    case .accepted: "accepted"
    case .fixed(let position): "fixed by \(history.axis.label(position))"
    case .recorded(let position): "new baseline by \(history.axis.label(position))"
    }
  }

  /// The changes, drifts and moved costs of the digest that are selected, the worst first.
  func levels(_ isSelected: (TrendDigest.Row) -> Bool) -> [ReportDocument.Block] {
    let rows = history.digest.rows.filter(isSelected).map(row)
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        .init(
          [
            .text("benchmark"), .text("metric"), .number("from"), .number("to"), .number("difference"),
            .text("finding"),
          ], rows: rows))
    ]
  }

  private func row(_ row: TrendDigest.Row) -> [String] {
    func cells(_ trend: Trend, from before: Double, to after: Double, _ finding: String) -> [String] {
      [
        trend.benchmark?.shortDescription.shown(atMost: 120) ?? "", trend.metric.name.shown(atMost: 40),
        ValueFormat.text(before, of: trend.metric), ValueFormat.text(after, of: trend.metric),
        trend.difference(from: before, to: after), finding,
      ]
    }
    switch row.content {
    case .change(let trend, let change):
      let cause = trend.causes[change.index]?.sentence.map { "; " + $0 } ?? ""
      return cells(
        trend, from: change.before, to: change.after,
        "\(change.certaintyText), \(history.axis.cause(change))\(cause)")
    case .drift(let trend, let drift):
      let texts = ["drift since \(history.axis.label(drift.best.index))"] + trend.forecastTexts
      return cells(trend, from: drift.best.value, to: drift.current.value, texts.joined(separator: "; "))
    case .moved(let cost, let suite, let metric, _):
      let names = [cost.lighter, cost.heavier].map { rows in
        rows.map { $0.name.shown(atMost: 60) }.joined(separator: ", ")
      }
      return [
        suite.shown(atMost: 120), metric.name.shown(atMost: 40), "", "", "",
        "moved from \(names[0]) to \(names[1]), the sum is unchanged",
      ]
    }
  }
}

extension RegressionEpisode {
  fileprivate var change: String {
    baseline.map { ValueFormat.change(from: $0, to: value, of: metric) } ?? ValueFormat.text(value, of: metric)
  }
}
