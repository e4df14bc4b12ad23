import PerformanceOperations
import Testing

@Suite("How benchmarks are used")
struct BenchmarkUsageTests {
  private static func results(
    _ benchmark: String, runs: ClosedRange<Int>, red: Set<Int> = [], nanoseconds: Double? = nil, noise: Double? = nil
  ) -> [BenchmarkUsage.Result] {
    runs.map { run in
      BenchmarkUsage.Result(
        benchmark: benchmark, run: "r\(run)", time: Double(run), isRed: red.contains(run), nanoseconds: nanoseconds,
        noise: noise)
    }
  }

  private static let usage = BenchmarkUsage(
    results("old", runs: 1...12, red: [3], nanoseconds: 10, noise: 0.2)
      + results("gone", runs: 1...4, nanoseconds: 500) + results("new", runs: 2...12, red: [4, 5], noise: 0.01)
      + results("tried", runs: 11...11), whole: ["r5", "r12"])

  @Test("Those that came, stayed and went are distinguished")
  func states() {
    let rows = Self.usage.rows
    #expect(rows.map(\.benchmark) == ["gone", "new", "old", "tried"])
    #expect(rows.map(\.isAdded) == [false, true, false, true])
    #expect(rows.map(\.isRemoved) == [true, false, false, true])
    #expect(rows.map(\.isSettled) == [false, true, true, false])
    #expect(Self.usage.completionShare == 0.5)
    #expect(BenchmarkUsage([], whole: []).completionShare == nil)
  }

  @Test("A benchmark that came, ran often and went has not stayed")
  func completion() {
    let usage = BenchmarkUsage(
      Self.results("old", runs: 1...30) + Self.results("stays", runs: 2...30) + Self.results("left", runs: 2...20),
      whole: ["r30"])
    #expect(usage.rows.filter(\.isSettled).count == 3 && usage.completionShare == 0.5)
  }

  @Test("Each order has the greatest first, and leaves out those without the number")
  func orders() {
    #expect(Self.usage.top(.runs, 2).map(\.benchmark) == ["old", "new"])
    #expect(Self.usage.top(.red, 9).map(\.benchmark) == ["new", "old"])
    #expect(Self.usage.top(.time, 9).map(\.benchmark) == ["gone", "old"])
    #expect(Self.usage.top(.noise, 9).map(\.benchmark) == ["old", "new"])
  }

  @Test("A run without filters alone shows that a benchmark is gone")
  func partialRuns() {
    let usage = BenchmarkUsage(Self.results("a", runs: 1...1) + Self.results("b", runs: 2...2), whole: [])
    #expect(usage.rows.allSatisfy { !$0.isRemoved })
  }

  @Test("Three kinds of machines have a row each, the busiest first")
  func runners() {
    let runs = (0..<6).map { (number: Int) -> UsageRun in
      UsageRun(
        name: "\(number)", time: Double(number), seconds: 10, isFinished: number != 0,
        machine: number < 3 ? "b" : number < 5 ? "a" : "c", isRed: number == 1, verdicts: number == 5 ? 0 : 10,
        contaminated: number == 1 ? 3 : 0)
    }
    let rows = RunnerUsage.rows(of: runs)
    #expect(rows.map(\.machine) == ["b", "a", "c"] && rows.map(\.runs) == [3, 2, 1])
    #expect(rows[0].unfinished == 1 && rows[0].red == 1 && rows[0].seconds == 30 && rows[0].contaminatedShare == 0.1)
    #expect(rows[2].contaminatedShare == 0)
  }
}
