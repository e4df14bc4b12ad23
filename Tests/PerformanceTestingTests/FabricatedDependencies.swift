import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceTesting

/// Dependencies of rounds that answer as a test says, and remember what was asked of them.
final class FabricatedDependencies {
  /// How many sessions each function wants; failed and disabled functions are named besides.
  var wanted: [String: Int] = [:]
  var failed: Set<String> = []
  var disabled: Set<String> = []
  /// Seconds a session takes.
  var cost = 0.01
  /// Seconds that a session of a function takes, where they are others.
  var costs: [String: Double] = [:]
  /// The GPU conditions of sessions.
  var gpu: GPUConditions?
  /// The round from which functions run without reaching a `measure` call.
  var unreachedFrom: [String: Int] = [:]
  /// How many sessions the processor time of each function wants, where that is judged besides.
  var processorTime: [String: Int] = [:]
  /// How many sessions the growth of each function's costs wants, where that is judged besides.
  var growth: [String: Int] = [:]
  /// The attempt at which the parent of the run is gone.
  var abandonedAt = Int.max

  /// The functions of the other build, if there is one, and those that fail or are disabled.
  var other: [String]?
  var failedInOther: Set<String> = []
  var disabledInOther: Set<String> = []
  /// The sides of the attempts: `B` for the other build, `A` for this one.
  private(set) var sides: [Character] = []
  /// How many sessions of each side were last judged.
  private(set) var judgedPairs: [String: [Int]] = [:]

  /// The iterations on file, by the texts of ids.
  var onFile: [String: [String: Int]] = [:]
  /// The iterations that the processes of both sides select for a function's first benchmark, in their order.
  var selectedIterations: [Int] = []
  /// The iterations that each process got.
  private(set) var planned: [[String: Int]] = []

  private(set) var attempts: [SessionAttempt] = []
  private(set) var pauses: [Double] = []
  private(set) var reported: [RunEvent.Body] = []
  /// The record of the logged events.
  var record: RunRecord { RunRecord(reported.map { RunEvent($0) }) }
  private(set) var lastReasons: [Remaining] = []
  private var clock = 1000.0

  /// Seconds since the rounds began.
  var elapsed: Double { clock - 1000 }

  func rounds(
    _ functions: [String], policy: SessionRounds.Policy = .untilJudged, timeLimit: Double? = nil
  ) -> SessionRounds {
    SessionRounds(
      functions.map(Self.function), policy: policy, timeLimit: timeLimit.flatMap { TimeLimit(seconds: $0) },
      dependencies: SessionRounds.Dependencies(
        iterations: { self.onFile[$0.test] ?? [:] }, takeSession: { self.takeSession($0, $1) },
        judge: { self.judge($0, $1) },
        judgeGrowth: { self.judgeGrowth($0, $1) }, emit: { self.reported.append($0) },
        now: { self.clock },
        pause: {
          self.pauses.append($0)
          self.clock += $0
        },
        other: other.map { names in
          OtherBuild(
            functions: Set(names.map(Self.function)), takeSession: { self.takeOtherSession($0, $1) },
            judge: { base, now, reason in
              if let id = (now.first ?? base.first)?.id, id.label == nil {
                self.judgedPairs[id.test] = [base.count, now.count]
              }
              return self.judge(now, reason)
            })
        }))
  }

  private func takeOtherSession(_ attempt: SessionAttempt, _ iterations: [String: Int]) -> TestBundle.Outcome {
    sides.append("B")
    planned.append(iterations)
    let name = attempt.function.test
    if disabledInOther.contains(name) { return .disabled }
    if failedInOther.contains(name) { return .failed(Failure(.crashed(signal: 4, output: ""))) }
    return .measured([Self.session(name, iterations: selected ?? 1)])
  }

  /// The attempts in their order, such as `1a`: the round and the function.
  var order: [String] { attempts.map { "\($0.round)\($0.function.test)" } }

  static func function(_ name: String) -> TestFunctionID { TestFunctionID(module: "M", suite: ["S"], test: name) }

  /// The iterations that the newest process selects.
  private var selected: Int? {
    selectedIterations.indices.contains(planned.count - 1) ? selectedIterations[planned.count - 1] : nil
  }

  static func session(_ name: String, label: String? = nil, iterations: Int = 1) -> BenchmarkSession {
    BenchmarkSession(
      id: BenchmarkID(module: "M", suite: ["S"], test: name, label: label),
      location: CodeLocation(fileID: "M/F.swift", filePath: "/F.swift", line: 1, column: 1),
      iterations: iterations, readings: [])
  }

  private func takeSession(_ attempt: SessionAttempt, _ iterations: [String: Int]) -> TestBundle.Outcome {
    attempts.append(attempt)
    sides.append("A")
    planned.append(iterations)
    let name = attempt.function.test
    clock += costs[name] ?? cost
    if attempts.count >= abandonedAt { return .abandoned }
    if disabled.contains(name) { return .disabled }
    if failed.contains(name) { return .failed(Failure(.crashed(signal: 11, output: ""))) }
    if let round = unreachedFrom[name], attempt.round >= round {
      return .empty(.notReached)
    }
    var session = Self.session(name, iterations: selected ?? 1)
    session.gpu = gpu
    return .measured([session, Self.session(name, label: "second", iterations: 7)])
  }

  private func judge(_ sessions: [BenchmarkSession], _ remaining: Remaining) -> Judgement {
    if remaining.isNone { lastReasons.append(remaining) }
    guard let id = sessions.first?.id else { return Judgement() }
    // The second benchmark of each function is always content.
    let isContent = id.label != nil || sessions.count >= wanted[id.test, default: 1]
    let open: Verdict.Reason = remaining.isNone ? .timeLimitReached : .tooFewSessions
    let verdict = Verdict(
      benchmark: id, metric: Metric.wallClock.definition.description, outcome: isContent ? .same : .ambiguous,
      reason: isContent ? .withinTolerance : open, sessions: sessions.count)
    guard id.label == nil, let count = processorTime[id.test] else {
      return .init(verdicts: [verdict], wantsMore: !isContent)
    }
    let isDecided = sessions.count >= count
    let other = Verdict(
      benchmark: id, metric: Metric.cpuTime.definition.description, outcome: isDecided ? .same : .ambiguous,
      reason: isDecided ? .withinTolerance : open, sessions: sessions.count)
    return .init(verdicts: [verdict, other], wantsMore: !isContent || !isDecided)
  }

  private func judgeGrowth(_ sessions: [BenchmarkID: [BenchmarkSession]], _ remaining: Remaining) -> [Judgement] {
    guard let id = sessions.keys.min(), let count = growth[id.test], let taken = sessions[id]?.count else { return [] }
    let isDecided = taken >= count
    let time = Metric.wallClock.definition.description
    let verdict = Verdict(
      .function(id.function), metric: Growth.metric(of: time), outcome: isDecided ? .same : .ambiguous,
      reason: isDecided ? .growthWithin : remaining.isNone ? .timeLimitReached : .tooFewSessions, sessions: taken,
      detail: .growth(Growth(declared: .linear, cost: time, points: [])))
    return [Judgement(verdicts: [verdict], wantsMore: !isDecided && !remaining.isNone)]
  }
}
