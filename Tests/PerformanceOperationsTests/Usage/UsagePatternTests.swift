import PerformanceHistory
import PerformanceOperations
import PerformanceRecords
import Testing

@Suite("Sequences of runs that make a gate worthless")
struct UsagePatternTests {
  private static func run(
    _ name: String, at minutes: Double, red: Bool = false, recording: Bool = false, revision: String? = "c1",
    machine: String = "m", branch: String? = "main", finished: Bool = true, verdicts: Int = 5
  ) -> UsageRun {
    UsageRun(
      name: name, time: minutes * 60, isRecording: recording, isFinished: finished, revision: revision, branch: branch,
      machine: machine, isRed: red, verdicts: verdicts)
  }

  /// A sequence of runs, and the runs of the patterns that it has.
  struct Example: CustomTestStringConvertible {
    let testDescription: String
    let runs: [UsageRun]
    let patterns: [UsagePattern.Kind: [[String]]]

    init(_ name: String, _ runs: [UsageRun], _ patterns: [UsagePattern.Kind: [[String]]] = [:]) {
      (testDescription, self.runs, self.patterns) = (name, runs, patterns)
    }
  }

  private static let examples = [
    Example(
      "red, red and green of one commit", [run("1", at: 0, red: true), run("2", at: 5, red: true), run("3", at: 9)],
      [.rerunUntilGreen: [["1", "2", "3"]]]),
    Example("green after green", [run("1", at: 0), run("2", at: 5)]),
    Example("red of one commit, green of the next", [run("1", at: 0, red: true), run("2", at: 5, revision: "c2")]),
    Example("green on another kind of machine", [run("1", at: 0, red: true), run("2", at: 5, machine: "n")]),
    Example("changed files", [run("1", at: 0, red: true, revision: nil), run("2", at: 5, revision: nil)]),
    Example("green a day and a minute later", [run("1", at: 0, red: true), run("2", at: 1_441)]),
    Example("a green one that broke off", [run("1", at: 0, red: true), run("2", at: 5, finished: false)]),
    Example("one that judged nothing", [run("1", at: 0, red: true), run("2", at: 5, verdicts: 0)]),
    Example(
      "recorded within an hour of red", [run("1", at: 0, red: true), run("2", at: 60, recording: true, verdicts: 0)],
      [.recordedAfterRed: [["1", "2"]]]),
    Example("recorded later", [run("1", at: 0, red: true), run("2", at: 61, recording: true, verdicts: 0)]),
    Example(
      "recorded on another branch",
      [run("1", at: 0, red: true), run("2", at: 5, recording: true, branch: "topic", verdicts: 0)]),
    Example(
      "recorded after a green one in between",
      [run("1", at: 0, red: true), run("2", at: 5, revision: "c2"), run("3", at: 9, recording: true, verdicts: 0)]),
  ]

  @Test("They are found with their runs, and nothing else is", arguments: examples)
  func patterns(example: Example) {
    let found = UsagePattern.all(in: example.runs.reversed())
    let byKind = Dictionary(grouping: found, by: \.kind).mapValues { $0.map(\.runs) }
    #expect(byKind == example.patterns)
  }

  @Test("A run of the history has a commit only where no file differed from it", arguments: [false, true, nil])
  func revision(dirty: Bool?) {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch, provenance.dirty) = ("c1", "main", dirty)
    let run = UsageRun(
      HistoryRun(name: "r", time: 5, seconds: 9, mode: "record", provenance: provenance, machine: "m"),
      RunDigest(benchmarks: 3, outcomes: [.same: 2, .contaminated: 1, .regressed: 1]))
    let expected = UsageRun(
      name: "r", time: 5, seconds: 9, isRecording: true, revision: dirty == false ? "c1" : nil, branch: "main",
      machine: "m", isRed: true, verdicts: 4, contaminated: 1)
    #expect(run == expected)
  }
}
