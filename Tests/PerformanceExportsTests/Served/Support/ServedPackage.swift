import Foundation
import PerformanceExports
import PerformanceLog
import PerformanceMachine
import PerformanceMetrics
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Synchronization

/// A package with runs, a log and baselines, on a made-up machine.
final class ServedPackage: Sendable {
  static let suite = "Shop.Cart/Totals"

  let folder: TemporaryFolder
  let state: StateFolder
  let machine: FixtureMachine
  private let seconds = Mutex(0.0)

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("// swift-tools-version: 6.0\n", to: "Package.swift")
    state = StateFolder(package: folder.url, environment: [:])
    try state.create()
    machine = try FixtureMachine()
    try machine.setProcess(20, parent: 1, ticks: 0)
  }

  /// The collector of a new process.
  func collector(
    gpus: [GPUSnapshot] = [], branches: [String: BranchState]? = nil
  ) -> MetricCollector {
    let reader = MachineReader(
      MachineFiles(root: machine.root) { [folder] path in
        path == folder.url.path + "/.perftest"
          ? DiskSpace(total: 100, used: 60, available: 20) : DiskSpace(total: 100, used: 1, available: 99)
      },
      pageSize: 4096, now: { [self] in seconds.withLock { $0 } })
    return MetricCollector(
      MetricSources(
        state: state, log: logs, baselines: BaselineStore(folder: folder.file("baselines")), machine: reader,
        gpus: { gpus },
        branches: { names in
          branches.map { states in Dictionary(uniqueKeysWithValues: names.map { ($0, states[$0] ?? .gone) }) }
        },
        temporary: "/tmp", process: 20))
  }

  /// Lets the machine's clock go on.
  func pass(_ more: Double) { seconds.withLock { $0 += more } }

  // MARK: - Runs

  /// The name of a run; later ones have greater numbers.
  static func name(_ number: Int) -> String {
    "20260101-\(String(100_000_000 + number).dropFirst())000-0000abcd-\(number)"
  }

  /// Writes the log of a run with these verdicts.
  @discardableResult
  func write(
    run number: Int, mode: String = "gate", _ verdicts: [Verdict] = [], change: String? = nil, branch: String? = nil,
    slowdown: PlantedSlowdown = .none, ending: Example.Ending = .finished
  ) throws -> URL {
    var provenance = RunProvenance()
    (provenance.change, provenance.branch) = (change, branch)
    let start = RunStart(
      mode: mode, environment: Example.environment, provenance: provenance, configuration: .init(slowdown: slowdown))
    var bodies: [RunEvent.Body] = [.runStarted(start)] + verdicts.map { .verdict($0) }
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 7.5))) }
    return try write(run: number, bodies)
  }

  /// Writes the log of a run.
  @discardableResult
  func write(run number: Int, _ bodies: [RunEvent.Body]) throws -> URL {
    let name = Self.name(number)
    let lines = try bodies.enumerated().map { index, body in
      let event = RunEvent(
        sequence: index + 1, time: 1_767_225_600 + Double(number) * 3600 + Double(index) / 1000, run: name, body)
      return try JSONEncoder().encode(event) + Data("\n".utf8)
    }
    let log = state.eventLog(run: name)
    try Data(lines.joined()).write(to: log)
    return log
  }

  /// A verdict on a budget that a run exceeded.
  static func exceeded(_ test: String, statistic: Budget.Statistic = .p95) -> Verdict {
    var verdict = Verdict(
      benchmark: BenchmarkID(module: "Shop", suite: ["Cart", "Totals"], test: test), metric: Example.wallClock,
      outcome: .overBudget, reason: .budgetExceeded, baseline: 100, now: 120)
    verdict.budget = statistic
    return verdict
  }

  // MARK: - The log

  var logs: LogFolder { LogFolder(state.url.appendingPathComponent("logs")) }

  /// Appends records to the file that is written to.
  func log(_ records: [LogRecord], category: LogCategory = .application) throws {
    let file = logs.current(category)
    let before = (try? Data(contentsOf: file)) ?? Data()
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let handle = try before.isEmpty ? Self.created(file) : FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(records.flatMap(\.line)))
  }

  private static func created(_ file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  /// Renames the file that is written to.
  @discardableResult
  func rotate(_ number: Int, category: LogCategory = .application) throws -> URL {
    let rotated = logs.file(RotatedLog(day: "2026-01-31", number: number), of: category)
    try FileManager.default.moveItem(at: logs.current(category), to: rotated)
    return rotated
  }

  static func record(
    _ id: LogMessage, level: LogLevel = .info, _ attributes: [String: JSONValue] = [:]
  ) -> LogRecord {
    LogRecord(
      time: LogTime(seconds: 1_769_860_942), level: level, category: .application, id: id, process: 4242,
      message: "x", attributes: attributes)
  }

  static func command(_ name: String, seconds: Double, exit: Int = 0) -> LogRecord {
    record(
      .commandFinished,
      ["command.name": .string(name), "duration.seconds": .number(seconds), "exit.status": .integer(exit)])
  }

  static func git(_ operation: String, seconds: Double, fails: Bool = false) -> LogRecord {
    record(
      .gitFinished,
      [
        "git.operation": .string(operation), "duration.seconds": .number(seconds),
        "outcome": .string(fails ? "failed" : "ok"),
      ])
  }
}

extension [MetricFamily] {
  /// The lines of samples in Prometheus' format that begin with a text.
  func lines(beginning: String) throws -> [String] {
    MonitoringExample.lines(of: try MetricFormat.prometheus.text(of: self), beginning: beginning)
  }
}
