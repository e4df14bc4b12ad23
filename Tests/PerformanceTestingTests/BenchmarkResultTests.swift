import Foundation
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import PerformanceText
import Testing

@Suite("The result of a benchmark")
struct BenchmarkResultTests {
  private static func result(_ sessions: [Double]...) -> BenchmarkResult {
    BenchmarkResult(
      id: Example.id, isMeasured: true,
      sessions: sessions.map { values in
        BenchmarkSession(
          id: Example.id, location: Example.location, iterations: 1,
          readings: [
            MetricReading(Example.wallClock, values: values),
            MetricReading(Example.allocations, unavailable: .external("nothing counts")),
            CustomMetric("hits", value: values.first ?? 0, unit: .count).reading,
          ])
      }, verdicts: [])
  }

  @Test("has the samples of all sessions in ascending order")
  func pooled() {
    let statistics = Self.result([30, 10], [20], [50, 40])[.wallClock]
    #expect(statistics?.samples == [10, 20, 30, 40, 50])
    #expect(statistics?.minimum == 10)
    #expect(statistics?.median == 30)
    #expect(statistics?.maximum == 50)
    #expect(statistics?.mean == 30)
    #expect(statistics?.quantile(0.25) == 20)
  }

  // q <- quantile(c(0:99, 400), c(0.5, 0.9, 0.95, 0.99), type = 7) of R, and mean(c(0:99, 400))
  @Test(
    "has the statistics that a budget can limit",
    arguments: [
      (\SampleStatistics.minimum, \DurationStatistics.minimum, 0.0), (\.p50, \.p50, 50), (\.median, \.median, 50),
      (\.p90, \.p90, 90), (\.p95, \.p95, 95), (\.p99, \.p99, 99), (\.maximum, \.maximum, 400),
      (\.mean, \.mean, 5350 / 101),
    ] as [(KeyPath<SampleStatistics, Double> & Sendable, KeyPath<DurationStatistics, Duration> & Sendable, Double)])
  func statistics(
    samples: KeyPath<SampleStatistics, Double> & Sendable, durations: KeyPath<DurationStatistics, Duration> & Sendable,
    value: Double
  ) throws {
    let result = Self.result((0..<100).map(Double.init) + [400])
    #expect(try #require(result[.wallClock])[keyPath: samples] == value)
    #expect(try #require(result.wallClock)[keyPath: durations] == .nanoseconds(value))
  }

  @Test("gives times as durations")
  func durations() throws {
    let wall = try #require(Self.result([1_000_000, 3_000_000, 2_000_000]).wallClock)
    #expect(wall.samples == [.milliseconds(1), .milliseconds(2), .milliseconds(3)])
    #expect(wall.quantile(0.75) == .microseconds(2500))
  }

  @Test("clamps probabilities", arguments: [(-1.0, 10.0), (0, 10), (1, 20), (7, 20), (.nan, 10)])
  func probabilities(probability: Double, value: Double) {
    #expect(Self.result([10, 20])[.wallClock]?.quantile(probability) == value)
  }

  @Test("has numbers by name, such as those of the test's own")
  func names() {
    let result = Self.result([30], [10])
    #expect(result["hits"]?.samples == [10, 30])
    #expect(result["wallClock"]?.samples == [10, 30])
    #expect(result["unknown"] == nil)
  }

  @Test("has no value of unmeasured or unavailable metrics")
  func absent() {
    let result = Self.result([10])
    #expect(result[.cpuTime] == nil)
    #expect(result[.allocations] == nil)
    let empty = Self.result()
    #expect(empty[.wallClock] == nil)
    #expect(empty.wallClock == nil)
  }

  @Test("keeps times below a nanosecond, and does not trap on times beyond any integer")
  func extremes() throws {
    let short = try #require(Self.result([0.5]).wallClock)
    #expect(short.median == .nanoseconds(0.5))
    #expect(short.median > .zero)
    for huge in [1e25, 1e300] {
      let long = try #require(Self.result([huge, huge]).wallClock)
      #expect(long.median > .seconds(1) && long.mean > .seconds(1))
    }
  }

  @Test("shows verdicts by outcome, metric and numbers, with the message of the test's issue")
  func verdicts() throws {
    let record = Verdict(
      benchmark: Example.id, metric: Example.wallClock, outcome: .regressed, reason: .everySessionWorse,
      baseline: 2_000_000, now: 3_000_000, sessions: 15)
    let result = BenchmarkResult(id: Example.id, isMeasured: true, sessions: [], verdicts: [record])
    #expect(result.id == Example.id.description)
    let verdict = try #require(result.verdicts.first)
    #expect(verdict.outcome == .regressed)
    #expect(verdict.metric == "wallClock" && verdict.unit == .nanoseconds)
    #expect(verdict.baseline == 2_000_000 && verdict.value == 3_000_000 && verdict.ratio == 1.5)
    #expect(verdict.description == record.sentence)
  }

  @Test("names every outcome that a verdict has", arguments: Verdict.Outcome.known)
  func outcomes(outcome: Verdict.Outcome) {
    let known: [BenchmarkVerdict.Outcome] = [
      .same, .improved, .regressed, .accepted, .ambiguous, .incomparable, .missing, .new, .contaminated, .failed,
      .overBudget, .disabled,
    ]
    #expect(known.contains(BenchmarkVerdict.Outcome(rawValue: outcome.name)))
  }

  @Test("of a single run in a debug build has its time and is marked as not measured")
  func smoke() {
    let result = measure { 1 + 1 }
    #expect(result.isMeasured == (BuildTraits.unmeasurable == nil))
    #expect(result[.wallClock] != nil)
    #expect(result.verdicts.isEmpty)
    result.record(CustomMetric("hits", value: 3, unit: .count))  // filed in a session process, and harmless elsewhere
  }
}
