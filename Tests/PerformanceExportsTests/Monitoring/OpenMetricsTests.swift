import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("Metrics as text")
struct OpenMetricsTests {

  @Test("The numbers of a GPU have its identifier, and what throttled it is a set of states")
  func gpu() throws {
    let text = try OpenMetricsExporter.text(of: MonitoringExample.gpuRun())
    let labels = #"bench="CatalogTests.Catalog/decode()",gpu="\#(Example.gpu.uuid)""#
    let suite = #"suite="CatalogTests.Catalog""#
    #expect(
      MonitoringExample.lines(of: text, beginning: "perf_gpu") == [
        #"perf_gpu_utilization_ratio{\#(labels),kind="sm",\#(suite)} 0.5"#,
        #"perf_gpu_utilization_ratio{\#(labels),kind="memory",\#(suite)} 0.25"#,
        "perf_gpu_memory_used_bytes{\(labels),\(suite)} 1.048576e+06",
        "perf_gpu_energy_joules_total{\(labels),\(suite)} 200",
        #"perf_gpu_clock_hertz{\#(labels),kind="sm",\#(suite)} 1.98e+09"#,
        #"perf_gpu_throttle{\#(labels),\#(suite),perf_gpu_throttle="power"} 1"#,
        #"perf_gpu_throttle{\#(labels),\#(suite),perf_gpu_throttle="thermal"} 0"#,
        #"perf_gpu_info{architecture="Hopper",driver="580.65.06",gpu="\#(Example.gpu.uuid)",name="NVIDIA H200"} 1"#,
      ])
    #expect(text.contains(#"perf_bench_value{\#(labels),metric="gpu.powerMean",\#(suite),unit="W"} 412.5"#))
  }

  @Test("A run without a GPU, verdicts or a start has none of their families")
  func absent() throws {
    let session = Example.session("decode()", wallClock: 100)
    let run = ReportedRun(MonitoringExample.summary([.session(SessionEvent(round: 1, session: session))]))
    let names = run.metricFamilies.map(\.name)
    #expect(
      names == [
        "perf_run_timestamp_seconds", "perf_run_verdict", "perf_bench_duration_seconds", "perf_bench_samples",
        "perf_bench_sessions", "perf_bench_cpu_seconds", "perf_bench_allocations",
      ])
    #expect(ReportedRun(MonitoringExample.summary([])).metricFamilies.map(\.name) == ["perf_run_verdict"])
  }

  @Test("A change of 25 % is 0.25 whichever way is better, and its interval is in order")
  func regression() throws {
    let text = try OpenMetricsExporter.text(of: MonitoringExample.run())
    let lines = MonitoringExample.lines(of: text, beginning: "perf_bench_regression_ratio")
    #expect(lines.contains { $0.contains(#"bound="point""#) && $0.contains("throughput") && $0.hasSuffix(" 0.25") })
    let time = lines.filter { $0.contains("wallClock") }.compactMap { $0.split(separator: " ").last }
    #expect(time == ["0.25", "0.1875", "0.3125"])
  }

  @Test("The scatter of times is recovered")
  func noise() throws {
    var random = SplitMix64(seed: 3)
    // The median absolute deviation of a uniform distribution is a quarter of its width.
    let values = (0..<2_000).map { _ in random.number(in: 900...1_100) }
    let session = BenchmarkSession(
      id: Example.id, location: Example.location, iterations: 1,
      readings: [MetricReading(Example.wallClock, values: values)])
    let run = ReportedRun(MonitoringExample.summary([.session(SessionEvent(round: 1, session: session))]))
    let family = try #require(run.metricFamilies.first { $0.name == "perf_bench_noise_ratio" })
    guard case .number(let noise, _)? = family.series.first?.content else {
      Issue.record("no number")
      return
    }
    #expect(abs(noise - 0.05) < 0.005)
  }

  @Test("Two benchmarks whose ids read the same have different labels")
  func collision() throws {
    let ids = [
      BenchmarkID(module: "M", suite: ["S"], test: "a/b"),
      BenchmarkID(module: "M", suite: ["S"], test: "a", label: "b"),
    ]
    let sessions = ids.map { id in
      BenchmarkSession(
        id: id, location: Example.location, iterations: 1, readings: [MetricReading(Example.allocations, values: [1])])
    }
    let bodies = sessions.map { RunEvent.Body.session(SessionEvent(round: 1, session: $0)) }
    let text = try OpenMetricsExporter.text(of: ReportedRun(MonitoringExample.summary(bodies)))
    let lines = MonitoringExample.lines(of: text, beginning: "perf_bench_allocations")
    #expect(lines.count == 2 && Set(lines).count == 2)
    for line in lines { #expect(line.contains(/bench="M.S\/a\/b #[0-9a-f]{16}"/)) }
  }

  @Test("A metric that a test named like one of this package, in another unit, is none of its family")
  func ownNames() throws {
    let own = MetricReading(MetricDescription(name: "allocations", unit: MetricUnit("pages")), values: [3])
    let session = BenchmarkSession(id: Example.id, location: Example.location, iterations: 1, readings: [own])
    let run = ReportedRun(MonitoringExample.summary([.session(SessionEvent(round: 1, session: session))]))
    let text = try OpenMetricsExporter.text(of: run)
    #expect(!text.contains("perf_bench_allocations"))
    #expect(text.contains(#"perf_bench_value{bench="CatalogTests.Catalog/decode()",metric="allocations""#))
  }

  @Test("Exemplars name the trace that a tracer started, and leave out what is longer than 128 characters")
  func exemplars() throws {
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let text = try OpenMetricsExporter.text(of: MonitoringExample.run(traceParent: parent))
    let line = try #require(
      MonitoringExample.lines(of: text, beginning: "perf_bench_judged_total{verdict=\"same\"}").first)
    let run = MonitoringExample.runID
    #expect(line.hasSuffix(##" # {run_id="\##(run)",trace_id="4bf92f3577b34da6a3ce929d0e0e4736"} 1 1769860942.25"##))
    // The name of the benchmark does not fit beside the two.
    #expect(!text.contains("# {bench"))
  }
}
