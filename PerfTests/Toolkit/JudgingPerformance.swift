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
  @Test func judgeOneBenchmark() {
    let ledger = Ledger(benchmarks: 50)
    let judge = Self.judge(ledger)
    let sessions = [ledger.sessions[25]]
    measure { judge.judge(sessions).verdicts.count }
  }

  @Test func judgeAThousandBenchmarks() {
    let ledger = Ledger(benchmarks: 1_000, metrics: [Ledger.times[0]])
    let judge = Self.judge(ledger)
    let sessions = ledger.sessions.map { [$0] }
    measure(throughput: .elements(1_000)) { sessions.reduce(into: 0) { $0 += judge.judge($1).verdicts.count } }
  }

  @Test(.samples(3), .budget(.wallClock, .minimum, .seconds(1)))
  func judgeTenThousandBenchmarksOfFiveMetrics() {
    let ledger = Ledger(benchmarks: 10_000)
    let judge = Self.judge(ledger)
    let sessions = ledger.sessions.map { [$0] }
    measure(throughput: .elements(50_000)) { sessions.reduce(into: 0) { $0 += judge.judge($1).verdicts.count } }
  }

  @Test func findRecordedBenchmarksThatAreMissing() {
    let ledger = Ledger(benchmarks: 500)
    let finder = ComparisonFinder(loaded: ledger.loaded, environment: Ledger.environment)
    let measured = Set(ledger.sessions.prefix(450).map(\.id))
    measure(throughput: .elements(500)) {
      MissingBenchmarks.verdicts(recorded: finder.recorded, measured: measured) { _ in false }.count
    }
  }

  @Test func findIterationCounts() {
    let ledger = Ledger(benchmarks: 500)
    let finder = ComparisonFinder(loaded: ledger.loaded, environment: Ledger.environment)
    let ids = ledger.sessions.map(\.id)
    measure(throughput: .elements(500)) { ids.reduce(into: 0) { $0 += finder.iterations(of: $1) ?? 0 } }
  }

  private static func judge(_ ledger: Ledger) -> BenchmarkJudge {
    BenchmarkJudge(finder: ComparisonFinder(loaded: ledger.loaded, environment: Ledger.environment))
  }
}
