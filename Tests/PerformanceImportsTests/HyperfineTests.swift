import Foundation
import PerformanceImports
import PerformanceRecords
import PerformanceSystem
import Testing

@Suite("Results of hyperfine")
struct HyperfineTests {
  @Test("Each run is a process, so each time is a session")
  func runs() throws {
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(try Fixture.bytes("hyperfine.json"))) as? [String: Any])
    let entries = try #require(document["results"] as? [[String: Any]])
    let results = try Fixture.results("hyperfine.json")
    #expect(results.benchmarks.map(\.name) == ["expr 1", "expr 22"])
    for entry in entries {
      let times = try #require(entry["times"] as? [Double])
      let command = try #require(entry["command"] as? String)
      #expect(times.count == 4 && isEqual(results.processes(command), times.map { [$0 * 1e9] }))
    }
  }

  @Test("Runs that failed are left out and counted")
  func failures() throws {
    let results = try Fixture.results("hyperfine-failing.json")
    #expect(results.benchmarks.map(\.name) == ["parse"])
    #expect(results.notes == [.failed(count: 3, first: "fail")])
  }

  private func results(_ entries: String...) throws -> ImportedResults {
    try Fixture.results(text: #"{"results": [\#(entries.joined(separator: ", "))]}"#)
  }

  @Test("Commands of one name are distinguished by their parameters, and refused where these are equal")
  func names() throws {
    let named = try results(
      #"{"command": "sort", "times": [1], "parameters": {"n": "1", "kind": "a"}}"#,
      #"{"command": "sort", "times": [2], "parameters": {"n": "2", "kind": "a"}}"#,
      #"{"command": "join", "times": [3], "parameters": {"n": "2"}}"#)
    #expect(named.benchmarks.map(\.name) == ["sort [n=1, kind=a]", "sort [n=2, kind=a]", "join"])
    let error = try #require(throws: InputError.self) {
      try results(#"{"command": "sort", "times": [1]}"#, #"{"command": "sort", "times": [2]}"#)
    }
    #expect(error.problem == "has two results with the name 'sort'" && error.remedy.contains("--command-name"))
  }

  @Test("Memory is a metric of its own, and without times the minimum is one session")
  func otherKeys() throws {
    let results = try results(
      #"{"command": "a", "times": [0.5, 0.25], "memory_usage_byte": [1000, 2000], "exit_codes": [0, null]}"#,
      #"{"command": "b", "mean": 2, "stddev": null, "min": 1.5, "times": null}"#)
    // A process that a signal ended has no exit status.
    #expect(results.processes("a") == [[5e8]] && results.processes("a", "peakResidentMemory") == [[1000]])
    #expect(results.processes("b") == [[1.5e9]])
    #expect(results.notes == [.failed(count: 1, first: "a"), .summarised(count: 1, statistic: "minimum")])
  }
}
