import Foundation
import PerformanceMeasurement
import PerformanceTestSupport
import PerformanceTesting
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
            MetricReading(Example.allocations, unavailable: "nothing counts"),
            CustomMetric("hits", values.first ?? 0, unit: .count).reading,
          ])
      }, verdicts: [])
  }

  @Test("pools the samples of all sessions in ascending order")
  func pooled() {
    let statistics = Self.result([30, 10], [20], [50, 40])[.wallClock]
    #expect(statistics?.samples == [10, 20, 30, 40, 50])
    #expect(statistics?.minimum == 10)
    #expect(statistics?.median == 30)
    #expect(statistics?.maximum == 50)
    #expect(statistics?.quantile(0.25) == 20)
    #expect(statistics?.p95 == 48)
  }

  @Test("gives times as durations")
  func durations() {
    let wall = Self.result([1_000_000, 3_000_000, 2_000_000]).wallClock
    #expect(wall.minimum == .milliseconds(1))
    #expect(wall.median == .milliseconds(2))
    #expect(wall.maximum == .milliseconds(3))
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

  @Test("has nothing of what was not measured or is unavailable")
  func absent() {
    let result = Self.result([10])
    #expect(result[.cpuTime] == nil)
    #expect(result[.allocations] == nil)
    let empty = Self.result()
    #expect(empty[.wallClock] == nil)
    #expect(empty.wallClock.median == .zero && empty.wallClock.maximum == .zero)
  }

  @Test("keeps what is shorter than a nanosecond, and does not trap on times that no integer holds")
  func extremes() {
    #expect(Self.result([0.5]).wallClock.median == .nanoseconds(0.5))
    #expect(Self.result([0.5]).wallClock.median > .zero)
    #expect(Self.result([1e25]).wallClock.median > .seconds(1))
  }

  @Test("of a single run in a debug build has its time and says that it is not measured")
  func smoke() {
    let result = measure { 1 + 1 }
    #expect(result.isMeasured == (BuildTraits.unmeasurable == nil))
    #expect(result[.wallClock] != nil)
    #expect(result.verdicts.isEmpty)
    result.record(CustomMetric("hits", 3, unit: .count))  // filed in a session process, and harmless elsewhere
  }
}
