import PerformanceRegression
import PerformanceTestSupport

/// A recording of 80 benchmarks of unchanged code, 24 sessions each, on a host whose other guests came and went: the best
/// samples lie at 1.00 to 1.03 of the floor in 45 % of the sessions, and at 1.5 to 1.9 in most others.
struct BusyHost {
  /// Twelve sessions on file, and those that follow.
  struct Split {
    var baseline: [Double]
    var fresh: [Double]
  }

  let benchmarks: [[Double]]

  init() throws { benchmarks = try fixture("busy-host") }

  /// A random half on file, the other half fresh in the order of time; each session beyond these is any one but the
  /// best one on file.
  static func split(_ sessions: [Double], _ random: inout SplitMix64, most: Int) -> Split {
    var order = Array(sessions.indices)
    for index in order.indices.dropLast() {
      order.swapAt(index, index + Int(random.next() % UInt64(order.count - index)))
    }
    let baseline = order.prefix(12).map { sessions[$0] }
    var fresh = order.dropFirst(12).sorted().map { sessions[$0] }
    while fresh.count < most {
      let session = sessions[Int(random.next() % UInt64(sessions.count))]
      if session != baseline.min() { fresh.append(session) }
    }
    return Split(baseline: baseline, fresh: fresh)
  }

  /// Feeds fresh sessions as the gate does, one after the other; with the last one the time limit is reached.
  static func screen(_ run: [Double], _ threshold: DecisionThreshold) -> (step: SampledRule.Decision, taken: Int) {
    for count in 1...run.count {
      let step = SampledRule.decision(
        by: threshold, now: Array(run.prefix(count)), isLast: count == run.count)
      if step != .undecided { return (step, count) }
    }
    return (.undecided, run.count)
  }

  /// Pairs of any two sessions: the host's state changes within seconds.
  static func pair(
    _ sessions: [Double], times factor: Double, _ random: inout SplitMix64
  ) -> (step: PairedRule.Decision, pairs: Int) {
    func any() -> Double { sessions[Int(random.next() % UInt64(sessions.count))] }
    var pairs: [PairedRule.Pair] = []
    while true {
      pairs.append(PairedRule.Pair(base: any(), now: any() * factor))
      let step = PairedRule.standard.decision(pairs, tolerance: .percent(20), direction: .lowerIsBetter)
      if step != .undecided { return (step, pairs.count) }
    }
  }
}
