import Foundation
import PerformanceRecords
import PerformanceTestSupport

/// A package with the logs of runs.
final class HistoryPackage: Sendable {
  let folder: TemporaryFolder
  /// The package.
  let url: URL

  /// A package in a folder of its own, or in this one.
  init(in place: URL? = nil) throws {
    folder = try TemporaryFolder()
    url = place ?? folder.url
    try Data("// swift-tools-version: 6.3\n".utf8).write(to: url.appendingPathComponent("Package.swift"))
  }

  /// The name of a run.
  static func name(_ number: Int) -> String { "20260131-\(String(format: "%09d", number * 1000))-0000abcd-7" }

  /// The log of a run.
  func log(_ number: Int) -> URL { url.appendingPathComponent(".perftest/runs/\(Self.name(number)).jsonl") }

  /// The index.
  var index: URL { url.appendingPathComponent(".perftest/history.db") }

  /// A benchmark of a run.
  struct Result {
    var test: String
    var label: String?
    var time = 1000.0
    var outcome: Verdict.Outcome? = .same
    var reason = Verdict.Reason.withinTolerance
  }

  /// Writes the log of a run.
  /// - Parameter days: How old the run is.
  func write(
    _ number: Int, _ results: [Result] = [.init(test: "decode()")], days: Double = 1, dirty: Bool = false,
    ending: Example.Ending = .finished
  ) throws {
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch) = (String(repeating: "\(number % 10)", count: 40), "main")
    provenance.dirty = dirty
    var bodies: [RunEvent.Body] = [
      .runStarted(RunStart(mode: "gate", environment: Example.environment, provenance: provenance))
    ]
    for result in results {
      let id = Example.id(result.test, label: result.label)
      for round in 1...2 {
        let session = BenchmarkSession(
          id: id, location: Example.location, iterations: 10,
          readings: [MetricReading(Example.wallClock, values: (0..<20).map { result.time + Double($0) })])
        bodies.append(.session(SessionEvent(round: round, session: session)))
      }
      if let outcome = result.outcome {
        bodies.append(
          .verdict(
            Verdict(
              benchmark: id, metric: Example.wallClock, outcome: outcome, reason: result.reason, baseline: 1000,
              now: result.time)))
      }
    }
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 1))) }
    // Of two runs of one age the one with the greater number is the later one.
    let time = Date().timeIntervalSince1970 - days * 86_400 + Double(number) * 10
    let lines = try bodies.enumerated().map { index, body in
      try JSONEncoder().encode(
        RunEvent(sequence: index + 1, time: time + Double(index) / 1000, run: Self.name(number), body))
    }
    let runs = log(number).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: runs, withIntermediateDirectories: true)
    try Data(lines.map { $0 + Data("\n".utf8) }.joined()).write(to: log(number))
  }

  /// Runs a command of the history in this process.
  func run(_ arguments: String...) async -> CommandOutcome {
    await Perftest.run(["history"] + arguments, in: url)
  }

  /// Runs a command of the history in a process of its own.
  func execute(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandOutcome {
    try await start(arguments, environment: environment).outcome()
  }

  /// Starts a command of the history.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
    try BuiltCommand.start(["history"] + arguments, environment: environment, in: url)
  }
}
