import CPerformanceProbe

/// Allocations and reference counting, summed over windows.
package struct AllocationCounts {
  /// The sums.
  package private(set) var sum = perf_counts()
  private let source: UnsafePointer<perf_counter_source>?

  /// Creates zero counts.
  /// - Parameter source: the counters of this process; `nil` where there are none, and the counts stay zero.
  package init(source: UnsafePointer<perf_counter_source>?) { self.source = source }

  func start() { source?.pointee.start() }

  mutating func stop() {
    guard let part = source?.pointee.stop() else { return }
    sum.allocations += part.allocations
    sum.frees += part.frees
    sum.allocated_bytes += part.allocated_bytes
    sum.live_bytes += part.live_bytes
    sum.objects += part.objects
    sum.retains += part.retains
    sum.releases += part.releases
  }
}

extension ProbeReading<AllocationCounts> {
  /// A probe that adds the counts of a window to these.
  package var probe: WindowProbe {
    probe(
      start: { $0?.assumingMemoryBound(to: AllocationCounts.self).pointee.start() },
      stop: { $0?.assumingMemoryBound(to: AllocationCounts.self).pointee.stop() })
  }
}
