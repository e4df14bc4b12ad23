import Foundation
import PerformanceRecording
import PerformanceRecords
import PerformanceTestSupport
import PerformanceText
import PerformanceWorkflows
import Testing

@Suite("The report of a recording")
struct RecordingReportTests {
  private func report(
    _ sessions: [Double] = [], metric: MetricDescription = Example.wallClock, counts: [BaselineDocument] = [],
    times: [BaselineDocument] = []
  ) -> RecordingReport {
    var loaded = BaselineStore.Loaded()
    (loaded.counts, loaded.times) = (counts, times)
    let fresh = sessions.map { value in
      BenchmarkSession(
        id: Example.id, location: Example.location, iterations: 1, readings: [MetricReading(metric, values: [value])])
    }
    let update = BaselineUpdate(
      loaded: loaded, sessions: Dictionary(grouping: fresh, by: \.id), environment: Example.environment,
      policy: .update, provenance: Example.recorded, isGone: { _ in fresh.isEmpty })
    return RecordingReport(update: update, width: 200, colour: .off)
  }

  private static let command = #"swift run perftest record --filter '^CatalogTests\.Catalog/decode\(\)/'"#

  @Test("Scattered times are named with the observations, the detectable change and the command to type")
  func scattered() throws {
    let report = report([100] + Array(repeating: 130, count: 23))
    #expect(report.lines.last == "1 benchmark: 1 created; 1 of them scattered")
    #expect(report.lines.contains { $0.contains("shows no less than +95 %") })
    #expect(try #require(report.advice.first).hasPrefix("scattered: "))
    #expect(try #require(report.advice.first).hasSuffix(": " + Self.command))
    #expect(
      report.advice.dropFirst() == [
        "    Catalog/decode() wallClock: less than +95 % could not be shown, 1 of 24 sessions came near the best one"
      ])
  }

  @Test("Refused times are named in the same way")
  func refused() throws {
    let report = report([100] + Array(repeating: 180, count: 23))
    #expect(report.lines.last == "1 benchmark: 1 refused")
    #expect(try #require(report.advice.first).hasPrefix("refused: "))
    #expect(try #require(report.advice.first).hasSuffix(": " + Self.command))
    #expect(
      report.advice.dropFirst() == [
        "    Catalog/decode() wallClock: less than +170 % could not be shown, 1 of 24 sessions came near the best one"
      ])
    let hopeless = self.report((0..<12).map { 100 * pow(10, Double($0)) })
    #expect(hopeless.advice.last?.contains("wallClock: nothing could be shown, 1 of 12 sessions") == true)
    let rate = self.report([100] + Array(repeating: 50, count: 23), metric: Example.throughput)
    #expect(rate.advice.last?.contains("throughput: less than −67 % could not be shown") == true)
  }

  @Test("A good recording needs no advice")
  func good() {
    #expect(report(Array(repeating: 100, count: 24)).advice.isEmpty)
  }

  @Test("The rows of a deleted benchmark name its metrics and their file")
  func removed() throws {
    let report = report(
      counts: [Example.document(machine: nil, Example.benchmark(Example.exact(12...12)))],
      times: [Example.document(Example.benchmark(Example.sampled(Array(repeating: 100, count: 12))))])
    let text = report.lines.joined(separator: "\n")
    #expect(report.lines.last == "1 benchmark: 2 removed")
    #expect(text.contains("allocations of counts/CatalogTests.Catalog.json"))
    #expect(text.contains("wallClock of \(Example.machine.folderName)/CatalogTests.Catalog.json"))
  }
}
