import Foundation
import PerformanceTestSupport
import Testing

@Suite("Replays of recorded sessions", .inTurns)
struct ReplayCommandTests {
  /// Thirty sessions of a workload that is steady.
  private static let steady = (0..<30).map { session in
    #"{"fnv":{"iterations":9,"wallNanoseconds":[10\#(session % 3),101.5,103],"cpuNanoseconds":[1,1,1]}}"#
  }.joined(separator: "\n")

  @Test("A plain and a compressed file give the same table")
  func compressed() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.steady, to: "noise.jsonl")
    let plain = await Perftest.run("replay", file.path)
    #expect(plain.status == 0 && plain.error.isEmpty, "\(plain)")
    #expect(plain.output.contains("perftest gate"))
    #expect(
      try await RunningCommand("/usr/bin/env", ["gzip", file.path], environment: BuiltCommand.environment())
        .outcome().status == 0)
    let unpacked = await Perftest.run("replay", file.path + ".gz")
    #expect(unpacked.output == plain.output, "\(unpacked)")
    let report = await Perftest.run("replay", file.path + ".gz", "--json")
    #expect(report.output.contains("\"schema\": \"swift-performance-testing/replay\""))
  }

  @Test(
    "A file that cannot be replayed is named and ends with 78",
    arguments: [
      ("", "has no benchmark with two sessions"), (steady + "\nnonsense\n", "noise.jsonl:31"),
      ("{}", "has no benchmark with two sessions"),
      (#"{"a":{"wallNanoseconds":[0]}}"#, "has no benchmark with two sessions"), ("\u{1f}\u{8b}", "noise.jsonl"),
    ])
  func unusable(text: String, said: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "noise.jsonl")
    let outcome = await Perftest.run("replay", file.path)
    #expect(outcome.status == 78 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.contains(said), "\(outcome)")
  }

  @Test("Damaged compression and a missing file are reported as such")
  func damaged() async throws {
    let folder = try TemporaryFolder()
    let file = folder.file("noise.jsonl.gz")
    try Data([0x1f, 0x8b, 8, 0, 1, 2]).write(to: file)
    let outcome = await Perftest.run("replay", file.path)
    #expect(outcome.status == 78 && outcome.error.contains("cannot be decompressed by gzip"), "\(outcome)")
    let absent = await Perftest.run("replay", folder.file("absent").path)
    #expect(absent.status == 78 && absent.error.contains("is not a readable file"), "\(absent)")
  }
}
