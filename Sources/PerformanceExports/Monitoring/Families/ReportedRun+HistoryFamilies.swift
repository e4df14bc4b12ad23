import PerformanceRecords
import PerformanceReports

extension ReportedRun {
  /// The numbers of all runs of the history, each with the time of its run; empty without a history.
  ///
  /// A series has the labels that a pushed one gets, so that it continues it: `job`, `branch`, and for times `machine`.
  /// Counts are valid for a toolchain, on any machine, so they have the label `toolchain` instead.
  package var historyFamilies: [MetricFamily] {
    guard let history else { return [] }
    let times = AxisTimes(history.axis)
    let labels = MonitoringLabels(history.trends.compactMap(\.benchmark))
    let common = [MetricLabel("branch", history.axis.branch ?? ""), MetricLabel("job", Self.monitoringJob)]
    var families = MetricFamilies()
    for trend in history.trends {
      guard let benchmark = trend.benchmark else { continue }
      let own = BenchmarkMetricFamily.inHistory(trend.metric)
      let points = times.numbers(trend.values, dividedBy: own.divisor)
      guard !points.isEmpty else { continue }
      let environment = MetricLabel(trend.metric.isOfMachine ? "machine" : "toolchain", trend.environment)
      let stat = if case .statistics = own.reduction { [MetricLabel("stat", "best")] } else { [MetricLabel]() }
      families.add(
        MetricSeries(labels.labels(of: benchmark) + own.labels + common + [environment] + stat, .timed(points)),
        to: own.family)
    }
    return families.inOrder(of: BenchmarkMetricFamily.order)
  }
}

/// The positions of an axis in the order of their times, which need not be that of the commits.
private struct AxisTimes {
  private let positions: [(index: Int, time: Double)]

  init(_ axis: TrendAxis) {
    positions = axis.positions.enumerated()
      .compactMap { index, position in
        // Prometheus keeps milliseconds.
        position.time.map { (index, ($0 * 1_000).rounded() / 1_000) }
      }
      .sorted { ($0.time, $0.index) < ($1.time, $1.index) }
  }

  /// The finite values with their times. Of several at one time the first counts.
  func numbers(_ values: [Double], dividedBy divisor: Double) -> [TimedNumber] {
    var numbers: [TimedNumber] = []
    numbers.reserveCapacity(positions.count)
    for (index, time) in positions where index < values.count && values[index].isFinite {
      if let last = numbers.last, last.time >= time { continue }
      numbers.append(TimedNumber(values[index] / divisor, at: time))
    }
    return numbers
  }
}
