import Foundation
import PerformanceOperations
import PerformanceOperationsCommands
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Objectives for other tools")
struct ObjectiveExportTests {
  private static let objectives = [
    Objective(
      id: "compliance", note: "pairs are \"fine\": 100 %", owner: "storage", target: 0.999, indicator: .pairs,
      isGating: true),
    Objective(
      id: "steady", target: 0.95, period: .runs(500), method: .slices(target: 0.9),
      indicator: .steadySeries(share: 0.1)),
    Objective(id: "fast", target: 0.9, period: .days(28), indicator: .greenRuns(branch: "main")),
  ]
  private static let promtool = SearchPath.executable("promtool", in: ProcessInfo.processInfo.environment)

  private func imported(_ text: String) throws -> [Objective] {
    try ObjectiveImport(Data(text.utf8), file: "objectives.yml").objectives
  }

  @Test("An export is imported again")
  func roundTrip() throws {
    #expect(try imported(OpenSLODocument.text(of: Self.objectives)) == Self.objectives)
    #expect(try imported(SlothDocument.text(of: Self.objectives)) == Self.objectives)
  }

  @Test("A target and a period that were changed there are taken over")
  func changed() throws {
    let text = try OpenSLODocument.text(of: [Self.objectives[0]])
      .replacingOccurrences(of: "\"target\": 0.999", with: "\"target\": 0.95")
      .replacingOccurrences(of: "30d", with: "4w")
    let objective = try #require(try imported(text).first)
    #expect(objective.target == 0.95 && objective.period == .days(28) && objective.indicator == .pairs)
  }

  private static let foreign: [(String, String)] = [
    (#"{"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"a"},"spec":{}}"#, "spec"),
    (
      #"{"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"a"},"spec":{"service":"s","#
        + #""budgetingMethod":"Occurrences","objectives":[{"target":0.9}]}}"#, "annotations"
    ),
    (#"{"apiVersion":"openslo/v1","kind":"Service"}"#, "is no objective"), ("", "is empty"), ("a: b", "objectives.yml"),
  ]

  @Test("A document of other metrics is refused with the key that is missing", arguments: foreign)
  func refused(text: String, word: String) throws {
    let error = #expect(throws: InputError.self) { try imported(text) }
    #expect("\(try #require(error))".contains(word))
  }

  @Test("The rules have the windows that can fire, with their limits and least numbers of events")
  func rules() {
    let text = ObjectiveRules.text(of: Self.objectives)
    #expect(text.contains(#"ratio_1h{objective=\"compliance\"} > 0.0144 and"#))
    #expect(text.contains(#"{objective=\"compliance\"}[1h])) >= 70"#))
    #expect(text.contains(#"ratio_72h{objective=\"compliance\"} > 0.001 and"#))
    // 14.4 times as many bad events as a target of 90 % allows are more than all.
    #expect(!text.contains(#"ratio_1h{objective=\"fast\"}"#) && text.contains(#"ratio_6h{objective=\"fast\"}"#))
    #expect(!text.contains("steady"))
  }

  @Test("The metrics have the burn rate of each window that has events, each window once")
  func burnRates() {
    let events = [
      ObjectiveEvents(time: 0, run: "a", good: 50, total: 100),
      ObjectiveEvents(time: 10 * 3_600, run: "b", good: 100, total: 100),
    ]
    let half = Objective(id: "half", target: 0.5, indicator: .pairs)
    let text = ObjectiveMetrics.text(of: [
      (ObjectiveStanding(half, events, now: 10.5 * 3_600), EventCount(events))
    ])
    let samples = text.split(separator: "\n").filter { $0.hasPrefix("perf_objective_burn_rate{") }
    #expect(Set(samples.map { $0.prefix { $0 != "}" } }).count == samples.count)
    // With a target of 50 % only the window of three days can exceed its limit, beside its short one.
    #expect(
      samples == [
        #"perf_objective_burn_rate{objective="half",window="6h"} 0.0"#,
        #"perf_objective_burn_rate{objective="half",window="72h"} 0.5"#,
      ])
  }

  @Test("promtool accepts the rules and the metrics", .enabled(if: promtool != nil, "promtool is not installed"))
  func accepted() throws {
    let folder = try TemporaryFolder()
    let standings = Self.objectives.map { objective in
      let events = [ObjectiveEvents(time: 0, run: "r", good: 90, total: 100)]
      return (ObjectiveStanding(objective, events, now: 1), EventCount(events))
    }
    try Data(ObjectiveRules.text(of: Self.objectives).utf8).write(to: folder.file("rules.yml"))
    try Data(ObjectiveMetrics.text(of: standings).utf8).write(to: folder.file("metrics"))
    let answer = try shell("promtool check rules rules.yml", in: folder)
    #expect(answer.contains("SUCCESS: "), "\(answer)")
    #expect(try shell("promtool check metrics < metrics", in: folder) == "")
  }

  /// The output of a command on both streams.
  private func shell(_ command: String, in folder: TemporaryFolder) throws -> String {
    let output = folder.file("output")
    let process = try ChildProcess(
      "/bin/sh", arguments: ["/bin/sh", "-c", command], environment: ProcessInfo.processInfo.environment,
      folder: folder.url, output: .file(output))
    _ = process.wait(seconds: 1800)
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
