import PerformanceOperations
import PerformanceRecords
import Testing

@Suite("The benchmarks of a budget")
struct BudgetMatchesTests {
  private let all = [
    BenchmarkID(module: "M", suite: ["JSON"], test: "decode()", label: "large"),
    BenchmarkID(module: "M", suite: ["JSON"], test: "decode()"),
    BenchmarkID(module: "M", suite: ["Sort"], test: "sort(count:)", label: "10"),
  ]

  @Test(
    "A pattern describes whole ids, and a star stands for any characters",
    arguments: [
      ("M.JSON/*", [1, 0]), ("*", [1, 0, 2]), ("M.JSON/decode()", [1]), ("*/decode()/l?rge", [0]),
      ("M.*(*)*", [1, 0, 2]),
      ("JSON", []), ("", []), ("*sort*10", [2]), ("*sort*1", []), ("**decode()**", [1, 0]),
    ])
  func patterns(_ pattern: String, _ expected: [Int]) {
    let rule = BudgetRule(id: "a", benchmark: BenchmarkPattern(pattern), metric: "instructions", percent: 10)
    #expect(BudgetMatches(rule, in: all).benchmarks == expected.map { all[$0] })
  }
}
