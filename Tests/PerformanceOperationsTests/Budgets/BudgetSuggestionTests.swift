import PerformanceHistory
import PerformanceOperations
import PerformanceRecords
import Testing

@Suite("Limits from the history")
struct BudgetSuggestionTests {
  private let suggestion = BudgetSuggestion(results: 10, margin: 10)

  @Test("The worst of the newest results counts, without one that lies far from the others")
  func worst() {
    let steady: [Double] = [100, 101, 102, 100, 101, 99, 100, 103, 101, 100]
    #expect(suggestion.worst(of: steady, better: .lowerIsBetter) == 103)
    #expect(suggestion.worst(of: steady, better: .higherIsBetter) == 99)
    #expect(suggestion.worst(of: steady + [400], better: .lowerIsBetter) == 103)
    #expect(suggestion.worst(of: [900] + steady, better: .lowerIsBetter) == 103)
    // Five scaled deviations are less than eight.
    #expect(suggestion.worst(of: steady + [112], better: .lowerIsBetter) == 103)
    // A level of long ago is none of the newest results.
    #expect(suggestion.worst(of: [Double](repeating: 200, count: 10) + steady, better: .lowerIsBetter) == 103)
    // A level that returns is no accident.
    let two: [Double] = [100, 140, 101, 141, 99, 139, 100, 140, 101, 141]
    #expect(suggestion.worst(of: two, better: .lowerIsBetter) == 141)
    #expect(suggestion.worst(of: [7, 7, 7], better: .lowerIsBetter) == 7)
    #expect(suggestion.worst(of: [], better: .lowerIsBetter) == nil)
  }

  @Test(
    "The limit has the margin and three digits, rounded towards more room",
    arguments: [
      ([100.0], MetricDescription.Direction.lowerIsBetter, 110.0), ([12_345], .lowerIsBetter, 13_600),
      ([12_345], .higherIsBetter, 11_100), ([3], .lowerIsBetter, 3.3), ([1.1], .lowerIsBetter, 1.21),
      ([0], .lowerIsBetter, 0),
      ([0.001234], .lowerIsBetter, 0.00136),
    ])
  func limit(values: [Double], direction: MetricDescription.Direction, expected: Double) throws {
    let limit = try #require(suggestion.limit(of: values, better: direction))
    #expect(abs(limit - expected) <= 1e-9 * abs(expected))
  }

  @Test("Where most results are equal, one that differs is no accident")
  func equal() {
    let values: [Double] = [12, 12, 12, 12, 12, 12, 12, 14]
    #expect(suggestion.worst(of: values, better: .lowerIsBetter) == 14)
  }

  @Test("A budget says how many results it comes from, and has a name of letters, digits and dashes")
  func rule() throws {
    let series = HistorySeries(
      benchmark: BenchmarkID(module: "M", suite: ["JSON"], test: "decode(_:)", label: "100 %"), metric: "größe (peak)",
      unit: .nanoseconds, direction: .lowerIsBetter, kind: .sampled, environment: "m")
    func point(_ value: Double) -> HistoryPoint.InRun {
      HistoryPoint.InRun(
        run: HistoryRun(name: "r", time: 1),
        point: HistoryPoint(
          value: value, sessions: 1, samples: 1, statistics: PointStatistics(samples: [value], around: value)))
    }
    let many = try #require(suggestion.rule(for: series, (0..<14).map { _ in point(100) }, owner: "store"))
    #expect(many.note == "worst of 10 + 10 %" && many.limit == 110 && many.owner == "store")
    #expect(many.benchmark.matches(series.benchmark) && many.metric == series.metric)
    #expect(
      many.id.wholeMatch(of: /[A-Za-z0-9]+(-[A-Za-z0-9]+)*/) != nil && many.id.hasPrefix("JSON-decode"), "\(many.id)")
    #expect(try #require(suggestion.rule(for: series, [point(1)], owner: nil)).note == "worst of 1 + 10 %")
    #expect(suggestion.rule(for: series, [], owner: nil) == nil)
  }
}
