import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// A state folder with logs of scripted runs.
final class ScriptedHistory: Sendable {
  /// Whether this system has SQLite.
  static let hasSQLite = (try? SQLiteLibrary()) != nil
  static let reason: Comment = "libsqlite3 is not installed"

  let folder: TemporaryFolder
  let state: StateFolder

  init() throws {
    folder = try TemporaryFolder()
    state = StateFolder(package: folder.url, environment: [:])
    try state.create()
  }

  /// The history, with what is new.
  func open() -> HistoryStore { HistoryStore(state: state) }

  /// The history without SQLite.
  func withoutLibrary() throws -> HistoryStore {
    let absent = Result { () throws(SQLiteLibrary.Unavailability) in try SQLiteLibrary("libsqlite3-absent.so") }
    return HistoryStore(state: state, library: absent)
  }

  // MARK: - Logs

  /// The name of a run; later ones have greater numbers.
  static func name(_ number: Int) -> String { "20260101-\(String(format: "%06d", number))-0000abcd-1" }

  /// Writes the logs of runs.
  func write(runs: Range<Int>, benchmarks: Int = 3) throws {
    for number in runs { try write(Self.events(run: number, benchmarks: benchmarks), to: Self.name(number)) }
  }

  /// Writes a log.
  func write(_ events: [RunEvent], to run: String) throws {
    try Data(try events.map(Self.line).joined()).write(to: state.eventLog(run: run))
  }

  /// Appends to a log.
  func append(_ events: [RunEvent], to run: String) throws {
    let handle = try FileHandle(forWritingTo: state.eventLog(run: run))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(try events.map(Self.line).joined()))
  }

  private static func line(_ event: RunEvent) throws -> Data { try JSONEncoder().encode(event) + Data("\n".utf8) }

  // MARK: - Events

  /// The time of a run, an hour after the one before.
  static func time(_ number: Int) -> Double { 1_767_225_600 + Double(number) * 3600 }

  /// A benchmark of the scripted suite.
  static func benchmark(_ number: Int) -> BenchmarkID {
    BenchmarkID(
      module: "AppTests", suite: ["JSON", "A/B"], test: "decode(size:)", label: number == 0 ? nil : "\(number)")
  }

  /// The events of a run: two sessions of each benchmark with a time and a count, and their verdicts.
  static func events(
    run number: Int, benchmarks: Int, environment: RunEnvironment = Example.environment, slowdown: Double = 1,
    ending: Example.Ending = .finished
  ) -> [RunEvent] {
    var random = SplitMix64(seed: UInt64(number) + 1)
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch) = (String(repeating: "\(number % 10)", count: 40), "main")
    (provenance.dirty, provenance.position) = (false, number + 1)
    var bodies: [RunEvent.Body] = [
      .runStarted(
        RunStart(
          mode: "gate", environment: environment, provenance: provenance,
          configuration: .init(slowdown: PlantedSlowdown(.time, factor: slowdown))))
    ]
    for benchmark in 0..<benchmarks {
      let id = Self.benchmark(benchmark)
      for round in 1...2 {
        let times = random.times(20, floor: 1000 * Double(benchmark + 1))
        let session = BenchmarkSession(
          id: id, location: Example.location, iterations: 10,
          readings: [
            MetricReading(Example.wallClock, values: times),
            MetricReading(Example.allocations, values: [Double(12 + benchmark)]),
          ])
        bodies.append(.session(SessionEvent(round: round, session: session)))
      }
      bodies.append(
        .verdict(
          Verdict(
            benchmark: id, metric: Example.wallClock, outcome: .same, reason: .withinTolerance, baseline: 1010.5,
            now: 1000)))
    }
    bodies.append(.verdict(Example.missing(Example.id("gone()"))))
    bodies.append(
      .verdict(
        Verdict(
          function: TestFunctionID(module: "AppTests", suite: [], test: "f()"), outcome: .failed, reason: .notInRun)))
    if ending == .finished { bodies.append(.runFinished(RunEnd(seconds: 7.5))) }
    return bodies.enumerated().map {
      RunEvent(sequence: $0 + 1, time: time(number) + Double($0) / 1000, run: name(number), $1)
    }
  }
}

extension HistoryStore {
  /// The names of all runs in their order.
  func runNames() throws -> [String] { try read { try $0.runs() }.map(\.name) }

  /// The points of all series in runs, with the names of the runs.
  func points(inRuns names: [String]) throws -> [HistorySeries: [String]] {
    var all: [HistorySeries: [String]] = [:]
    try read { reader in
      try reader.forEach(of: try reader.series(of: nil), inRuns: names) { series, points in
        all[series] = points.map { "\(names[$0.position]) \($0.point)" }
      }
    }
    return all
  }

  /// Everything that the history has, to be compared with another one.
  func everything() throws -> [RunContents] {
    try read { reader in try reader.runs().compactMap { try reader.contents(ofRun: $0.name) } }
  }
}
