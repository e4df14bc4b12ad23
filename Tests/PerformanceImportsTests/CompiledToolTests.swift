import PerformanceImports
import PerformanceRecords
import PerformanceSystem
import Testing

@Suite("Results of JMH, criterion.rs, libtest and github-action-benchmark")
struct CompiledToolTests {
  @Test("Forks of JMH are processes and iterations are samples, in base units")
  func jmh() throws {
    let results = try Fixture.results("jmh.json")
    let sort = "com.example.Store.sort [size=100]"
    let microseconds: [[Double]] = [[3.1, 3.2, 3.3], [3.2, 3.3, 3.4]]
    #expect(results.processes(sort) == microseconds.map { fork in fork.map { $0 * 1000 } })
    #expect(results.processes(sort, "gc.alloc.rate.norm").map(\.count) == [3, 3])
    #expect(results.processes("com.example.Store.join", "throughput") == [[12_000, 13_000]])
    #expect(results.metric("throughput")?.direction == .higherIsBetter)
    // The mean of each iteration's calls.
    let calls = results.processes("com.example.Store.read", "wallClock.sampled")
    #expect(calls.count == 1 && calls[0].map { $0.rounded() } == [2500, 3000])
    // More allocations a second may mean a faster program.
    #expect(results.notes == [.unjudged(metrics: ["gc.alloc.rate"])])
  }

  @Test("A score that is no number is absent, and a benchmark that occurs twice has the processes of both")
  func jmhWithoutNumbers() throws {
    func entry(_ metric: String) -> String { #"{"benchmark": "a", "mode": "avgt", "primaryMetric": \#(metric)}"# }
    let list = [
      entry(#"{"score": "NaN", "scoreUnit": "ns/op"}"#),
      entry(#"{"score": 2, "scoreUnit": "ns/op", "rawData": [[1, "NaN", 3]]}"#),
      entry(#"{"score": 2, "scoreUnit": "ns/op", "rawData": [[4]]}"#),
    ]
    let results = try Fixture.results(text: "[\(list.joined(separator: ","))]")
    #expect(results.processes("a") == [[1, 3], [4]])
    #expect(
      results.notes == [
        .withoutValue(count: 2, first: "a"), .summarised(count: 1, statistic: "score"), .merged(count: 2, first: "a"),
      ])
  }

  @Test("Samples of criterion are total times divided by their iterations")
  func criterion() throws {
    let results = try Fixture.results("criterion.csv")
    let samples = try #require(results.processes("sums/fold/10").first)
    #expect(samples.count == 10 && samples[0] == 1_825_242.0 / 365_121 && samples[1] == 3_679_453.0 / 730_242)
  }

  @Test("A second message of a benchmark is of another process")
  func cargoCriterion() throws {
    let results = try Fixture.results("cargo-criterion.json")
    let samples: [Double] = [510.0 / 100, 1010.0 / 200, 1530.0 / 300]
    #expect(results.processes("sums/fold/10") == [samples])
    #expect(results.processes("alone") == [[14.4, 14.41], [14.5, 14.55]])
    let error = try #require(throws: InputError.self) {
      try Fixture.results(
        text: #"{"reason": "benchmark-complete", "id": "a", "measured_values": [1, 2], "iteration_count": [1]}"#)
    }
    #expect(error.key == "line 1", "\(error)")
  }

  @Test("Medians of libtest are sessions, with or without separators, decimals and colours")
  func libtest() throws {
    let results = try Fixture.results("libtest.txt")
    #expect(results.processes("copy_bytes") == [[1737.67]] && results.processes("sum_ints") == [[228.42]])
    let text = """
      running 1 test
      test a::b ... bench:   1,234,567 ns/iter (+/- 56)
      warning: unused
      running 2 tests
      \u{1B}[0mtest a::b ... bench:           9 us/iter (+/- 5)
      test c ... FAILED

      """
    let old = try Fixture.results(text: text)
    #expect(old.processes("a::b") == [[1_234_567], [9000]])
    #expect(old.notes == [.failed(count: 1, first: "c")])
  }

  @Test("Of a store the runs of the newest commit count, each as a session")
  func store() throws {
    let results = try Fixture.results("github-action-benchmark.js")
    #expect(results.processes("sort") == [[3400], [3410]] && results.processes("join") == [[91_000]])
    #expect(results.benchmarks.first?.group == "Rust")
    #expect(results.notes == [.olderRuns(1), .unjudged(metrics: ["value"])])
    #expect(results.metric("MB/s")?.direction == .higherIsBetter)
  }

  @Test("A list of a custom tool is one session; a unit says which way is better, or the metric is not judged")
  func list() throws {
    let results = try Fixture.results("github-action-benchmark.json")
    #expect(results.processes("sort") == [[12.5e6]] && results.processes("served", "requests/sec") == [[1750]])
    #expect(results.metric("requests/sec")?.direction == .higherIsBetter)
    #expect(results.notes == [.unjudged(metrics: ["points"])])
    let error = try #require(throws: InputError.self) {
      try Fixture.results(text: #"[{"name": "a", "unit": "ns", "value": 1}, {"name": "a", "unit": "ns", "value": 2}]"#)
    }
    #expect(error.problem == "has two results with the name 'a' in one run")
  }
}
