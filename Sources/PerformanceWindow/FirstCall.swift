import CPerformanceProbe

/// The measurements of the only call of a cold start.
///
/// A process has one first call, so all are taken around one window: the clock innermost, then the counters, then the
/// kernel's accounting. The time includes some nanoseconds of counting per allocation.
package struct FirstCall {
  /// The time.
  package var watch: Stopwatch
  /// The allocations and reference counting.
  package var counts = AllocationCounts(source: nil)
  /// The kernel's accounting; `nil` where no metric reads it.
  package var account: WindowAccount?

  /// Creates measurements of the time alone.
  /// - Parameter slowdown: a factor from 1 up, see ``Stopwatch``.
  package init(slowdown: Double = 1) { watch = Stopwatch(slowdown: slowdown) }

  fileprivate mutating func start() {
    account?.start()
    counts.start()
    watch.start()
  }

  fileprivate mutating func stop() {
    watch.stop()
    counts.stop()
    account?.stop()
  }
}

extension ProbeReading<FirstCall> {
  /// A probe that adds the measurements of a window to these.
  package var probe: WindowProbe {
    probe(
      start: { $0?.assumingMemoryBound(to: FirstCall.self).pointee.start() },
      stop: { $0?.assumingMemoryBound(to: FirstCall.self).pointee.stop() })
  }
}
