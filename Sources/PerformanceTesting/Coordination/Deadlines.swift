import PerformanceRecords

/// How long a process may run without progress, by what its function usually needs.
///
/// It is progress when a test function begins, a benchmark ends, or a window of a second or more ends.
package struct Deadlines: Sendable {
  /// `PERFTEST_DEADLINE`: what a function may need of which nothing is on file, and each other one as well.
  package let setting: Double
  /// Seconds that a sample of a function's slowest benchmark takes, where one is on file.
  package let samples: [TestFunctionID: Double]
  /// Instructions of a function on file.
  package let instructions: [TestFunctionID: Double]

  /// Deadlines from what is on file.
  package init(setting: Double, samples: [TestFunctionID: Double], instructions: [TestFunctionID: Double]) {
    self.setting = setting
    self.samples = samples
    self.instructions = instructions
  }

  /// How many times its usual time a sample may take: a body of a minute may become some times slower and still be
  /// measured.
  private static let slower = 10.0
  /// Instructions a second under Callgrind on a busy machine.
  private static let countingSpeed = 20e6
  /// How many times its usual time a count may take. A body that executes 300 times what is on file is known to be worse
  /// long before its end.
  private static let counts = 50.0
  /// What a count may take in any case, unless the setting is less: a process under Valgrind may stand still for a while.
  private static let shortestCount = 30.0

  /// Seconds for a session.
  package func session(of function: TestFunctionID) -> Double {
    max(setting, Self.slower * (samples[function] ?? 0))
  }

  /// Seconds for counting: less than the setting where the count on file takes a moment, more where it takes long.
  package func counting(of function: TestFunctionID) -> Double {
    guard let instructions = instructions[function] else { return session(of: function) }
    let usual = instructions / Self.countingSpeed
    return max(Self.slower * usual, min(setting, max(Self.shortestCount, Self.counts * usual)))
  }
}
