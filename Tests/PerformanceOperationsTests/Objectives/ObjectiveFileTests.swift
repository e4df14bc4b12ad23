import Foundation
import PerformanceOperations
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The file of objectives")
struct ObjectiveFileTests {
  private let folder: TemporaryFolder
  private let file: ObjectiveFile

  init() throws {
    folder = try TemporaryFolder()
    file = ObjectiveFile(in: folder.url)
  }

  private func problem(_ objective: String) throws -> String {
    let text = #"{"schema":"swift-performance-testing/objectives","version":1,"objectives":[\#(objective)]}"#
    try Data(text.utf8).write(to: file.url)
    do {
      _ = try file.read()
      return ""
    } catch let error as InputError {
      return "\(error)"
    }
  }

  @Test("Objectives are read as they were written, and a missing file has none")
  func roundTrip() throws {
    #expect(try file.read() == Objectives())
    let objectives = Objectives(
      objectives: [
        Objective(id: "a", note: "n", owner: "o", target: 0.99, indicator: .pairs, isGating: true),
        Objective(id: "b", target: 0.9, period: .runs(500), method: .slices(target: 0.95), indicator: .finishedRuns),
        Objective(id: "c", target: 0.9, period: .days(28), indicator: .greenRuns(branch: "main")),
        Objective(
          id: "d", target: 0.9,
          indicator: .results(benchmark: BenchmarkPattern("M*"), metric: "wallClock", limit: 5)),
        Objective(id: "e", target: 0.9, indicator: .steadySeries(share: 0.1)),
        Objective(id: "f", target: 0.9, indicator: .freshBaselines(days: 30)),
        Objective(id: "g", target: 0.9, indicator: .judgedRuns),
        Objective(id: "h", target: 0.9, indicator: .commands),
        Objective(id: "j", target: 0.9, indicator: .quickCommands(names: ["gate", "hooks changed"], seconds: 3)),
        Objective(id: "k", target: 0.9, indicator: .plannedRuns(seconds: 0.5)),
        Objective(id: "l", target: 0.9, indicator: .unchangedCode),
        Objective(id: "m", target: 0.9, indicator: .quietRule("PerfHighMemory")),
      ], invariants: [Invariant(id: "i", note: "n", indicator: .passedBodies)])
    try file.write(objectives)
    #expect(try file.read() == objectives)
  }

  private static let mistakes: [(String, [String])] = [
    (#"{"id":"a","target":1,"indicator":{"kind":"pairs"}}"#, ["target", "invariants"]),
    (#"{"id":"a","target":0.9,"indicator":{"kind":"pear"}}"#, ["indicator.kind", "pear", "finishedRuns"]),
    (#"{"id":"a","target":0.9,"indicator":{"kind":"pairs","limit":1}}"#, ["indicator.limit", "does not go with"]),
    (#"{"id":"a","target":0.9,"indicator":{"kind":"pairs"},"goal":1}"#, ["goal", "is unknown", "sliceTarget"]),
    (#"{"id":"A b","target":0.9,"indicator":{"kind":"pairs"}}"#, ["objectives", "lower-case"]),
    (#"{"id":"a","target":0.9,"period":{"weeks":3},"indicator":{"kind":"pairs"}}"#, ["weeks", "days, runs"]),
    (#"{"id":"a","target":0.9,"period":{"days":3,"runs":9},"indicator":{"kind":"pairs"}}"#, ["period", "either"]),
    (
      #"{"id":"a","target":0.9,"indicator":{"kind":"quickCommands","commands":["hook"],"seconds":3}}"#,
      ["indicator.commands", "hook", "no command"]
    ),
    (
      #"{"id":"a","target":0.9,"indicator":{"kind":"quickCommands","commands":[],"seconds":3}}"#,
      ["indicator.commands", "names no command"]
    ),
    (#"{"id":"a","target":0.9,"indicator":{"kind":"plannedRuns","seconds":0}}"#, ["indicator.seconds", "0.001"]),
    (#"{"id":"a","target":0.9,"indicator":{"kind":"commands","seconds":1}}"#, ["indicator.seconds", "no other key"]),
    (
      #"{"id":"a","target":0.9,"indicator":{"kind":"pairs"}},{"id":"a","target":0.8,"indicator":{"kind":"pairs"}}"#,
      ["the id 'a' twice"]
    ),
  ]

  @Test("A mistake is an error with the file, the key and what is allowed", arguments: mistakes)
  func refused(objective: String, words: [String]) throws {
    let problem = try problem(objective)
    for word in words + ["objectives.json"] { #expect(problem.contains(word), "\(problem)") }
  }
}
