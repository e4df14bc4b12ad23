import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport

/// The log of a run and those of shards that measured parts of it at the same times.
struct ScriptedShards {
  let scripted: ScriptedHistory
  /// The names of the shards' runs.
  static let names = [ScriptedHistory.name(7), ScriptedHistory.name(8)]

  init() throws { scripted = try ScriptedHistory() }

  var logs: [URL] { Self.names.map(scripted.state.eventLog) }
  var output: URL { scripted.folder.file("joined.jsonl") }

  /// An acceptance of a benchmark that is gone, which every shard reports.
  static let acceptance = UnusedAcceptance(
    benchmark: Example.id("gone()"), metric: "allocations", until: Day(Date(timeIntervalSince1970: 0)),
    cause: .notMeasured)

  /// An event of the run between its beginning and its end.
  private struct Part {
    /// The shard that has it.
    let shard: Int
    let body: RunEvent.Body
  }

  private static func parts() -> [Part] {
    let function = TestFunctionID(module: "AppTests", suite: [], test: "empty()")
    let others: [(Int, RunEvent.Body)] = [
      (0, .planned(RunPlan(functions: [ScriptedHistory.benchmark(0).function], rounds: 2))),
      (0, .attempt(SessionAttempt(function: function, round: 1, position: 1, count: 2))),
      (1, .unmeasured(UnmeasuredFunction(function: function, cause: .notReached))),
      (
        1,
        .profile(
          ProfiledBenchmark(
            id: ScriptedHistory.benchmark(1),
            profile: BenchmarkProfile(functions: ["f()": .init(own: 5, inclusive: 9)], rest: 4)))
      ),
      (0, .confirmed(ConfirmationCost(against: "main", candidates: 1, buildSeconds: 1, measureSeconds: 2))),
      (1, .bodyRun(BodyRun(function: function, state: .began))),
      (0, .acceptanceUnused(acceptance)),
    ]
    let measured = ScriptedHistory.events(run: 7, benchmarks: 4).dropFirst().dropLast().map { event in
      switch event.body {
      case .session(let measured): (measured.session.id == ScriptedHistory.benchmark(1) ? 1 : 0, event.body)
      case .verdict(let verdict): (verdict.subject.id == ScriptedHistory.benchmark(1) ? 1 : 0, event.body)
      default: (0, event.body)
      }
    }
    return (others + measured).map { Part(shard: $0, body: $1) }
  }

  /// The start of the run or of a shard.
  static func start(filters: [String] = [], skips: [String] = []) -> RunStart {
    var provenance = RunProvenance()
    (provenance.revision, provenance.dirty) = (String(repeating: "7", count: 40), false)
    return RunStart(
      mode: "gate", environment: Example.environment, provenance: provenance,
      configuration: .init(filters: filters, skips: skips, timeLimit: 90))
  }

  static let filters = [["JSON"], ["XML"]]

  /// The events of the run that measured everything.
  static func whole() -> [RunEvent] {
    events(of: "whole", start: start(filters: ["JSON", "XML"]), Array(parts().enumerated()), seconds: 7)
  }

  /// The events of a shard.
  static func shard(_ index: Int, changing change: (inout RunStart) -> Void = { _ in }) -> [RunEvent] {
    var start = start(filters: filters[index])
    change(&start)
    let own = parts().enumerated().filter { $0.element.shard == index }
    return events(of: names[index], start: start, own, seconds: index == 0 ? 4.5 : 2.5)
  }

  private static func events(
    of run: String, start: RunStart, _ parts: [EnumeratedSequence<[Part]>.Element], seconds: Double
  ) -> [RunEvent] {
    let begin = ScriptedHistory.time(7)
    var all: [(Double, RunEvent.Body)] = [(begin, .runStarted(start))]
    all += parts.map { (begin + 1 + Double($0.offset), $0.element.body) }
    all.append((begin + 1000, .runFinished(RunEnd(seconds: seconds))))
    return all.enumerated().map { RunEvent(sequence: $0 + 1, time: $1.0, run: run, $1.1) }
  }

  /// Writes the logs of both shards.
  func write(changing change: (inout RunStart) -> Void = { _ in }) throws {
    try scripted.write(Self.shard(0), to: Self.names[0])
    try scripted.write(Self.shard(1, changing: change), to: Self.names[1])
  }

  /// Joins the logs in the given order.
  @discardableResult
  func merge(_ logs: [URL]? = nil, to output: URL? = nil) throws -> ShardMerge.Result {
    try ShardMerge(logs: logs ?? self.logs).write(to: output ?? self.output)
  }
}
