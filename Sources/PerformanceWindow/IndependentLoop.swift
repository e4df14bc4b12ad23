import CPerformanceProbe

/// A calibration loop of independent arithmetic: it fills the execution units of a core.
///
/// A thread on the sibling of the same core takes up to half of them. The chain of ``DependentLoop`` leaves most units
/// idle and does not show this: while a program was 60 % slower in fifteen processes, it took the same time.
package enum IndependentLoop {
  // Half a millisecond, a quarter of a sample: shorter runs fit into the gaps of a sibling's work, which samples do
  // not.
  private static let steps = 500_000

  /// One run, in nanoseconds for a thousand steps.
  package static func measure() -> Double {
    let begin = perf_now()
    run()
    return Double(perf_now() - begin) * 1000 / Double(steps)
  }

  @inline(never)
  private static func run() {
    var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    var (e, f, g, h): (UInt64, UInt64, UInt64, UInt64) = (5, 6, 7, 8)
    var step = 0
    while step < steps {  // see DependentLoop
      let number = UInt64(truncatingIfNeeded: step)
      a = (a &+ number) ^ 0x5555
      b = (b ^ number) &+ 0x3333
      c = (c &+ number) ^ 0x0f0f
      d = (d ^ number) &+ 0x00ff
      e = (e &+ number) ^ 0x1111
      f = (f ^ number) &+ 0x2222
      g = (g &+ number) ^ 0x4444
      h = (h ^ number) &+ 0x8888
      // Without a barrier the optimiser vectorises the loop, or replaces it by a formula.
      withUnsafeMutablePointer(to: &a) { perf_launder($0) }
      step &+= 1
    }
    withUnsafePointer(to: a ^ b ^ c ^ d ^ e ^ f ^ g ^ h) { perf_consume($0) }
  }
}
