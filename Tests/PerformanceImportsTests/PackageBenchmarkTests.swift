import PerformanceImports
import PerformanceRecords
import PerformanceSystem
import Testing

@Suite("Thresholds of package-benchmark")
struct PackageBenchmarkTests {
  @Test("Each number is one session of the benchmark that the file is named after, under the name that it has here")
  func numbers() throws {
    let results = try Fixture.results(
      of: Fixture.bytes("package-benchmark.json"), name: "old/Thresholds/CatalogBenchmarks.Decode.p90.json")
    let name = "CatalogBenchmarks.Decode.p90"
    #expect(Set(results.benchmarks.map(\.name)) == [name] && results.notes.isEmpty)
    let expected = [
      "wallClock": 584.0, "allocations": 13, "peakResidentMemory": 12_042_240, "retains": 4_021,
      "instructions": 152_034, "throughput": 1_712_328,
    ]
    for (metric, value) in expected { #expect(results.processes(name, metric) == [[value]], "\(metric)") }
    #expect(results.benchmarks.count == expected.count)
    #expect(results.metric("allocations")?.kind == .exact && results.metric("wallClock")?.kind == .sampled)
  }

  @Test("A rate beside a time is its reciprocal and not judged again; alone it is, and more is better")
  func throughput() throws {
    func rate(_ text: String) throws -> MetricDescription? { try Fixture.results(text: text).metric("throughput") }
    #expect(try rate(#"{"throughput": 5, "wallClock": 7}"#)?.isJudged == false)
    let alone = try rate(#"{"throughput": 5}"#)
    #expect(alone?.isJudged == true && alone?.direction == .higherIsBetter)
  }

  @Test("One allocation more than before is seen where both sides have three processes")
  func judged() throws {
    func files(_ count: Int) throws -> [ImportedResults] {
      try (0..<3).map { _ in try Fixture.results(text: #"{"mallocCountTotal": \#(count)}"#) }
    }
    let comparison = ResultComparison(old: try files(13), new: try files(14), module: "package-benchmark")
    #expect(comparison.record.verdicts.map(\.outcome) == [.regressed])
  }

  @Test("A number that is a text has no value, and a file without any is refused")
  func withoutValue() throws {
    let results = try Fixture.results(text: #"{"wallClock": 7, "syscalls": "many"}"#)
    #expect(results.notes == [.withoutValue(count: 1, first: "results")])
    #expect(throws: InputError.self) { try Fixture.results(text: #"{"wallClock": null}"#) }
  }
}
