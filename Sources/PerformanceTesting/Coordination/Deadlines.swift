import PerformanceRecords

/// The time that a process may run without progress, by the usual cost of its function.
///
/// Progress is the begin of a test function, the end of a benchmark, or the end of a window of a second or more.
package struct Deadlines: Sendable {
  /// `PERFTEST_DEADLINE`: the limit for functions without a baseline, and the minimum for sessions of all others.
  package let setting: Double
  /// Seconds of a sample of a function's slowest benchmark, where it has a baseline.
  package let samples: [TestFunctionID: Double]
  /// Instructions of a function, where it has a baseline.
  package let instructions: [TestFunctionID: Double]

  package init(setting: Double, samples: [TestFunctionID: Double], instructions: [TestFunctionID: Double]) {
    self.setting = setting
    self.samples = samples
    self.instructions = instructions
  }

  /// How many times its usual time a sample may take: a body of a minute may become several times slower and still be
  /// measured.
  private static let slower = 10.0
  /// Instructions a second under Callgrind on a busy machine.
  private static let countingSpeed = 20e6
  /// How many times its usual time a count may take. A body that executes 300 times its baseline is known to be worse
  /// long before its end.
  private static let counts = 50.0
  /// The minimum for a count, unless the setting is less: a process under Valgrind may stall for a while.
  private static let shortestCount = 30.0

  /// Seconds for a session.
  package func session(of function: TestFunctionID) -> Double {
    max(setting, Self.slower * (samples[function] ?? 0))
  }

  /// Seconds for counting: less than the setting where the baseline is small, more where it is large.
  package func counting(of function: TestFunctionID) -> Double {
    guard let instructions = instructions[function] else { return session(of: function) }
    let usual = instructions / Self.countingSpeed
    return max(Self.slower * usual, min(setting, max(Self.shortestCount, Self.counts * usual)))
  }
}
