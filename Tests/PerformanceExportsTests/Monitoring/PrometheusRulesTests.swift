import PerformanceExports
import PerformanceTestSupport
import Testing

@Suite("Rules of Prometheus")
struct PrometheusRulesTests {
  @Test("Only the families of the run have rules")
  func families() throws {
    let gpu = try PrometheusRulesExporter.text(of: MonitoringExample.gpuRun())
    #expect(gpu.contains("PerformanceGPUThrottled") && !gpu.contains("perf_bench_judged_total"))
    let empty = try PrometheusRulesExporter.text(of: ReportedRun(MonitoringExample.summary([])))
    #expect(empty.contains("PerformanceRunUnfinished") && !empty.contains("PerformanceRunStale"))
  }

  @Test("Scalars are quoted by the rules of YAML")
  func scalars() {
    #expect(
      PrometheusRuleFile.quoted("a\"b\\c\nd\te\u{7}f\u{85}g\u{2028}h\u{FEFF}é👩‍👩‍👧")
        == #""a\"b\\c\nd\te\x07f\x85g\u2028h\ufeffé👩‍👩‍👧""#)
  }
}
