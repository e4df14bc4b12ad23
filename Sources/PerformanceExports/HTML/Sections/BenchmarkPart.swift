import PerformanceRecords
import PerformanceReports
import PerformanceText

/// Everything about one benchmark: verdicts, sessions, trend, statistics, functions, past verdicts, commands.
struct BenchmarkPart {
  /// The most metrics with charts.
  private static let mostCharts = 3

  enum State {
    /// It changed, and is shown without a click.
    case open
    /// It changed.
    case closed
    case unchanged
  }

  let content: PageContent
  let commands: PageCommands
  let id: BenchmarkID
  let detail: PagePlan.Detail
  let state: State

  func write(to page: inout Markup) {
    let isChanged = state != .unchanged
    page.element(
      "details",
      ["class": isChanged ? "benchmark changed" : "benchmark", "id": id.anchor, "open": state == .open ? "" : nil]
    ) { part in
      part.element("summary") { head(of: &$0) }
      part.lineFeed()
      guard detail > .none else {
        part.element("p", text: "Its tables and charts are left out, as the page would be too large.")
        return
      }
      let shown = BenchmarkDetail(id, in: content.summary.record, baselines: content.run.baselines)
      verdicts(to: &part)
      if detail == .charts { charts(shown, to: &part) }
      growths(to: &part)
      part.table(shown.numbers, caption: "Sessions in numbers")
      functions(to: &part)
      if isChanged { history(to: &part) }
      // The machine is described once for all; beside a change it matters which sessions it disturbed.
      part.list(shown.recorded + (isChanged ? shown.circumstances : []) + shown.warnings, class: "remarks")
      commands(to: &part)
    }
    page.lineFeed()
  }

  private var verdictsOnIt: [Verdict] { content.verdicts(on: id) }

  private func head(of summary: inout Markup) {
    summary.element("h3", text: content.name(of: id))
    for verdict in verdictsOnIt where verdict.outcome != .same {
      let row = VerdictRow(verdict, in: content.summary)
      summary.add(" ")
      summary.element("span", ["class": "badge " + row.style.pageClass]) { badge in
        badge.add([row.outcome, row.metric, amount(of: verdict)].filter { $0 != "–" }.joined(separator: " "))
      }
    }
  }

  /// The size of a change.
  private func amount(of verdict: Verdict) -> String {
    ChangeSizes(verdict, change(of: verdict), in: content.summary)?.headline.text ?? "–"
  }

  // MARK: - Verdicts

  private func verdicts(to part: inout Markup) {
    part.element("ul", ["class": "verdicts"]) { list in
      for verdict in verdictsOnIt {
        list.element("li", ["class": Style.of(verdict.outcome).pageClass]) { item in
          item.element("span", ["class": "badge"], text: verdict.outcomeText)
          item.add(" " + sentence(of: verdict))
        }
      }
    }
    if let location = location {
      let path = content.run.path(location.filePath).shown(atMost: 300)
      part.element("p", ["class": "where"], text: "measured at \(path):\(location.line)")
    }
    part.lineFeed()
  }

  private func change(of verdict: Verdict) -> PageChange? {
    content.changes(of: id).first { $0.verdict.metric == verdict.metric && $0.verdict.outcome == verdict.outcome }
  }

  /// The numbers of a verdict with the sizes of its change, each with what it is compared with, and the reason.
  ///
  /// The cause stands in the table of changes, and in full in that of the functions.
  private func sentence(of verdict: Verdict) -> String {
    let change = change(of: verdict)
    guard let metric = verdict.metric, verdict.isCompared, let baseline = verdict.baseline, let now = verdict.now,
      let sizes = ChangeSizes(verdict, change, in: content.summary)
    else { return verdict.sentence }
    let numbers = [baseline, now].map { ValueFormat.text($0, of: metric) }.joined(separator: " → ")
    let tolerance = ValueFormat.tolerance(of: metric).map { "tolerance \($0)" }
    return "\(metric.name.shown(atMost: 60)) \(numbers): "
      + [sizes.text, tolerance, change?.explanation ?? verdict.explanation].compactMap { $0 }.joined(separator: "; ")
  }

  private var location: CodeLocation? {
    verdictsOnIt.lazy.compactMap(\.location).first ?? content.summary.record.sessions(of: id).first?.location
  }

  private func growths(to part: inout Markup) {
    for table in verdictsOnIt.compactMap({ GrowthTable($0, name: content.name(of: id)) }) {
      part.table(table.table, caption: table.title)
    }
  }

  // MARK: - Charts

  /// The metrics with a change, or the one that stands for the benchmark.
  private var metrics: [String] {
    let changed = verdictsOnIt.filter { $0.outcome != .same }.compactMap(\.readMetric)
    guard changed.isEmpty else { return Array(changed.distinct.prefix(Self.mostCharts)) }
    return [OtherBenchmark(id, in: content).metric?.name].compactMap { $0 }
  }

  private func charts(_ shown: BenchmarkDetail, to part: inout Markup) {
    let sides = shown.sides
    part.element("div", ["class": "charts"]) { charts in
      for metric in metrics {
        let side = sides.first { $0.metric.name == metric }
        if let side { SessionChart(side, before: shown.before)?.write(to: &charts) }
        guard let trend = content.run.history?.newestTrend(of: id, metric: metric) else { continue }
        TrendChart(trend, verdict: verdictsOnIt.first { $0.metric?.name == metric }, in: content)?.write(to: &charts)
      }
    }
    part.lineFeed()
  }

  // MARK: - Functions

  private func functions(to part: inout Markup) {
    guard let profile = content.summary.record.profiles[id] else { return }
    let instrument = content.summary.record.sessions(of: id).lazy
      .compactMap { $0.reading(CountedMetric.instructions)?.instrument }.first
    let report = ProfileReport(
      id, method: .counted(instrument: instrument ?? "instrument unknown", leftOut: 0), profile: profile,
      baseline: content.run.profiles[id])
    part.element("p", text: report.head)
    part.table(report.table, caption: "Instructions by function")
  }

  // MARK: - History

  /// The levels, the changes and the past verdicts of the metrics with charts.
  private func history(to part: inout Markup) {
    guard let history = content.run.history else { return }
    for metric in metrics {
      guard let trend = history.newestTrend(of: id, metric: metric) else { continue }
      let name = metric.shown(atMost: 60)
      let trendDetail = TrendDetail(
        trend, on: history.axis, period: history.axis.positions.indices, glyphs: .braille)
      part.table(trendDetail.segments, caption: "Levels of \(name)")
      part.table(trendDetail.changes, caption: "Changes of \(name)")
      part.list(
        (trendDetail.outlook + pastVerdicts(trend, history.axis)).map {
          "\(name): \($0)"
        })
    }
  }

  private func pastVerdicts(_ trend: Trend, _ axis: TrendAxis) -> [String] {
    let parts = trend.stretches.suffix(6).map { stretch in
      "\(stretch.outcome.text) in \(Plural.text(stretch.count, "run")) from \(axis.label(stretch.first))"
    }
    return parts.isEmpty ? [] : ["verdicts: " + parts.joined(separator: ", then ")]
  }

  // MARK: - Commands

  private func commands(to part: inout Markup) {
    part.element("ul", ["class": "commands"]) { list in
      for advice in commands.lines(for: id) {
        list.element("li") { $0.advice(advice) }
        list.lineFeed()
      }
    }
  }
}
