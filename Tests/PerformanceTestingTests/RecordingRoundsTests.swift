import PerformanceBundles
import PerformanceMeasurement
import PerformanceRegression
import PerformanceTesting
import Testing

/// A machine on which each function has the times that a test says, and on which a process takes a while.
private final class Machine {
  /// Nanoseconds of a function's sessions in order; the last one goes on.
  private let times: [String: [Double]]
  /// Seconds that a process takes.
  private let duration: (Int) -> Double
  private var clock = 0.0
  /// The functions whose sessions were taken, with the seconds at which each began.
  private(set) var sessions: [(name: String, begin: Double)] = []

  init(_ times: [String: [Double]], duration: @escaping (Int) -> Double = { _ in 0.1 }) {
    self.times = times
    self.duration = duration
  }

  /// Records and gives the number of sessions of each function.
  func record(usual: Int, most: Int) throws -> [String: Int] {
    let functions = times.keys.sorted().map { TestFunctionID(module: "M", suite: ["S"], test: $0) }
    var rounds = SessionRounds(
      functions, policy: .recording(RecordingRounds(usual: usual, most: most)),
      dependencies: SessionRounds.Dependencies(
        takeSession: { attempt, _ in self.takeSession(attempt) },
        judge: { _, _ in .init(verdicts: [], wantsMore: true) }, emit: { _ in },
        now: { self.clock }, pause: { self.clock += $0 }))
    try rounds.run()
    return sessions.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
  }

  var seconds: Double { clock }

  private func takeSession(_ attempt: SessionAttempt) -> TestBundle.Outcome {
    let name = attempt.function.test
    let values = times[name] ?? []
    let index = sessions.count { $0.name == name }
    sessions.append((name, clock))
    clock += duration(sessions.count)
    let time = MetricDescription(name: "wallClock", unit: .nanoseconds)
    return .measured([
      BenchmarkSession(
        id: BenchmarkID(module: "M", suite: ["S"], test: name),
        location: CodeLocation(fileID: "M/F.swift", filePath: "/F.swift", line: 1, column: 1), iterations: 1,
        readings: [MetricReading(time, values: [values.indices.contains(index) ? values[index] : values.last ?? 0])])
    ])
  }
}

@Suite("Rounds of a recording")
struct RecordingRoundsTests {
  private static let slow = Array(repeating: 170.0, count: 11)

  @Test("continue for functions whose floor was hit too rarely, until it was hit enough")
  func more() throws {
    let machine = Machine(["steady": [100], "once": [100] + Self.slow + [101, 170, 102, 103, 170, 104, 170]])
    #expect(try machine.record(usual: 12, most: 36) == ["steady": 12, "once": 18])
    #expect(machine.sessions.suffix(6).allSatisfy { $0.name == "once" })
  }

  @Test("end at the maximum for a floor that is hit once")
  func most() throws {
    let machine = Machine(["once": [100] + Self.slow])
    #expect(try machine.record(usual: 12, most: 20) == ["once": 20])
  }

  @Test("have the usual number where no more are allowed")
  func usual() throws {
    let machine = Machine(["once": [100] + Self.slow])
    #expect(try machine.record(usual: 12, most: 12) == ["once": 12])
  }

  @Test("are a second apart when few functions are left, and follow each other at once before")
  func spacing() throws {
    let machine = Machine(["once": [100] + Self.slow])
    _ = try machine.record(usual: 12, most: 20)
    let begins = machine.sessions.map(\.begin)
    let distances = zip(begins, begins.dropFirst()).map { $1 - $0 }
    #expect(distances.prefix(11).allSatisfy { abs($0 - 0.1) < 1e-9 })
    #expect(distances.dropFirst(11).allSatisfy { abs($0 - 1.1) < 1e-9 })
  }

  @Test("end after three times the undisturbed duration of the usual ones, or half a minute")
  func timeLimit() throws {
    // The fastest process of either takes a second: 24 s are quiet, 72 s the limit.
    let long = Machine(["a": [100] + Self.slow, "b": [100] + Self.slow]) { $0 <= 2 ? 1 : 2 }
    #expect(try long.record(usual: 12, most: 100) == ["a": 19, "b": 19])
    #expect(long.seconds >= 72 && long.seconds < 76)
    let short = Machine(["a": [100] + Self.slow])
    _ = try short.record(usual: 12, most: 100)
    #expect(short.seconds >= 30 && short.seconds < 31.2)
  }

  @Test("have the usual number when that took longer than the whole limit")
  func late() throws {
    let machine = Machine(["a": [100] + Self.slow]) { $0 == 1 ? 1 : 10 }
    #expect(try machine.record(usual: 12, most: 100) == ["a": 12])
  }

  @Test("never have fewer than the usual number")
  func bounds() {
    #expect(RecordingRounds(usual: 12, most: 36).most == 36)
    #expect(RecordingRounds(usual: 12, most: 3).most == 12)
  }
}
