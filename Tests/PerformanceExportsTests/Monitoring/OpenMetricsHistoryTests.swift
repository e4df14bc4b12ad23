import PerformanceExports
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("The history as metrics")
struct OpenMetricsHistoryTests {
  private static func run(times: [Double?], values: [Double], metric: MetricDescription = Example.wallClock)
    -> ReportedRun
  {
    var run = MonitoringExample.run()
    let axis = TrendAxis(branch: "main", positions: times.map { TrendAxis.Position(time: $0) })
    let trend = Trend(
      benchmark: MonitoringExample.id, metric: metric, environment: metric.isOfMachine ? "epyc" : "swift6.3",
      values: values)
    run.history = ReportedHistory(axis: axis, period: 0..<times.count, trends: [trend])
    return run
  }

  @Test("Times have the labels of a push, and counts the toolchain instead of a machine")
  func labels() throws {
    let times = try OpenMetricsHistoryExporter.text(of: Self.run(times: [1_000, 2_000.5], values: [100, 200]))
    let bench = #"bench="Shop.Cart/Totals/sum(of:)/10 items",branch="main",job="perftest""#
    #expect(
      times.split(separator: "\n").suffix(3) == [
        #"perf_bench_duration_seconds{\#(bench),machine="epyc",stat="best",suite="Shop.Cart/Totals"} 1e-07 1000"#,
        #"perf_bench_duration_seconds{\#(bench),machine="epyc",stat="best",suite="Shop.Cart/Totals"} 2e-07 2000.5"#,
        "# EOF",
      ])
    let counts = try OpenMetricsHistoryExporter.text(
      of: Self.run(times: [1_000], values: [12], metric: Example.allocations))
    #expect(
      counts.contains(#"perf_bench_allocations{\#(bench),suite="Shop.Cart/Totals",toolchain="swift6.3"} 12 1000"#))
  }

  @Test("Samples are in the order of time, and positions without a time or a value have none")
  func order() throws {
    let run = Self.run(times: [3_000, nil, 1_000, 2_000, 2_000, 4_000], values: [3, 9, 1, 2, 8, .nan])
    let text = try OpenMetricsHistoryExporter.text(of: run)
    let samples = MonitoringExample.lines(of: text, beginning: "perf_bench").map {
      $0.split(separator: " ").suffix(2).joined(separator: " ")
    }
    #expect(samples == ["1e-09 1000", "2e-09 2000", "3e-09 3000"])
  }

  @Test("Without a history, or without times, there is nothing")
  func empty() throws {
    #expect(try OpenMetricsHistoryExporter.text(of: MonitoringExample.run()) == "# EOF\n")
    #expect(try OpenMetricsHistoryExporter.text(of: Self.run(times: [nil], values: [1])) == "# EOF\n")
  }

  @Test("What a history has no sum or state of is in its own unit")
  func energy() throws {
    let energy = MetricDescription(name: "gpu.energyTotal", unit: .joules, gpu: .board)
    let text = try OpenMetricsHistoryExporter.text(of: Self.run(times: [1_000], values: [5], metric: energy))
    #expect(text.contains(#"metric="gpu.energyTotal""#) && text.contains(#"unit="J"} 5 1000"#))
    #expect(!text.contains("perf_gpu_energy"))
  }
}
