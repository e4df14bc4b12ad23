import PerformanceExports
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The history of regressions")
struct RegressionEpisodeTests {
  private let series = HistorySeries(
    benchmark: Example.id, metric: "wallClock", unit: .nanoseconds, direction: .lowerIsBetter, kind: .sampled,
    environment: "epyc")

  /// The regressions of runs with an outcome each, and the baseline that each was judged by.
  private func episodes(
    _ outcomes: [Verdict.Outcome?], values: [Double]? = nil, baselines: [Double]? = nil
  ) -> [RegressionEpisode] {
    let points = outcomes.enumerated().map { index, outcome in
      let value = values?[index] ?? (outcome == .regressed ? 150 : 100)
      return HistoryPoint.Listed(
        position: index,
        point: HistoryPoint(
          value: value, sessions: 3, samples: 45, statistics: PointStatistics(samples: [value], around: value),
          outcome: outcome, baseline: baselines?[index] ?? 100))
    }
    return RegressionEpisode.all(in: points, of: series)
  }

  @Test("A regression begins after the last good run, and is open while the newest verdict is red")
  func open() {
    let found = episodes([.same, .same, .regressed, .regressed])
    #expect(found.count == 1)
    #expect(found.first?.lastGood == 1 && found.first?.first == 2 && found.first?.last == 3)
    #expect(found.first?.state == .open)
  }

  @Test("A run that is as before fixes it, and a later one is another regression")
  func fixed() {
    let found = episodes([.same, .regressed, .same, .regressed])
    #expect(found.map(\.state) == [.fixed(at: 2), .open])
    #expect(found.map(\.lastGood) == [0, 2])
  }

  @Test("A run that is as before beside the new number on file is no fix")
  func recorded() {
    let found = episodes([.same, .regressed, .same], values: [100, 150, 149], baselines: [100, 100, 150])
    #expect(found.map(\.state) == [.recorded(at: 2)])
  }

  @Test("An accepted regression is not open, until it is red again")
  func accepted() {
    #expect(episodes([.same, .regressed, .accepted]).map(\.state) == [.accepted])
    #expect(episodes([.same, .accepted, .regressed]).map(\.state) == [.open])
  }

  @Test(
    "Undecided, disturbed and unjudged runs neither begin nor end one",
    arguments: [
      Verdict.Outcome.ambiguous, .contaminated, .incomparable, .new, nil,
    ])
  func undecided(outcome: Verdict.Outcome?) {
    #expect(episodes([.same, outcome, .same]).isEmpty)
    let found = episodes([.same, .regressed, outcome])
    #expect(found.map(\.state) == [.open] && found.map(\.last) == [1])
  }
}
