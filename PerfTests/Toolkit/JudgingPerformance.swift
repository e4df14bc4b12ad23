import PerformanceRecords
import PerformanceRegression
import PerformanceTesting
import Testing

/// Judging a run against its baselines.
///
/// A regression means that the verdicts of a large suite are waited for; ten thousand benchmarks must take less than a
/// second.
@Suite(.performance, .duration(.milliseconds(40)), .metrics(.wallClock))
struct JudgingPerformance {
  @Test func judgeAThousandBenchmarks() {
    let ledger = Ledger(benchmarks: 1_000, metrics: [Ledger.times[0]])
    let judge = Self.judge(ledger)
    let sessions = ledger.sessions.map { [$0] }
    measure(throughput: .elements(1_000)) { sessions.reduce(into: 0) { $0 += judge.judge($1).verdicts.count } }
  }

  @Test(.samples(2), .budget(.wallClock, minimum: .seconds(1)))
  func judgeTenThousandBenchmarksOfFiveMetrics() {
    let ledger = Ledger(benchmarks: 10_000)
    let judge = Self.judge(ledger)
    let sessions = ledger.sessions.map { [$0] }
    measure(throughput: .elements(50_000)) { sessions.reduce(into: 0) { $0 += judge.judge($1).verdicts.count } }
  }

  private static func judge(_ ledger: Ledger) -> BenchmarkJudge {
    BenchmarkJudge(finder: ComparisonFinder(loaded: ledger.loaded, environment: Ledger.environment))
  }
}
