import CPerformanceProbe

/// The two edges of a measured window; what is read at them depends on the pass.
///
/// Wall time is read last at the start and first at the end, so that nothing but the body lies between its reads.
public struct Stopwatch {
  /// What is read at the window's edges. Each is read in iterations of its own, never beside the clock.
  package enum Pass: Hashable, Sendable {
    /// Wall-clock and CPU time.
    case clock
    /// Allocations and reference counting.
    case counters
    /// The kernel's accounting of the process.
    case process
    /// Instructions, by Callgrind, under which the process must run.
    case instructions
    /// The sensors of a GPU, which are read between windows; how long they lasted is all that is measured of them.
    case gpu
  }

  package let pass: Pass
  /// Sums over all windows between the edges.
  package var wall: UInt64 = 0
  package var cpu: UInt64 = 0
  package var counts = perf_counts()
  package var process = ProcessAccount()

  private let slowdown: Double
  private var wallStart: UInt64 = 0
  private var cpuStart: UInt64 = 0
  private var processStart = ProcessAccount()

  /// A stopwatch that has not run.
  /// - Parameter slowdown: a factor from 1 up; above 1 the end of a clock window spins until it took that much longer.
  package init(pass: Pass, slowdown: Double = 1) {
    self.pass = pass
    self.slowdown = slowdown
  }

  /// Opens the window.
  public mutating func start() {
    switch pass {
    case .clock:
      cpuStart = perf_cpu_now()
      wallStart = perf_now()
    case .counters:
      perf_registered_counter_source()?.pointee.start()
    case .process:
      processStart = .now()
    case .instructions:
      perf_callgrind_start()
    case .gpu:
      wallStart = perf_now()
    }
  }

  /// Closes the window and adds it up.
  public mutating func stop() {
    switch pass {
    case .clock:
      var end = perf_now()
      if slowdown > 1 { end = spin(from: end) }
      wall += end - wallStart
      cpu += perf_cpu_now() - cpuStart
    case .counters:
      if let counted = perf_registered_counter_source()?.pointee.stop() { counts += counted }
    case .process:
      process += .now() - processStart
    case .instructions:
      perf_callgrind_stop()
    case .gpu:
      wall += perf_now() - wallStart
    }
  }

  /// Keeps the processor busy until the window took `slowdown` times as long: proves that a gate bites.
  ///
  /// The clock alone is not enough. On a loaded machine the spin itself waits for the processor, and what waits is not
  /// work: planted slowdowns shrank to what the load left of them. So the processor time must grow by its share too.
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

extension perf_counts {
  fileprivate static func += (sum: inout perf_counts, part: perf_counts) {
    sum.allocations += part.allocations
    sum.frees += part.frees
    sum.allocated_bytes += part.allocated_bytes
    sum.live_bytes += part.live_bytes
    sum.objects += part.objects
    sum.retains += part.retains
    sum.releases += part.releases
  }
}

extension Stopwatch {
  /// The smallest step of the clock in nanoseconds that shows in a few thousand reads.
  package static func smallestStep() -> Double? {
    var smallest: UInt64?
    for _ in 0..<2000 {
      let begin = perf_now()
      var end = perf_now()
      // A coarse clock shows the same time for a while; one that stands still must not hang the caller.
      for _ in 0..<100_000 where end == begin { end = perf_now() }
      if end > begin { smallest = min(smallest ?? .max, end - begin) }
      if end - begin > 1_000_000 { break }
    }
    return smallest.map { Double($0) }
  }
}
