import CPerformanceProbe

/// A fixed piece of work, independent of the code under test, whose time shows the current speed of the processor.
///
/// A chain of multiplications, each of which depends on the previous one: no memory, no branches to predict, nothing
/// for the optimiser to shorten. Its time follows the clock rate and the processor time that the hypervisor grants.
package enum DependentLoop {
  private static let steps = 10_000
  private static let repetitions = 8

  /// The fastest of a few short runs, in nanoseconds for a thousand steps.
  package static func measure() -> Double {
    var fastest = UInt64.max
    for _ in 0..<repetitions {
      let begin = perf_now()
      run()
      fastest = min(fastest, perf_now() - begin)
    }
    return Double(fastest) * 1000 / Double(steps)
  }

  @inline(never)
  private static func run() {
    var value: UInt64 = 1
    var step = 0
    // Not over a range: in a build without optimisation each step of one takes a hundred times as long as the
    // arithmetic, which would dominate tests whose processes measure.
    while step < steps {
      step &+= 1
      value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      withUnsafeMutablePointer(to: &value) { perf_launder($0) }
    }
    withUnsafePointer(to: value) { perf_consume($0) }
  }
}
