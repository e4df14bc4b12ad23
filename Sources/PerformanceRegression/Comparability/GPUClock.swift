import PerformanceRecords
import PerformanceStatistics

/// What a GPU's clock has to do with a slower time: equal cycles show that the clock fell and the code is as it was.
struct GPUClock {
  /// The medians of the sessions, now / then.
  private let cycles: Double
  private let clock: Double

  /// Compares cycles and clocks; `nil` where a side did not read both.
  /// - Parameters:
  ///   - then: the medians of the sessions that are compared with, by metric.
  ///   - now: the sessions that are worse.
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

  /// What is shown beside a number that regressed; `nil` where neither the clock nor the cycles changed.
  var change: GPUClockChange? {
    if cycles > 1 + GPURule.sameCycles { return .moreCycles(cycles - 1) }
    guard cycles >= 1 - GPURule.sameCycles, clock < 1 - GPURule.lowerClock else { return nil }
    return .lowerClock(1 - clock)
  }

  /// Why a worse number may still be no regression: as many cycles of a clock that is much lower.
  var excuse: GPUClockChange? { clock < 1 - GPURule.slowerGPU && cycles <= 1 + GPURule.sameCycles ? change : nil }

  /// The middle session's number.
  static func median(of readings: [MetricReading]) -> Double? {
    median(of: readings.compactMap(\.summary))
  }

  /// The middle session's number on file.
  static func median(of baseline: BaselineMetric) -> Double? {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    return median(of: sessions.summaries(baseline.metric.direction))
  }

  private static func median(of summaries: [Double]) -> Double? {
    summaries.allSatisfy(\.isFinite) ? Quantile.median(of: summaries) : nil
  }
}
