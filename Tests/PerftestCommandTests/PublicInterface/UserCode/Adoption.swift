// What users write, compiled as they compile it: without access to the package.
import PerformanceTesting
import Testing

@Suite(.performance, .metrics(.standard, .cpuTime, .memory), .duration(.milliseconds(20)), .samples(10), .warmup(.zero))
struct CatalogPerformance {
  @Test(
    .budget(.wallClock, p50: .milliseconds(1), p99: .milliseconds(5)), .budget(.allocations, maximum: 12),
    .budget(.io, mean: 0), .tolerance(.memory, .percent(5)), .tolerance(.wallClock, .absolute(100)),
    .counting(.off), .environment("LANG"))
  func decode() throws {
    let result = measure("json", throughput: .bytes(1_024)) { blackBox("12").count }
    if let time = result.wallClock {
      #expect(time.minimum <= time.p50 && time.median <= time.p90 && time.p95 <= time.p99 && time.mean <= time.maximum)
      #expect(time.quantile(0.999) < .seconds(1))
    }
    #expect(try #require(result[.allocations]).mean >= 0)
    #expect(result["hits"]?.samples == nil)
    result.record(CustomMetric("hits", value: 3, unit: .count))
    result.record(
      CustomMetric(
        "rate", value: 0.93, unit: MetricUnit("share"), direction: .higherIsBetter, kind: .exact,
        tolerance: Tolerance(relative: 0.1, absolute: 0.01)))
    for verdict in result.verdicts where verdict.metric == Metric.wallClock.name {
      switch verdict.outcome {
      case .regressed, .overBudget: print(result.id, verdict, verdict.ratio ?? 1, verdict.unit?.rawValue ?? "")
      default: break
      }
    }
  }

  @Test func forms() async throws {
    measure(setup: { [3, 1, 2] }) { $0.sort() }
    measure { stopwatch in
      stopwatch.start()
      stopwatch.stop()
    }
    await measure { () async in await Task.yield() }
    let metrics: [any MetricSelection] = [.wallClock, .io]
    #expect(metrics.flatMap(\.metrics).count == 3)
  }
}
