import Foundation
import PerformanceImports
import PerformanceRecords
import PerformanceSystem
import Testing

@Suite("Results of Google Benchmark")
struct GoogleBenchmarkTests {
  @Test("Repetitions are samples of one session, in nanoseconds, under names without settings")
  func json() throws {
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(try Fixture.bytes("google-benchmark.json"))) as? [String: Any])
    let entries = try #require(document["benchmarks"] as? [[String: Any]])
    func times(_ name: String, _ key: String, _ factor: Double) -> [Double] {
      entries.filter { $0["name"] as? String == name }.compactMap { $0[key] as? Double }.map { $0 * factor }
    }
    let results = try Fixture.results("google-benchmark.json")
    let sum = times("BM_Sum/64", "real_time", 1)
    #expect(sum.count == 2 && isEqual(results.processes("BM_Sum/64"), [sum]))
    #expect(isEqual(results.processes("BM_Sum/64", "cpuTime"), [times("BM_Sum/64", "cpu_time", 1)]))
    #expect(isEqual(results.processes("BM_Counted"), [times("BM_Counted/iterations:1000", "real_time", 1000)]))
    #expect(results.processes("BM_Counted", "hits") == [[42, 42]])
    #expect(
      results.notes == [.failed(count: 2, first: "BM_Skipped"), .unjudged(metrics: ["hits"])])
    #expect(results.metric("items_per_second")?.isJudged == false)
    #expect(results.machine?.hasPrefix("2 processors, L1 Data 48 KiB, ") == true)
  }

  @Test("The table has the same numbers, and the text before it is skipped")
  func csv() throws {
    let results = try Fixture.results("google-benchmark.csv")
    #expect(results.processes("BM_Sum/64") == [[54.6046, 21.271]])
    #expect(results.processes("BM_Sum/64", "cpuTime") == [[22.9533, 21.2709]])
    #expect(results.notes == [.failed(count: 2, first: "BM_Skipped")])
    let twice = try Fixture.bytes("google-benchmark.csv")
    #expect(try Fixture.results(of: twice + twice, name: "two").processes("BM_Sum/64").count == 2)
  }

  @Test("Where only statistics were reported the median stands for them, under a name of its own")
  func aggregates() throws {
    let results = try Fixture.results("google-benchmark-aggregates.json")
    #expect(results.processes("BM_Sum/64").isEmpty)
    #expect(results.processes("BM_Sum/64", "wallClock.median").map(\.count) == [1])
    #expect(results.notes == [.summarised(count: 1, statistic: "median")])
  }

  private func results(_ entries: String...) throws -> ImportedResults {
    try Fixture.results(text: #"{"context": {}, "benchmarks": [\#(entries.joined(separator: ", "))]}"#)
  }

  @Test("Two benchmarks that differ in their settings alone keep them in their names")
  func collision() throws {
    let results = try results(
      #"{"name": "A/iterations:5", "real_time": 1, "time_unit": "ms"}"#,
      #"{"name": "A/iterations:9", "real_time": 2, "time_unit": "s"}"#)
    #expect(results.processes("A/iterations:5") == [[1e6]] && results.processes("A/iterations:9") == [[2e9]])
  }

  @Test("A repetition that occurs twice is said to be merged, and a value that is no number to be absent")
  func duplicates() throws {
    let entry = #"{"name": "A", "run_name": "A", "repetition_index": 0, "real_time": 1, "time_unit": "ns"}"#
    let twice = try results(entry, entry)
    #expect(twice.processes("A") == [[1, 1]] && twice.notes == [.merged(count: 1, first: "A")])
    let absent = try results(entry, #"{"name": "B", "real_time": NaN}"#, #"{"name": "C", "real_time": null}"#)
    #expect(absent.benchmarks.count == 1 && absent.notes == [.withoutValue(count: 2, first: "B")])
  }

  @Test("A changed row of the table is named with its line")
  func brokenRow() throws {
    let text = "name,iterations,real_time,cpu_time,time_unit\n\"A\",1,2,3,ns\n\"B\",1,2\n"
    let error = try #require(throws: InputError.self) { try Fixture.results(text: text) }
    #expect(error.key == "line 3" && error.problem.contains("5 fields"), "\(error)")
  }
}
