import PerformanceRecords
import PerformanceReports

/// The number of a baseline with the values that are accepted beside it.
struct BaselineBand {
  /// The number of the baseline.
  let baseline: Double
  /// The worst accepted value.
  let limit: Double
  /// The accepted values.
  let range: ClosedRange<Double>

  /// The band of a baseline's number.
  init?(_ baseline: Double?, of metric: MetricDescription) {
    guard let baseline, baseline.isFinite else { return nil }
    let allowance = metric.tolerance.allowance(for: baseline)
    guard allowance.isFinite else { return nil }
    self.baseline = baseline
    limit = metric.direction.value(allowance, worseThan: baseline)
    range = min(baseline, limit)...max(baseline, limit)
  }

  /// The band of the baseline that a verdict compares with, else that of the series.
  init?(_ verdict: Verdict?, of trend: Trend) {
    // In a verdict on a budget the baseline is the limit; a trend of the history has no tolerance.
    let isCompared = verdict?.budget == nil && verdict?.growth == nil
    self.init(isCompared ? verdict?.baseline ?? trend.baseline : trend.baseline, of: verdict?.metric ?? trend.metric)
  }

  /// The part of the band that a chart can show; `nil` where all of it is beyond the chart.
  func range(near scale: ChartScale) -> ClosedRange<Double>? {
    guard range.overlaps(scale.low...scale.high) else { return nil }
    return range.clamped(to: scale.low...scale.high)
  }
}
