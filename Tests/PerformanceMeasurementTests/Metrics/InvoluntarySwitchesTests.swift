import PerformanceMeasurement
import PerformanceRecords
import Testing

@Suite("Involuntary context switches")
struct InvoluntarySwitchesTests {
  @Test("are counted for each iteration from the process's account, without voluntary ones")
  func values() throws {
    let settings = SessionSettings(
      metrics: Metric.involuntaryContextSwitches.definitions + Metric.contextSwitches.definitions)
    let session = FabricatedSession(settings, cost: 1000)
    let involuntary = try #require(session.session.reading("involuntaryContextSwitches")?.values.first)
    let all = try #require(session.session.reading("contextSwitches")?.values.first)
    #expect(abs(involuntary - 3) < 1e-6 && abs(all - 5) < 1e-6)
    #expect(session.windows(of: ProcessPass.self).count == 1)
  }

  @Test("are shown and not judged, and measured on request")
  func description() {
    let description = Metric.involuntaryContextSwitches.definition.description
    #expect(description.kind == .sampled && description.unit == .count && !description.isJudged)
    #expect(!MetricGroup.standard.names.contains(description.name))
  }
}
