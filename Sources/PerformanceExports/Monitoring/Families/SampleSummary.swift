import PerformanceStatistics

/// The statistics of all samples of a metric.
struct SampleSummary {
  /// The statistics by the value of the label `stat`, in the metric's unit.
  let statistics: [(name: String, value: Double)]
  /// The number of samples.
  let count: Int
  /// The number of sessions.
  let sessions: Int
  /// The median absolute deviation from the median, as a share of the median; `nil` where that is not above zero, and of
  /// a single sample.
  let noise: Double?

  init(_ series: MeasuredSeries) {
    let samples = series.samples
    let sorted = samples.sorted()
    let quantiles = [("min", 0), ("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)].compactMap {
      name, probability in
      Quantile.value(probability, ofSorted: sorted).map { (name: name, value: $0) }
    }
    let mean = samples.isEmpty ? nil : samples.reduce(0, +) / Double(samples.count)
    statistics =
      [("best", series.representative), ("mean", mean)].compactMap { name, value in value.map { (name, $0) } }
      + quantiles
    (count, sessions) = (samples.count, series.sessions.count)
    let median = Quantile.value(0.5, ofSorted: sorted) ?? 0
    noise =
      median > 0 && samples.count > 1
      ? Quantile.median(of: samples.map { abs($0 - median) }).map { $0 / median } : nil
  }
}
