import CPerformanceProbe
import Foundation

/// A calibration loop of dependent loads from 4 MiB, more than the caches of a core hold: other users of the shared
/// cache or of the memory slow it down.
package final class LoadsLoop: Sendable {
  private static let bytes = 4 << 20
  /// The bytes between two loads: a cache line each.
  private static let stride = 64
  private static let steps = 16_000

  // Mapped and unmapped, so that neither the heap nor the resident memory of the code under test changes.
  private nonisolated(unsafe) let memory: UnsafeMutableRawPointer

  /// Allocates the memory of a loop; `nil` on failure.
  package init?() {
    #if os(Linux)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE
    #else
      let flags = MAP_PRIVATE | MAP_ANON
    #endif
    guard let memory = mmap(nil, Self.bytes, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED else {
      return nil
    }
    self.memory = memory
    // Each cache line holds the number of the next one, in the order of a linear congruential generator with full
    // period.
    let locations = Self.bytes / Self.stride
    var location = 0
    while location < locations {  // see DependentLoop
      let next = (location &* 1_664_525 &+ 1_013_904_223) & (locations - 1)
      memory.storeBytes(of: next, toByteOffset: location * Self.stride, as: Int.self)
      location += 1
    }
  }

  deinit { munmap(memory, Self.bytes) }

  /// One run, in nanoseconds for a thousand steps.
  package func measure() -> Double {
    let begin = perf_now()
    let location = follow()
    let elapsed = perf_now() - begin
    withUnsafePointer(to: location) { perf_consume($0) }
    return Double(elapsed) * 1000 / Double(Self.steps)
  }

  @inline(never)
  private func follow() -> Int {
    var location = 0
    var step = 0
    while step < Self.steps {
      location = memory.load(fromByteOffset: location &* Self.stride, as: Int.self)
      step &+= 1
    }
    return location
  }
}
