import Foundation
import PerformanceAlerts
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceTestSupport
import Testing

@Suite("Objectives read what they count", .timeLimit(.minutes(60)))
struct ObjectiveReadingTests {
  private let package: CommandPackage
  private var folder: TemporaryFolder { package.folder }

  init() throws {
    package = try CommandPackage()
    try StateFolder(package: folder.url, environment: [:]).create()
  }

  private func status(
    _ objectives: [Objective], environment: [String: String] = [:]
  ) throws -> CommandPackage.Outcome {
    try FileManager.default.createDirectory(at: folder.file("baselines"), withIntermediateDirectories: true)
    try ObjectiveFile(in: folder.file("baselines")).write(Objectives(objectives: objectives))
    return package.run(["slo", "status", "--json"], environment: environment)
  }

  private func counts(_ text: String) throws -> [[Int]] {
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let objectives = try #require(document["objectives"] as? [[String: Any]])
    return objectives.map { [$0["good"] as? Int ?? -1, $0["total"] as? Int ?? -1] }
  }

  @Test("Commands, a verification and evaluations are read from the files of the tool, and usage that is off is not")
  func sources() throws {
    let now = Date().timeIntervalSince1970
    let encoder = JSONEncoder()
    let commands = [(0, 1.0), (70, 1), (0, 5)].enumerated().map { index, command in
      UsageEntry(
        time: now - 3_600 + Double(index), seconds: command.1, command: "hooks changed", exit: Int32(command.0),
        host: "h")
    }
    let lines = try commands.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    try folder.write(lines.joined(), to: ".perftest/usage.jsonl")
    try GateEvidence(date: Day(Date(timeIntervalSince1970: now)).description, runs: 3, trials: 1_000, falseAlarms: 2)
      .write(in: folder.file(".perftest"))
    let store = AlertStore(StateFolder(package: folder.url, environment: [:]))
    try store.locked {
      for (index, holds) in [false, true, false].enumerated() {
        try store.append(
          AlertEvaluation(
            time: now - 60 + Double(index), holds: holds ? ["PerfHighMemory"] : [],
            clear: holds ? [] : ["PerfHighMemory"]))
      }
    }
    let objectives = [
      Objective(id: "a", target: 0.9, indicator: .commands),
      Objective(id: "b", target: 0.9, indicator: .quickCommands(names: ["hooks changed"], seconds: 3)),
      Objective(id: "c", target: 0.9, indicator: .unchangedCode),
      Objective(id: "d", target: 0.9, indicator: .quietRule("PerfHighMemory")),
      Objective(id: "e", target: 0.9, indicator: .plannedRuns(seconds: 1)),
    ]
    let outcome = try status(objectives)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try counts(outcome.output) == [[2, 3], [1, 2], [998, 1_000], [2, 3], [0, 0]])
    let off = try status(Array(objectives.prefix(2)), environment: ["PERFTEST_USAGE": "off"])
    #expect(try counts(off.output) == [[0, 0], [0, 0]])
  }

  @Test("A rule that is not about the machine is an error that lists those that are")
  func unknownRule() throws {
    let outcome = try status([Objective(id: "a", target: 0.9, indicator: .quietRule("PerfRegression"))])
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.messages.contains("'PerfRegression'") && outcome.messages.contains("PerfHighMemory"), "\(outcome)")
  }

  @Test("This package promises fifteen things, each with a source")
  func shipped() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let promised = try ObjectiveFile(in: root.appendingPathComponent("baselines")).read()
    #expect(promised.objectives.count + promised.invariants.count >= 15 && !promised.invariants.isEmpty)
    for objective in promised.objectives {
      if case .quietRule(let rule) = objective.indicator { #expect(AlertEvaluation.isKept(of: rule)) }
    }
  }
}
