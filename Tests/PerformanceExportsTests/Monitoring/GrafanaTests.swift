import Foundation
import PerformanceExports
import PerformanceTestSupport
import Testing

@Suite("The dashboard of Grafana")
struct GrafanaTests {
  private static func dashboard(_ run: ReportedRun) throws -> [String: Any] {
    let text = try GrafanaExporter.text(of: run)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The queries of all panels, annotations and variables.
  static func expressions(_ run: ReportedRun) throws -> [String] {
    let dashboard = try dashboard(run)
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    let targets = panels.flatMap { $0["targets"] as? [[String: Any]] ?? [] }.compactMap { $0["expr"] as? String }
    let lists = ["annotations", "templating"].flatMap {
      (dashboard[$0] as? [String: Any])?["list"] as? [[String: Any]] ?? []
    }
    return targets + lists.compactMap { $0["expr"] as? String }
  }

  @Test("It has what an import needs: a title, a uid of 8 to 40 characters, a version of the schema and panels")
  func model() throws {
    let dashboard = try Self.dashboard(MonitoringExample.run())
    #expect((8...40).contains((dashboard["uid"] as? String ?? "").count))
    #expect(dashboard["schemaVersion"] is Int && dashboard["title"] is String && dashboard["id"] == nil)
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    #expect(panels.compactMap { $0["id"] as? Int } == Array(1...panels.count))
    let titles = panels.compactMap { $0["title"] as? String }
    #expect(
      titles == [
        "Newest run", "Age", "Duration", "Verdicts", "Worst changes", "Worsening", "Duration", "Noise", "Samples",
        "Sessions", "CPU", "Throughput per second", "Allocations", "Value",
      ])
  }

  @Test("Panels lie within 24 columns and do not overlap", arguments: [false, true])
  func grid(withGPU: Bool) throws {
    let dashboard = try Self.dashboard(withGPU ? MonitoringExample.gpuRun() : MonitoringExample.run())
    var taken: Set<[Int]> = []
    for panel in try #require(dashboard["panels"] as? [[String: Any]]) {
      let place = try #require(panel["gridPos"] as? [String: Int])
      let (x, y, w, h) = (place["x"] ?? -1, place["y"] ?? -1, place["w"] ?? 0, place["h"] ?? 0)
      #expect(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= 24)
      for column in x..<(x + w) { for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted) } }
    }
  }

  @Test("Every query reads a family of the run", arguments: [false, true])
  func queries(withGPU: Bool) throws {
    let run = withGPU ? MonitoringExample.gpuRun() : MonitoringExample.run()
    let text = try PrometheusExporter.text(of: run)
    var read: Set<String> = []
    for expression in try Self.expressions(run) {
      let names = expression.matches(of: /perf_[a-z_]+(?=\{)/).map { String($0.0) }
      #expect(names.count == 1, "\(expression)")
      for name in names { #expect(text.contains("\n\(name){") || text.contains("\n\(name) "), "\(name)") }
      read.formUnion(names)
    }
    #expect(read.contains("perf_gpu_energy_joules_total") == withGPU)
  }

  @Test("A run without anything has a panel for its end alone")
  func empty() throws {
    let dashboard = try Self.dashboard(ReportedRun(MonitoringExample.summary([])))
    #expect((dashboard["panels"] as? [Any])?.count == 1)
  }
}
