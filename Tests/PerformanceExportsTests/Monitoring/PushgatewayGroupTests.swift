import PerformanceExports
import PerformanceRecords
import PerformanceTestSupport
import Testing

@Suite("The group of a push")
struct PushgatewayGroupTests {
  private static func path(branch: String?) throws -> String {
    var provenance = RunProvenance()
    provenance.branch = branch
    let start = RunStart(mode: "gate", environment: Example.environment, provenance: provenance)
    let run = ReportedRun(MonitoringExample.summary([.runStarted(start)]))
    return try #require(PrometheusExporter.delivery).path(run)
  }

  private static let machine = "/machine/amd-epyc-7r13-25.1.1-2cpu-kvm"

  @Test(
    "It is the job with the branch and the machine class; what a path could change is in base64",
    arguments: [
      ("main", "/branch/main"), ("feature/x", "/branch@base64/ZmVhdHVyZS94"), ("..", "/branch@base64/Li4="),
      ("a b?c#d%", "/branch@base64/YSBiP2MjZCU="), ("ÿþ?>", "/branch@base64/w7_Dvj8-"), (nil, ""), ("", ""),
    ])
  func path(branch: String?, segment: String) throws {
    #expect(try Self.path(branch: branch) == "/metrics/job/perftest" + segment + Self.machine)
  }

  @Test("A run without a start is of the job alone")
  func withoutStart() throws {
    let run = ReportedRun(MonitoringExample.summary([]))
    #expect(try #require(PrometheusExporter.delivery).path(run) == "/metrics/job/perftest")
  }
}
