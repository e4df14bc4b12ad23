import PerformanceStatistics
import PerformanceTesting
import Testing

/// The statistics behind each verdict.
///
/// A regression means that a gate over many benchmarks spends its time on numbers instead of on sessions.
@Suite(.performance, .duration(.milliseconds(40)))
struct StatisticsPerformance {
  private static let samples = SplitMix64.integers(1_000).map { Double($0 % 100_000) }

  @Test func quantilesOfAThousandSamples() {
    let sorted = Self.samples.sorted()
    measure {
      stride(from: 0.0, through: 1, by: 0.001).reduce(into: 0.0) { $0 += Quantile.value($1, ofSorted: sorted) ?? 0 }
    }
  }

  @Test("The exact distribution of Mann and Whitney", arguments: [12, 30])
  func mannWhitney(sessions: Int) {
    measure("\(sessions)") { MannWhitney.distribution(first: sessions, second: sessions) }
  }

  @Test func intervalOfFifteenSessions() {
    let baseline = Array(Self.samples.prefix(12)).map { $0 + 1 }
    let now = Array(Self.samples.suffix(15)).map { $0 + 1 }
    measure { RatioInterval(now: now, baseline: baseline) }
  }
}
