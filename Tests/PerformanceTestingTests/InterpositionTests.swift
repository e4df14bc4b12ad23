import CPerformanceProbe
import Foundation
import PerformanceTesting
import Testing

private final class Box: Sendable {
  let value = 1
}

// The optimiser removes a pair of calls that it sees.
@inline(never)
@_optimize(none)
private func allocate(_ size: Int) -> UnsafeMutableRawPointer? { malloc(size) }

@inline(never)
@_optimize(none)
private func reallocate(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? { realloc(old, size) }

// The counters are of the whole process, so processes without other tests count.
@Suite("Counters of allocations and reference counting", .enabled(if: perf_registered_counter_source() != nil))
struct InterpositionTests {
  /// Read at run time: the compiler would otherwise warn of what it sees is left out.
  private static let isOptimised = !_isDebugAssertConfiguration()

  @Test("count the operations of known bodies, the same each time")
  func knownBodies() async {
    await #expect(processExitsWith: .success) {
      for _ in 0..<3 {
        let number = counted { 1 + 1 }.nonzero
        #expect(number == [:], "\(number)")
        let array = counted { [Int](repeating: 7, count: 100) }
        let box = counted { Box() }
        for (counts, bytes) in [(box, 24), (array, 832)] {
          #expect(counts.allocations == 1 && counts.frees == 1 && counts.live_bytes == 0, "\(counts.nonzero)")
          #expect(counts.allocated_bytes == bytes, "\(counts.nonzero)")
          #expect(counts.retains == 0, "\(counts.nonzero)")
          // A debug build frees through the value witness of an unknown type.
          #expect(counts.releases == (Self.isOptimised ? 1 : 0), "\(counts.nonzero)")
        }
        // The array's buffer may be made by a function of the standard library, whose calls nobody sees.
        #expect(box.objects == 1, "\(box.nonzero)")
      }
    }
  }

  @Test("count a retain for each copy of an object and each copy of a string on the heap")
  func copies() async {
    await #expect(processExitsWith: .success) {
      let object = blackBox(Box())
      var objects: [Box] = []
      objects.reserveCapacity(2000)
      let appended = counted {
        objects.removeAll(keepingCapacity: true)
        for _ in 0..<1000 { objects.append(object) }
      }
      let text = blackBox(String(repeating: "long enough for the heap ", count: 4))
      var texts: [String] = []
      texts.reserveCapacity(2000)
      let copied = counted {
        texts.removeAll(keepingCapacity: true)
        for _ in 0..<1000 { texts.append(text) }
      }
      // A debug build has further retains, which are not checked.
      let most: UInt64 = _isDebugAssertConfiguration() ? .max : 1010
      for counts in [appended, copied] {
        #expect(counts.allocations == 0 && counts.objects == 0)
        #expect(counts.retains >= 1000 && counts.retains < most, "\(counts.nonzero)")
      }
    }
  }

  @Test("count every function that allocates, and allocations that are not freed")
  func allocators() async {
    await #expect(processExitsWith: .success) {
      let functions: [(String, bytes: Int, () -> UnsafeMutableRawPointer?)] = [
        ("malloc", 100, { malloc(100) }), ("calloc", 200, { calloc(10, 20) }),
        ("aligned_alloc", 256, { aligned_alloc(64, 256) }),
        (
          "posix_memalign", 320,
          {
            var pointer: UnsafeMutableRawPointer?
            return posix_memalign(&pointer, 64, 320) == 0 ? pointer : nil
          }
        ),
      ]
      for (name, bytes, allocate) in functions {
        var (made, freed) = (perf_counts(), perf_counts())
        // A thread of the test runner may allocate in a window as well: then the next ones count.
        for _ in 0..<20 where made.allocations + made.frees != 1 || freed.allocations + freed.frees != 1 {
          var watch = try #require(CountingWatch())
          watch.start()
          let pointer = allocate()
          watch.stop()
          #expect(pointer != nil, "\(name)")
          var other = try #require(CountingWatch())
          other.start()
          free(pointer)
          other.stop()
          (made, freed) = (watch.counts, other.counts)
        }
        #expect(made.allocations == 1 && made.frees == 0, "\(name)")
        #expect(made.allocated_bytes == UInt64(bytes), "\(name)")
        #expect(made.live_bytes >= Int64(bytes) && made.live_bytes < Int64(bytes) + 64, "\(name)")
        #expect(freed.allocations == 0 && freed.frees == 1, "\(name)")
        #expect(freed.live_bytes == -made.live_bytes, "\(name)")
      }
    }
  }

  @Test("count a reallocation as both, and its growth as live")
  func reallocation() async {
    await #expect(processExitsWith: .success) {
      var counts = perf_counts()
      // As above.
      for _ in 0..<20 where counts.allocations != 2 || counts.frees != 1 {
        var watch = try #require(CountingWatch())
        watch.start()
        var pointer = allocate(100)
        pointer = reallocate(pointer, 10_000)
        watch.stop()
        counts = watch.counts
        free(pointer)
      }
      #expect(counts.allocations == 2 && counts.frees == 1)
      #expect(counts.allocated_bytes == 10_100)
      #expect(counts.live_bytes >= 10_000 && counts.live_bytes < 10_100)
    }
  }

  @Test("refuse an invalid alignment, as the C library does")
  func alignment() {
    var pointer: UnsafeMutableRawPointer?
    for alignment in [0, 1, 4, 24] { #expect(posix_memalign(&pointer, alignment, 100) == EINVAL) }
    #expect(pointer == nil)
    #expect(posix_memalign(&pointer, 4096, 100) == 0)
    #expect(UInt(bitPattern: pointer) % 4096 == 0)
    free(pointer)
  }

  @Test("count allocations of other threads as well")
  func otherThreads() async {
    await #expect(processExitsWith: .success) {
      let counts = counted {
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
          for _ in 0..<100 { free(allocate(5000)) }
        }
      }
      #expect(counts.allocations >= 400 && counts.frees >= 400)
      #expect(counts.allocated_bytes >= 4 * 100 * 5000)
    }
  }

  @Test("count nothing between windows")
  func outside() async {
    await #expect(processExitsWith: .success) {
      var counts = perf_counts()
      // As above.
      for _ in 0..<20 where counts.allocations != 3 {
        var watch = try #require(CountingWatch())
        for _ in 0..<3 {
          watch.start()
          free(allocate(10))
          watch.stop()
          free(allocate(1000))
          _ = blackBox(Box())
        }
        counts = watch.counts
      }
      #expect(counts.allocations == 3 && counts.allocated_bytes == 30 && counts.objects == 0)
    }
  }

  @Test("count nothing in a timed window of an empty body, synchronous or not")
  func emptyWindow() async {
    await #expect(processExitsWith: .success) {
      let source = try #require(perf_registered_counter_source())
      for _ in 0..<2 {
        var counts = ["not counted": 1]
        // As above.
        for _ in 0..<20 where !counts.isEmpty {
          var watch = Stopwatch()
          source.pointee.start()
          watch.start()
          _opaqueLoop(100) { true }
          watch.stop()
          counts = source.pointee.stop().nonzero
        }
        #expect(counts == [:], "\(counts)")
      }
    }
    await #expect(processExitsWith: .success) {
      let source = try #require(perf_registered_counter_source())
      var counts = perf_counts()
      // The first one may allocate, and as above.
      for run in 0..<20 where run < 2 || counts.allocations > 0 {
        var watch = Stopwatch()
        source.pointee.start()
        watch.start()
        await _opaqueLoop(100) { () async in }
        watch.stop()
        counts = source.pointee.stop()
      }
      #expect(counts.allocations == 0 && counts.objects == 0, "\(counts.nonzero)")
      // A debug build retains the actor once, before the loop.
      let most: UInt64 = _isDebugAssertConfiguration() ? 1 : 0
      #expect(counts.retains <= most, "\(counts.nonzero)")
    }
  }
}
