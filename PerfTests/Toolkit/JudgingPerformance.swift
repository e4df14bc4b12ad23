import PerformanceRecords
import PerformanceRegression
import PerformanceTesting
import Testing

/// Judging a run against its baselines.
///
/// A regression means that the verdicts of a large suite are waited for. Ten thousand benchmarks take 0.4 s on a recent
/// server and must take less than two seconds on any runner: a budget of a second was exceeded on a slower one, by code
/// that nobody had changed.
@Suite(.performance, .duration(.milliseconds(40)), .metrics(.wallClock))
struct JudgingPerformance {
  @Test func judgeAThousandBenchmarks() {
    let ledger = Ledger(benchmarks: 1_000, metrics: [Ledger.times[0]])
    let judge = Self.judge(ledger)
    let sessions = ledger.sessions.map { [$0] }
    measure(throughput: .elements(1_000)) { sessions.reduce(into: 0) { $0 += judge.judge($1).verdicts.count } }
  }

  @Test(.samples(2), .budget(.wallClock, minimum: .seconds(2)))
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
