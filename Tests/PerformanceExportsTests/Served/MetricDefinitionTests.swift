import Foundation
import PerformanceExports
import PerformanceMetrics
import PerformanceTestSupport
import Testing

@Suite("Families of metrics that are served")
struct MetricDefinitionTests {
  @Test("Each is defined once, with a name of its own, and readers accept all together")
  func names() throws {
    let families = MetricDefinition.all.map(\.family)
    #expect(Set(families.map(\.name)).count == families.count)
    #expect(throws: Never.self) { try MetricExposition(families) }
    for family in families {
      #expect(family.name.hasPrefix("perf_"))
      #expect(family.help.hasSuffix("."), "\(family.name)")
    }
    #expect(MetricDefinition.all.allSatisfy { $0.labels == $0.labels.sorted() })
    #expect(Set(MetricDefinition.all.map(\.source)) == Set(MetricDefinition.Source.allCases))
  }

  @Test("None has the name of a family of runs, or a suffix that belongs to another kind")
  func suffixes() {
    for definition in MetricDefinition.all {
      #expect(!definition.family.name.hasPrefix("perf_bench_") && !definition.family.name.hasPrefix("perf_run_"))
      #expect(!definition.family.name.hasSuffix("_total"))
      #expect(definition.sampleName.hasSuffix("_total") == (definition.family.kind == .counter))
    }
  }

  @Test("The article lists each family with its kind, its labels and what it is, and no other")
  func article() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../../Sources/PerformanceTesting/PerformanceTesting.docc/ServingMetrics.md")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `perf_") }
    let expected = MetricDefinition.all.map { definition in
      let labels = definition.labels.map { "`\($0)`" }.joined(separator: ", ")
      return
        "| `\(definition.sampleName)` | \(definition.family.kind.rawValue) | \(labels) | \(definition.family.help) |"
    }
    #expect(rows.map(String.init) == expected)
  }

  // MARK: - Limits

  private func series(_ count: Int, value: Double = 1) -> [MetricSeries] {
    (0..<count).map { MetricSeries([MetricLabel("suite", "s\($0)"), MetricLabel("metric", "m")], value) }
  }

  @Test("Counters over the limit are added up, so that nothing is lost and those that were served stay")
  func counters() throws {
    var collection = MetricCollection()
    collection.add(.budgetViolations, series(250, value: 2))
    let lines = try collection.all.lines(beginning: "perf_budget_violations")
    #expect(lines.count == 100)
    #expect(lines.last == #"perf_budget_violations_total{metric="other",suite="other"} 302"#)
    #expect(lines[98] == #"perf_budget_violations_total{metric="m",suite="s98"} 2"#)
    #expect(try collection.all.lines(beginning: "perf_exposition").isEmpty)
  }

  @Test("Of two series with the same labels the first one counts")
  func duplicates() throws {
    var collection = MetricCollection()
    collection.add(.budgetViolations, series(2, value: 2) + series(1, value: 3))
    #expect(
      try collection.all.lines(beginning: "perf_budget_violations") == [
        #"perf_budget_violations_total{metric="m",suite="s0"} 2"#,
        #"perf_budget_violations_total{metric="m",suite="s1"} 2"#,
      ])
  }

  @Test("Gauges over the limit are left out and counted")
  func gauges() throws {
    var collection = MetricCollection()
    collection.add(.benchmarks, series(250))
    #expect(try collection.all.lines(beginning: "perf_benchmarks{").count == 100)
    #expect(
      try collection.all.lines(beginning: "perf_exposition") == [
        #"perf_exposition_dropped_series{family="perf_benchmarks"} 150"#
      ])
  }
}
