import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTesting
import Testing

/// Event logs and baselines on their way from and to disk.
///
/// A regression means that a gate starts later, because the baselines are read first, or that a long log is shown
/// later.
@Suite(.performance, .duration(.milliseconds(40)))
struct RecordsPerformance {
  @Test func encodeAnEvent() throws {
    let event = Ledger(benchmarks: 1).events[2]
    try measure { try JSONEncoder().encode(event) }
  }

  /// Lines are decoded by as many threads as are free, and instructions of the others are not counted: half of all on a
  /// quiet machine, none on a busy one.
  @Test(.counting(.off)) func readALog() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.jsonl")
    let events = Ledger(benchmarks: 25).events
    let lines = try events.map { try JSONEncoder().encode($0) + Data("\n".utf8) }
    try Data(lines.joined()).write(to: file)
    try measure(throughput: .elements(events.count)) { try RunRecord(log: file).sessions.count }
  }

  @Test func decodeABaseline() throws {
    let data = try PrettyJSON.encode(Self.baseline)
    try measure(throughput: .bytes(data.count)) { try JSONDecoder().decode(BaselineDocument.self, from: data) }
  }

  @Test func encodeABaseline() throws {
    let document = Ledger(benchmarks: 5).documents(machine: "some-machine")[0]
    try measure(throughput: .elements(5)) { try PrettyJSON.encode(document) }
  }

  /// Fifty benchmarks with two times of twelve sessions each.
  private static var baseline: BaselineDocument { Ledger(benchmarks: 50).documents(machine: "some-machine")[0] }
}
