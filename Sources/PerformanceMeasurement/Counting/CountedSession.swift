import PerformanceBundles
import PerformanceProfiles
import PerformanceRecords

/// A benchmark with its counts.
package struct CountedSession: Sendable {
  /// The session; its readings are instructions.
  package var session: BenchmarkSession
  /// The costs by function of the last counted iteration.
  package var profile: CallgrindProfile

  package init(session: BenchmarkSession, profile: CallgrindProfile) {
    self.session = session
    self.profile = profile
  }
}

extension CountedSession {
  /// Combines a process's report on a benchmark with the costs; `nil` without any costs.
  ///
  /// A dump without a counted instruction is no count: each iteration executes at least those of the loop. Beside two
  /// busy loops one of 1 400 dumps was empty, and once a dump had functions of the C library alone; a gate called the
  /// count of 0 improved.
  init?(_ benchmark: CountedBenchmark, profiles dumped: [CallgrindProfile], instrument: String) {
    let profiles = dumped.filter { $0.exactInstructions != 0 }.map { $0.divided(by: benchmark.iterations ?? 1) }
    guard let last = profiles.last else { return nil }
    session = benchmark.session
    profile = last
    for index in session.readings.indices {
      let name = session.readings[index].metric.name
      guard let cost = Self.costs[name] else { continue }
      session.readings[index].values = profiles.compactMap(cost).map(Double.init)
      session.readings[index].instrument = instrument
    }
    // Only a pass with simulated caches has them, without a request by the test.
    let cycles = profiles.compactMap(\.estimatedCycles).map(Double.init)
    if !cycles.isEmpty {
      let metric = Metric.estimatedCycles.definition
      session.readings.append(MetricReading(metric.description, values: cycles))
    }
  }

  /// A lower bound for a benchmark whose iteration did not end; `nil` where nothing was counted.
  init?(unfinished profile: CallgrindProfile, of id: BenchmarkID, at location: CodeLocation, instrument: String) {
    guard let instructions = profile.exactInstructions, instructions > 0 else { return nil }
    let readings = Metric.instructions.definitions.map { metric in
      var reading = MetricReading(metric.description, values: [Double(instructions)])
      reading.instrument = instrument
      return reading
    }
    session = BenchmarkSession(id: id, location: location, iterations: 1, readings: readings)
    self.profile = profile
  }

  private static let costs: [String: @Sendable (CallgrindProfile) -> Int?] = [
    CountedMetric.instructions: { $0.exactInstructions },
    CountedMetric.totalInstructions: { $0.totalInstructions },
  ]
}

extension CallgrindProfile {
  /// Estimated cycles; `nil` without simulated caches.
  ///
  /// `L1 hits + 5 · last-level hits + 35 · memory accesses`, see ``Metric/estimatedCycles``.
  fileprivate var estimatedCycles: Int? {
    guard let accesses = sum(of: ["Ir", "Dr", "Dw"]), let misses = sum(of: ["I1mr", "D1mr", "D1mw"]),
      let memory = sum(of: ["ILmr", "DLmr", "DLmw"])
    else { return nil }
    return (accesses - misses) + 5 * (misses - memory) + 35 * memory
  }

  private func sum(of events: [String]) -> Int? {
    let indices = events.compactMap(index(of:))
    guard indices.count == events.count else { return nil }
    return functions.reduce(0) { sum, function in indices.reduce(sum) { $0 + function.ownCost[$1] } }
  }
}
