import PerformanceRecords
import PerformanceStatistics

/// What a GPU's clock has to do with a slower time: equal cycles say that the clock fell and the code is as it was.
struct GPUClock {
  /// How far cycles may be apart and still be the same.
  private static let sameCycles = 0.05
  /// How much lower a clock must be before it is said to be.
  private static let lowerClock = 0.02
  /// How much lower a clock must be to excuse what is worse: as much as a slower processor excuses.
  private static let slowerGPU = 0.1

  /// The medians of the sessions, now / then.
  private let cycles: Double
  private let clock: Double

  /// Compares cycles and clocks; `nil` where a side did not read both.
  /// - Parameters:
  ///   - then: the medians of the sessions that are compared with, by metric.
  ///   - now: sessions that speak for a regression.
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

  /// What stands beside a time that regressed; `nil` where neither the clock nor the cycles tell anything.
  var text: String? {
    if cycles > 1 + Self.sameCycles { return "the GPU took \(Self.percent(cycles - 1)) more cycles" }
    guard cycles >= 1 - Self.sameCycles, clock < 1 - Self.lowerClock else { return nil }
    return "the GPU's clock was \(Self.percent(1 - clock)) lower; the cycles are the same"
  }

  /// Why a worse time or energy may still be no regression: as many cycles of a clock that is much lower.
  var caveat: String? { clock < 1 - Self.slowerGPU && cycles <= 1 + Self.sameCycles ? text : nil }

  /// The middle session's number.
  static func median(of readings: [MetricReading]) -> Double? {
    median(of: readings.compactMap(BenchmarkJudge.summary))
  }

  /// The middle session's number on file.
  static func median(of baseline: BaselineMetric) -> Double? {
    guard case .sampled(let sessions) = baseline.content else { return nil }
    return median(of: sessions.summaries(baseline.metric.direction))
  }

  private static func median(of summaries: [Double]) -> Double? {
    summaries.allSatisfy(\.isFinite) ? Quantile.median(of: summaries) : nil
  }

  private static func percent(_ share: Double) -> String { "\(Int((min(share, 1000) * 100).rounded())) %" }
}
