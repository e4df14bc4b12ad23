import PerformanceRecords
import PerformanceReports
import PerformanceText

extension PeriodReport {
  /// Every budget with what is left until its limit, the least first.
  var budgetTable: [ReportDocument.Block] {
    guard !budgets.isEmpty else { return [] }
    let isNamed = budgets.contains { $0.budget.origin != nil }
    let rows = budgets.map { budget in
      [
        budget.benchmark.shortDescription.shown(atMost: 120), budget.metric.name.shown(atMost: 40), budget.limitText,
        ValueFormat.text(budget.value, of: budget.metric), budget.headroom.map(ValueFormat.share) ?? "–",
        budget.state.text,
      ] + (isNamed ? [budget.nameText] : [])
    }
    let names = isNamed ? [ReportDocument.Table.Column.text("budget")] : []
    return [
      .table(
        .init(
          [.text("benchmark"), .text("metric"), .text("limit"), .number("now"), .number("headroom"), .text("state")]
            + names, rows: rows))
    ]
  }

  /// The slowest benchmarks: the time of an iteration.
  var topTen: [ReportDocument.Block] {
    let times = numbers.filter { $0.series.metric == MetricDescription.wallClock }
    let slowest = times.sorted { first, second in
      first.point.value != second.point.value
        ? first.point.value > second.point.value : first.series < second.series
    }
    guard !slowest.isEmpty else { return [] }
    let rows = slowest.prefix(10).map { numbers in
      [
        numbers.series.benchmark.shortDescription.shown(atMost: 120),
        ValueFormat.text(numbers.point.value, of: MetricDescription(numbers.series)),
      ]
    }
    return [.table(.init([.text("benchmark"), .number("time of an iteration")], rows: rows))]
  }

  /// The statistics of all samples of the newest run of each series. Metrics that no verdict is about are left out,
  /// unless nothing was judged.
  var numberTable: [ReportDocument.Block] {
    let judged = Set(
      history.trends.filter(\.isJudged).compactMap { trend in
        trend.benchmark.map { [$0.description, trend.metric.name] }
      })
    let shown = numbers.filter {
      judged.isEmpty || judged.contains([$0.series.benchmark.description, $0.series.metric])
    }
    guard !shown.isEmpty else { return [] }
    let rows = shown.map { numbers -> [String] in
      let (metric, statistics) = (MetricDescription(numbers.series), numbers.point.statistics)
      let values = [
        statistics.minimum, statistics.p50, statistics.mean, statistics.p95, statistics.p99, statistics.maximum,
      ]
      return [numbers.series.benchmark.shortDescription.shown(atMost: 120), metric.name.shown(atMost: 40)]
        + values.map { ValueFormat.text($0, of: metric) } + ["\(numbers.point.samples)"]
    }
    return [
      .table(
        .init(
          [
            .text("benchmark"), .text("metric"), .number("min"), .number("p50"), .number("mean"), .number("p95"),
            .number("p99"), .number("max"), .number("samples"),
          ], rows: rows))
    ]
  }
}
