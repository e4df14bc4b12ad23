import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceTestSupport

/// Event logs of seeded runs.
struct ScaleLogs {
  private static let megabyte = 1_000_000
  /// The second in which the run of the pattern begins, in ten digits as every later one until 2286.
  private static let begin = 1_600_000_000
  private static let name = "20200913-122640000-00000000-scale"

  private let state: StateFolder

  init(folder: URL) { self.init(state: StateFolder(package: folder, environment: [:])) }

  init(state: StateFolder) { self.state = state }

  // MARK: - Making

  /// Makes logs of a megabyte each until they have that many together.
  func make(megabytes: Int) throws {
    try state.create()
    let pattern = try Self.pattern(benchmarks: 80, sessions: 5)
    let places = [Self.name, String(Self.begin)].map { Self.places(of: Data($0.utf8), in: pattern) }
    let count = megabytes * Self.megabyte / pattern.count + 1
    for number in 0..<count {
      // Other names of the same length and later times make it another run.
      let name = Self.name.replacing("00000000", with: String(format: "%08d", number))
      var log = pattern
      Self.write(Data(name.utf8), to: places[0], of: &log)
      Self.write(Data(String(Self.begin + number * 3600).utf8), to: places[1], of: &log)
      try log.write(to: state.eventLog(run: name))
    }
    print("\(count) logs of \(pattern.count) bytes")
  }

  /// Makes the logs of two runs of a suite.
  func make(suite benchmarks: Int) throws {
    try state.create()
    let pattern = try Self.pattern(benchmarks: benchmarks, sessions: 5)
    for (name, time) in [("20200913-122640000-00000001-scale", 1), ("20200913-132640000-00000002-scale", 3601)] {
      var log = pattern
      Self.write(Data(name.utf8), to: Self.places(of: Data(Self.name.utf8), in: log), of: &log)
      Self.write(
        Data(String(Self.begin + time).utf8), to: Self.places(of: Data(String(Self.begin).utf8), in: log), of: &log)
      try log.write(to: state.eventLog(run: name))
    }
    print("2 logs of \(pattern.count) bytes")
  }

  /// Makes the log of one run of a suite, with a fifth metric.
  func makeRun(benchmarks: Int) throws -> URL {
    let log = state.eventLog(run: Self.name)
    let instructions = MetricDescription(name: "instructions", unit: .count, kind: .exact)
    try Self.pattern(benchmarks: benchmarks, sessions: 3, and: [instructions]).write(to: log)
    return log
  }

  /// The part of the level of a benchmark that became slower that it had before.
  static let levelBefore = 0.8

  /// Whether a benchmark became slower: every hundredth one.
  static func isSlower(_ id: BenchmarkID) -> Bool { id.test.hasSuffix("00()") || id.test == "test0()" }

  /// A log with sessions of each benchmark in rounds, each with a time, two counts, an unjudged time, and more metrics.
  /// Its verdicts compare the numbers of these sessions with baselines from before every hundredth one became slower.
  private static func pattern(benchmarks: Int, sessions: Int, and more: [MetricDescription] = []) throws -> Data {
    var random = SplitMix64(seed: 3)
    var provenance = RunProvenance()
    (provenance.revision, provenance.branch) = (String(repeating: "a", count: 40), "main")
    (provenance.dirty, provenance.position) = (false, 1)
    var bodies: [RunEvent.Body] = [
      .runStarted(RunStart(mode: "gate", environment: Example.environment, provenance: provenance))
    ]
    let metrics = [Example.wallClock, Example.unjudged, Example.allocations, Example.hits] + more
    let ids = (0..<benchmarks).map {
      BenchmarkID(module: "AppTests", suite: ["Suite\($0 % 20)"], test: "test\($0)()")
    }
    var bests = [[[Double]]](
      repeating: [[Double]](repeating: [], count: metrics.count), count: benchmarks)
    for round in 1...sessions {
      for (index, id) in ids.enumerated() {
        let readings = metrics.enumerated().map { place, metric in
          let level = level(of: index)
          let count = metric.kind == .exact ? 1 : 30
          let values = (0..<count).map { _ in
            metric.kind == .exact ? level : level * (1 + Double(random.next() % 50_000) / 1e6)
          }
          bests[index][place].append(metric.direction.best(of: values) ?? level)
          return MetricReading(metric, values: values)
        }
        let session = BenchmarkSession(id: id, location: Example.location, iterations: 100, readings: readings)
        bodies.append(.session(SessionEvent(round: round, session: session)))
      }
    }
    for (index, id) in ids.enumerated() {
      for (metric, bests) in zip(metrics, bests[index]) where metric.isJudged {
        bodies.append(.verdict(verdict(on: id, metric, bests: bests, level: level(of: index))))
      }
    }
    bodies.append(.runFinished(RunEnd(seconds: 10)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try bodies.enumerated().reduce(into: Data()) { log, body in
      let time = Double(begin) + Double(body.offset % 1024) / 1024
      log += try encoder.encode(RunEvent(sequence: body.offset + 1, time: time, run: name, body.element))
      log.append(UInt8(ascii: "\n"))
    }
  }

  /// The level of a benchmark in all its metrics.
  private static func level(of index: Int) -> Double { Double(1000 * (index + 1)) }

  /// The verdict on sessions by their best samples.
  private static func verdict(
    on id: BenchmarkID, _ metric: MetricDescription, bests: [Double], level: Double
  ) -> Verdict {
    let isHigherBetter = metric.direction == .higherIsBetter
    let change = isSlower(id) ? levelBefore : 1
    let baseline = isHigherBetter ? level / change : level * change
    let isSampled = metric.kind == .sampled
    var verdict = Verdict(
      benchmark: id, metric: metric, outcome: .same, reason: isSampled ? .withinTolerance : .countEqual,
      baseline: baseline, now: metric.direction.best(of: bests), sessions: bests.count)
    if isSlower(id) {
      (verdict.outcome, verdict.reason) = (.regressed, isSampled ? .everySessionWorse : .countGrew)
    }
    return verdict
  }

  private static func places(of text: Data, in log: Data) -> [Range<Int>] {
    var places: [Range<Int>] = []
    while let place = log.range(of: text, in: (places.last?.upperBound ?? 0)..<log.count) { places.append(place) }
    return places
  }

  private static func write(_ text: Data, to places: [Range<Int>], of log: inout Data) {
    for place in places { log.replaceSubrange(place, with: text) }
  }

  /// Makes the log of a shard: a pattern whose rounds are repeated.
  private func shard(_ name: String, module: String, megabytes: Int) throws -> URL {
    var pattern = try Self.pattern(benchmarks: 80, sessions: 5)
    for (text, other) in [(Self.name, name), ("AppTests", module)] {
      Self.write(Data(other.utf8), to: Self.places(of: Data(text.utf8), in: pattern), of: &pattern)
    }
    let lines = pattern.split(separator: UInt8(ascii: "\n"))
    let rounds = Data(lines.dropFirst().dropLast().joined(separator: [UInt8(ascii: "\n")]))
    let log = state.eventLog(run: name)
    try Data().write(to: log)
    let handle = try FileHandle(forWritingTo: log)
    defer { try? handle.close() }
    let feed = Data("\n".utf8)
    try handle.write(contentsOf: lines[0] + feed)
    for _ in 0...(megabytes * Self.megabyte / pattern.count) { try handle.write(contentsOf: rounds + feed) }
    try handle.write(contentsOf: lines[lines.count - 1] + feed)
    return log
  }

  /// Makes two shards that have that many megabytes together, joins them, and prints how much memory that needed.
  func merge(megabytes: Int) throws {
    try state.create()
    let logs = [
      try shard("20200913-122640000-00000001-scale", module: "AppTests", megabytes: megabytes / 2),
      try shard("20200913-122640000-00000002-scale", module: "BppTests", megabytes: megabytes / 2),
    ]
    let result = try ShardMerge(logs: logs).write(to: state.url.appendingPathComponent("joined.jsonl"))
    print("\(result.subjects) benchmarks of \(result.shards) shards, at most \(Self.peak) MiB of memory")
  }

  // MARK: - Reading

  /// Makes the index of all logs, and prints how much memory that needed.
  func rebuild() {
    let clock = ContinuousClock()
    let begin = clock.now
    let store = HistoryStore(state: state)
    let runs = (try? store.read { try $0.runs().count }) ?? 0
    for message in store.messages { print(message) }
    let seconds = String(format: "%.1f", Double((clock.now - begin).components.seconds))
    print("\(runs) runs in \(seconds) s, at most \(Self.peak) MiB of memory")
  }

  /// The most memory that this process had so far, in MiB; 0 where the system does not say.
  private static var peak: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
  }
}
