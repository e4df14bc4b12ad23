import PerformanceRecords
import PerformanceStatistics

/// The contribution of a GPU's clock to a slower time: equal cycles show that the clock fell and the code is unchanged.
struct GPUClock {
  /// The medians of the sessions, now / then.
  private let cycles: Double
  private let clock: Double

  /// Compares cycles and clocks; `nil` where one side did not read both.
  /// - Parameters:
  ///   - then: the medians of the reference sessions, by metric.
  ///   - now: the worse sessions.
  init?(then: (MetricDescription) -> Double?, now sessions: [BenchmarkSession]) {
    func ratio(_ name: String) -> Double? {
      let readings = sessions.compactMap { $0.reading(name) }
      guard let metric = readings.first?.metric, let now = Self.median(of: readings), let then = then(metric), then > 0
      else { return nil }
      return now / then
    }
    guard let cycles = ratio(MetricDescription.gpuCycles), let clock = ratio(MetricDescription.gpuClock) else {
      return nil
    }
    (self.cycles, self.clock) = (cycles, clock)
  }

  /// Whether a metric depends on the clock of the GPU.
  static func concerns(_ metric: MetricDescription) -> Bool { metric.unit == .nanoseconds || metric.unit == .joules }

  /// The change to show with a regression; `nil` where neither the clock nor the cycles changed.
  var change: GPUClockChange? {
    if cycles > 1 + GPURule.sameCycles { return .moreCycles(cycles - 1) }
    guard cycles >= 1 - GPURule.sameCycles, clock < 1 - GPURule.lowerClock else { return nil }
    return .lowerClock(1 - clock)
  }

  /// The change that excuses a worse number: no more cycles, at a much lower clock.
  var excuse: GPUClockChange? { clock < 1 - GPURule.slowerGPU && cycles <= 1 + GPURule.sameCycles ? change : nil }

  /// The median over the sessions.
  static func median(of readings: [MetricReading]) -> Double? {
    median(of: readings.compactMap(\.summary))
  }

  /// The median over the sessions of a baseline.
  static func median(of baseline: BaselineMetric) -> Double? {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    return median(of: sessions.summaries(baseline.metric.direction))
  }

  private static func median(of summaries: [Double]) -> Double? {
    summaries.allSatisfy(\.isFinite) ? Quantile.median(of: summaries) : nil
  }
}
