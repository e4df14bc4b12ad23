import CPerformanceProbe

/// Measures between its start and its stop: by the clock, or by the probe of a pass.
///
/// Wall time is read last at the start and first at the end, so that nothing but the body is between the two reads. A
/// probe has separate windows, in which the clock is not read.
public struct Stopwatch {
  /// The probe that is read instead of the clock; `nil` for the clock.
  package let probe: WindowProbe?
  /// Nanoseconds of wall-clock time, summed over all windows.
  package var wall: UInt64 = 0
  /// Nanoseconds of CPU time, summed over all windows.
  package var cpu: UInt64 = 0

  private let slowdown: Double
  private var wallStart: UInt64 = 0
  private var cpuStart: UInt64 = 0

  /// A stopwatch that reads the clock.
  /// - Parameter slowdown: a factor from 1 up; above 1 the end of a window spins until it took that many times as long.
  package init(slowdown: Double = 1) {
    probe = nil
    self.slowdown = slowdown
  }

  /// A stopwatch that reads a probe.
  package init(probe: WindowProbe) {
    self.probe = probe
    slowdown = 1
  }

  /// Opens the window.
  public mutating func start() {
    if let probe { return probe.start(probe.memory) }
    startClock()
  }

  /// Closes the window and adds it to the sums.
  public mutating func stop() {
    if let probe { return probe.stop(probe.memory) }
    stopClock()
  }

  // Separate functions, which the two above tail-call: Callgrind would otherwise count the registers that they save.

  @inline(never)
  private mutating func startClock() {
    cpuStart = perf_cpu_now()
    wallStart = perf_now()
  }

  @inline(never)
  private mutating func stopClock() {
    var end = perf_now()
    if slowdown > 1 { end = spin(from: end) }
    wall += end - wallStart
    cpu += perf_cpu_now() - cpuStart
  }

  /// Keeps the processor busy until the window took `slowdown` times as long, to demonstrate a red gate.
  ///
  /// The clock alone does not suffice. On a loaded machine the spin itself waits for the processor, and waiting is not
  /// work: planted slowdowns shrank to what the load left of them. So the processor time must grow by the factor, too.
  @inline(never)  // or the end of each window saves the registers that only this needs
  private func spin(from end: UInt64) -> UInt64 {
    let elapsed = end - wallStart
    let target = wallStart + UInt64(Double(elapsed) * slowdown)
    let cpu = perf_cpu_now()
    let work = min(elapsed, cpu - min(cpu, cpuStart))
    let cpuTarget = cpu + UInt64(Double(work) * (slowdown - 1))
    var now = perf_now()
    while now < target { now = perf_now() }
    while perf_cpu_now() < cpuTarget {}
    return perf_now()
  }
}

extension Stopwatch {
  /// The smallest clock step in nanoseconds, over a few thousand reads.
  package static func smallestStep() -> Double? {
    var smallest: UInt64?
    for _ in 0..<2000 {
      let begin = perf_now()
      var end = perf_now()
      // A coarse clock repeats its time for a while; a stopped one must not hang the caller.
      for _ in 0..<100_000 where end == begin { end = perf_now() }
      if end > begin { smallest = min(smallest ?? .max, end - begin) }
      if end - begin > 1_000_000 { break }
    }
    return smallest.map { Double($0) }
  }
}
