import Foundation
import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRegression
import PerformanceTesting
import Testing

/// Dependencies that count as a test says, and remember what was asked of them.
private final class FabricatedCounts {
  static let failure = Failure(.crashed(signal: 4, output: ""))
  static let timeout = Failure(.timedOut(seconds: 30))

  /// The counts of each function, process by process; the last repeats.
  var counts: [String: [Double]] = [:]
  var failed: Set<String> = []
  /// Functions that do not end, with what was counted of them.
  var hanging: [String: Double] = [:]
  /// The count on file.
  var baseline = 100.0

  private(set) var asked: [String] = []
  private(set) var reported: [RunEvent.Body] = []
  /// The record of the logged events.
  var record: RunRecord { RunRecord(reported.map { RunEvent($0) }) }
  private var processes: [String: Int] = [:]

  func run(
    _ functions: [String], policy: CountingRounds.Policy, alone: [String] = [], costs: [String: Double] = [:]
  ) throws -> CountedRun {
    var rounds = CountingRounds(
      policy: policy, alone: Set(alone.map(Self.function)),
      dependencies: CountingRounds.Dependencies(
        count: { self.count($0, $1, $2) }, judge: { self.judge($0) }, emit: { self.reported.append($0) }))
    return try rounds.run(functions.map(Self.function)) { costs[$0.test] }
  }

  /// `S.a` is the function a in the suite S.
  static func function(_ name: String) -> TestFunctionID {
    let parts = name.split(separator: ".").map(String.init)
    return TestFunctionID(module: "M", suite: [parts[0]], test: parts[1])
  }

  private func count(
    _ groups: [[TestFunctionID]], _ iterations: Int, _ round: Int
  ) -> [TestFunctionID: CountingPass.Outcome] {
    let names = groups.map { $0.map(\.test).joined(separator: "+") }.joined(separator: " ")
    asked.append("\(round)×\(iterations): \(names)")
    return groups.joined().reduce(into: [:]) { outcomes, function in
      let process = processes[function.test, default: 0]
      processes[function.test] = process + 1
      let values = counts[function.test] ?? [baseline]
      let id = BenchmarkID(module: function.module, suite: function.suite, test: function.test)
      let session = BenchmarkSession(
        id: id, location: CodeLocation(fileID: "M/F.swift", filePath: "/F.swift", line: 1, column: 1), iterations: 1,
        readings: [
          MetricReading(
            Metric.instructions.definition.description, values: [values[min(process, values.count - 1)]])
        ])
      if let counted = hanging[function.test] {
        var unfinished = session
        unfinished.readings[0].values = [counted]
        outcomes[function] = .stopped(
          StoppedCount(
            failure: Self.timeout, seconds: 30, unfinished: counted > 0 ? Self.counted(unfinished) : nil))
        return
      }
      outcomes[function] =
        failed.contains(function.test)
        ? .failed(Self.failure)
        : .counted([Self.counted(session)])
    }
  }

  private static func counted(_ session: BenchmarkSession) -> CountedSession {
    CountedSession(session: session, profile: CallgrindProfile(events: ["Ir"], functions: [], stacks: []))
  }

  private func judge(_ sessions: [BenchmarkSession]) -> Judgement {
    let counts = sessions.compactMap { $0.reading("instructions")?.values.first }
    let isWorse = counts.allSatisfy { $0 > baseline }
    return .init(
      verdicts: [
        Verdict(
          benchmark: sessions[0].id, outcome: isWorse ? .regressed : .same, reason: .countGrew,
          sessions: sessions.count)
      ], wantsMore: isWorse && counts.count < 3 && (counts.min() ?? 0) <= 2 * baseline)
  }
}

@Suite("Rounds of counting")
struct CountingRoundsTests {
  private let dependencies = FabricatedCounts()

  @Test("A function whose first call is counted has a process of its own from the first round on")
  func alone() throws {
    _ = try dependencies.run(["S.a", "S.b", "S.c"], policy: .untilJudged, alone: ["S.b"], costs: ["b": 1])
    #expect(dependencies.asked == ["1×1: a+c b"])
  }

  @Test("count each suite once in a process, the most expensive first, and those of unknown cost before all")
  func unchanged() throws {
    let run = try dependencies.run(
      ["S.a", "S.b", "T.c", "U.d"], policy: .untilJudged, costs: ["a": 1, "b": 2, "c": 9])
    #expect(dependencies.asked == ["1×1: d c a+b"])
    #expect(run.sessions.count == 4 && dependencies.record.verdicts.allSatisfy { $0.outcome == .same })
  }

  @Test("count worse functions again alone, until they are not worse or three processes agree")
  func candidates() throws {
    dependencies.counts = ["a": [110, 110, 110], "b": [110, 100]]
    _ = try dependencies.run(["S.a", "S.b", "S.c"], policy: .untilJudged)
    #expect(dependencies.asked == ["1×1: a+b+c", "2×1: a b", "3×1: a"])
    #expect(dependencies.record.verdicts.map(\.outcome) == [.regressed, .same, .same])
    #expect(dependencies.record.verdicts.map(\.sessions) == [3, 2, 1])
  }

  @Test("record each function in its suite and alone, and more often where counts differ")
  func recording() throws {
    dependencies.counts = ["b": [100, 101]]
    let run = try dependencies.run(["S.a", "S.b"], policy: .recorded)
    #expect(dependencies.asked == ["1×2: a+b", "2×1: a b", "3×1: b", "4×1: b", "5×1: b"])
    #expect(run.sessions.values.map(\.count).sorted() == [2, 5])
    #expect(dependencies.record.verdicts.isEmpty)
  }

  @Test("report a function without counts, which is not red")
  func failure() throws {
    dependencies.failed = ["b"]
    let run = try dependencies.run(["S.a", "S.b"], policy: .untilJudged)
    #expect(dependencies.record.verdicts.map(\.function.test) == ["a"])
    let verdict = try #require(run.failureVerdicts(besides: [], onFile: [], isOnlyPass: false).first)
    #expect(verdict.function.test == "b")
    #expect(verdict.outcome == .incomparable && verdict.reason == .valueUnavailable)
    #expect(verdict.detail == .unavailable(.notCounted(FabricatedCounts.failure.underCallgrind)))
    #expect(!RedRule.continuousIntegration.isRed(verdict))
    #expect(run.failures.keys.map(\.test) == ["b"])
  }

  @Test("do not repeat counts that are so much worse that the judge requests no more")
  func farWorse() throws {
    dependencies.counts = ["a": [30_000]]
    _ = try dependencies.run(["S.a", "S.b"], policy: .untilJudged)
    #expect(dependencies.asked == ["1×1: a+b"])
    #expect(dependencies.record.verdicts.map(\.outcome) == [.regressed, .same])
  }

  @Test("never restart a function that hung", arguments: [CountingRounds.Policy.untilJudged, .recorded])
  func hanging(policy: CountingRounds.Policy) throws {
    dependencies.hanging = ["b": 0]
    let run = try dependencies.run(["S.a", "S.b", "T.c"], policy: policy)
    #expect(dependencies.asked.dropFirst().allSatisfy { !$0.contains("b") }, "\(dependencies.asked)")
    #expect(run.stopped.map(\.test) == ["b"] && run.failures.keys.map(\.test) == ["b"])
    #expect(Set(run.sessions.keys.map(\.test)) == ["a", "c"])
  }

  @Test("report that a function that hung costs more, where that much was counted")
  func stoppedAndWorse() throws {
    dependencies.hanging = ["b": 1_200]
    let run = try dependencies.run(["S.a", "S.b"], policy: .untilJudged)
    #expect(dependencies.asked == ["1×1: a+b"])
    let verdict = try #require(dependencies.record.verdicts.first { $0.function.test == "b" })
    #expect(verdict.outcome == .regressed && verdict.stoppedAfter == 30)
    #expect(run.failures.isEmpty && run.stopped.map(\.test) == ["b"])
    // What was counted of it is no session: nothing may be filed or shown as its count.
    #expect(run.sessions.keys.map(\.test) == ["a"])
  }

  @Test("report no cost where less was counted than on file, or in a recording")
  func stoppedAndUnknown() throws {
    dependencies.hanging = ["b": 90]
    #expect(
      try dependencies.run(["S.b"], policy: .untilJudged).failures.values.map(\.self) == [FabricatedCounts.timeout])
    dependencies.hanging = ["b": 1_200]
    #expect(try dependencies.run(["S.b"], policy: .recorded).sessions.isEmpty)
    #expect(dependencies.record.verdicts.isEmpty)
  }

  @Test("name a function that hangs once: by its sessions, or red where nothing else is measured")
  func namedOnce() throws {
    dependencies.hanging = ["b": 0]
    let run = try dependencies.run(["S.b"], policy: .untilJudged)
    let function = FabricatedCounts.function("S.b")
    #expect(run.failureVerdicts(besides: [function], onFile: [], isOnlyPass: false).isEmpty)
    #expect(run.failureVerdicts(besides: [], onFile: [], isOnlyPass: false).map(\.outcome) == [.incomparable])
    let alone = run.failureVerdicts(besides: [], onFile: [], isOnlyPass: true)
    #expect(alone.map(\.outcome) == [.failed] && alone.map(\.reason) == [.timedOut])
    #expect(alone.first?.detail == .failure(FabricatedCounts.timeout.underCallgrind))
  }
}
