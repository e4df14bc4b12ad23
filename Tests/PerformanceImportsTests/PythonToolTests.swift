import Foundation
import PerformanceImports
import PerformanceRecords
import Testing

@Suite("Results of pytest-benchmark and asv")
struct PythonToolTests {
  /// The statistics of each benchmark of pytest-benchmark, as another reader of JSON has them.
  private static func statistics(_ name: String) throws -> [String: [String: Any]] {
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(try Fixture.bytes(name))) as? [String: Any])
    let entries = try #require(document["benchmarks"] as? [[String: Any]])
    return Dictionary(
      entries.map { ($0["fullname"] as? String ?? "", $0["stats"] as? [String: Any] ?? [:]) }
    ) { first, _ in first }
  }

  @Test("The rounds of pytest-benchmark are samples of one session, in nanoseconds")
  func rounds() throws {
    let statistics = try Self.statistics("pytest-benchmark.json")
    let results = try Fixture.results("pytest-benchmark.json")
    #expect(statistics.count == 3 && results.benchmarks.count == 3)
    for (name, statistics) in statistics {
      let rounds = try #require(statistics["data"] as? [Double])
      #expect(rounds.count > 5 && isEqual(results.processes(name), [rounds.map { $0 * 1e9 }]))
    }
    #expect(results.machine == "Linux x86_64 Intel(R) Xeon(R) Processor 2 processors")
    #expect(results.notes.isEmpty)
  }

  @Test("Where the rounds were not saved, the minimum is what a session is compared by")
  func withoutRounds() throws {
    let statistics = try Self.statistics("pytest-benchmark-without-data.json")
    let results = try Fixture.results("pytest-benchmark-without-data.json")
    for (name, statistics) in statistics {
      let minimum = try #require(statistics["min"] as? Double)
      #expect(isEqual(results.processes(name), [[minimum * 1e9]]))
    }
    #expect(results.notes == [.summarised(count: 3, statistic: "minimum")])
  }

  @Test("asv has a value for each combination of parameters, and what failed or was left out has none")
  func asv() throws {
    let results = try Fixture.results("asv.json")
    #expect(
      results.benchmarks.map(\.name) == [
        "bench.TimeSuite.time_sort(10, 'a')", "bench.TimeSuite.time_sort(10, 'b')",
        "bench.TimeSuite.time_sort(100, 'a')", "bench.time_join", "bench.peakmem_list", "bench.track_answer",
      ])
    #expect(results.processes("bench.TimeSuite.time_sort(100, 'a')") == [[1.1720999737008242e-06 * 1e9]])
    #expect(results.processes("bench.peakmem_list", "peakResidentMemory") == [[24_887_296]])
    #expect(results.processes("bench.track_answer", "tracked") == [[42]])
    #expect(
      results.notes == [
        .failed(count: 1, first: "bench.time_fails"),
        .withoutValue(count: 1, first: "bench.TimeSuite.time_sort(100, 'b')"),
      ])
    #expect(results.machine == "vm, Intel(R) Xeon(R) Processor, 2")
  }

  @Test("Version 1 of asv's files has the same values, as objects or as numbers")
  func asvVersion1() throws {
    let text = """
      {"commit_hash": "abc", "params": {"machine": "vm"}, "version": 1, "results": {
        "time_a": 0.5, "time_b": null,
        "mem_c": {"result": [1, NaN, 3], "params": [["x", "y", "z"]], "stats": [{}, null, {}]}}}
      """
    let results = try Fixture.results(text: text)
    #expect(results.processes("time_a") == [[5e8]])
    #expect(results.processes("mem_c(x)", "memory") == [[1]] && results.processes("mem_c(z)", "memory") == [[3]])
    #expect(results.notes == [.failed(count: 1, first: "time_b"), .withoutValue(count: 1, first: "mem_c(y)")])
  }
}
