import Foundation
import PerformanceHistory
import PerformanceOperations
import PerformanceRecords
import Testing

@Suite("Indicators count events of runs")
struct IndicatorTests {
  private func run(
    _ outcomes: [Verdict.Outcome: Int] = [.same: 9], finished: Bool = true, branch: String = "main",
    benchmarks: Int = 10, points: [HistoryPoint.InSeries] = []
  ) -> RunObservation {
    var provenance = RunProvenance()
    provenance.branch = branch
    return RunObservation(
      run: HistoryRun(name: "r", time: 5, isFinished: finished, provenance: provenance),
      digest: RunDigest(benchmarks: benchmarks, outcomes: outcomes), points: points)
  }

  private func count(_ indicator: Indicator, _ runs: RunObservation...) -> [[Int]] {
    indicator.events(of: runs).map { [$0.good, $0.total] }
  }

  @Test("Finished, judging and green runs")
  func runs() {
    let (red, open, empty) = (run([.same: 9, .regressed: 1]), run(finished: false), run([.new: 3]))
    #expect(count(.finishedRuns, run(), red, open) == [[1, 1], [1, 1], [0, 1]])
    #expect(count(.judgedRuns, run(), red, open, empty) == [[1, 1], [1, 1], [0, 1]])
    #expect(count(.greenRuns(branch: nil), run(), red, open, empty) == [[1, 1], [0, 1]])
    #expect(count(.greenRuns(branch: "main"), run(branch: "topic"), red) == [[0, 1]])
  }

  @Test("Undecided pairs are in neither number, accepted ones are good")
  func pairs() {
    let outcomes: [Verdict.Outcome: Int] = [
      .same: 80, .improved: 5, .accepted: 1, .regressed: 2, .overBudget: 1, .ambiguous: 7, .incomparable: 4,
    ]
    #expect(count(.pairs, run(outcomes), run([.ambiguous: 5])) == [[86, 89]])
  }

  @Test("Results within a limit, and steady series")
  func points() {
    func point(_ test: String, _ value: Double, _ samples: [Double]) -> HistoryPoint.InSeries {
      let series = HistorySeries(
        benchmark: BenchmarkID(module: "M", suite: ["S"], test: test), metric: "wallClock", unit: .nanoseconds,
        direction: .lowerIsBetter, kind: .sampled, environment: "m")
      return HistoryPoint.InSeries(
        series: series,
        point: HistoryPoint(
          value: value, sessions: 2, samples: samples.count,
          statistics: PointStatistics(samples: samples, around: value)))
    }
    let measured = run(points: [
      point("a()", 90, [90, 90, 91]), point("b()", 110, [60, 110, 170]), point("c()", 95, [95, 95, 95]),
    ])
    let limit = Indicator.results(benchmark: BenchmarkPattern("M.S/*"), metric: "wallClock", limit: 100)
    #expect(count(limit, measured) == [[2, 3]])
    #expect(count(.results(benchmark: BenchmarkPattern("Other*"), metric: "wallClock", limit: 1), measured) == [])
    #expect(count(.steadySeries(share: 0.1), measured) == [[2, 3]])
  }

  @Test("Bodies that fail, and baselines by their age")
  func others() throws {
    #expect(count(.passedBodies, run([.failed: 2])) == [[8, 10]])
    let days = try ["2026-01-01", "2026-01-31", "2026-02-10"].map { try #require(Day($0)) }
    var sources = IndicatorSources()
    sources.recorded = days
    let now = Double(try #require(Day("2026-02-20")).number) * 86_400 + 7
    #expect(
      sources.events(of: .freshBaselines(days: 30), now: now) == [
        ObjectiveEvents(time: now, run: "baselines", good: 2, total: 3)
      ])
  }
}
