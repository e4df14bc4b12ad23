import CPerformanceProbe
import PerformanceTesting
import PerformanceWindow

/// A stopwatch that counts in its windows, in a process in which something counts.
struct CountingWatch {
  private let reading: ProbeReading<AllocationCounts>
  private var watch: Stopwatch

  init?() {
    guard let source = perf_registered_counter_source() else { return nil }
    reading = ProbeReading(AllocationCounts(source: source))
    watch = Stopwatch(probe: reading.probe)
  }

  mutating func start() { watch.start() }

  mutating func stop() { watch.stop() }

  /// The sums over the windows so far.
  var counts: perf_counts { reading.value.sum }
}

/// The counts of one run of a body, after one that warms up caches.
///
/// They are those of two runs in a row: a thread of the test runner may allocate in a window as well.
func counted<Output: ~Copyable>(_ body: () -> Output) -> perf_counts {
  var counts = perf_counts()
  for run in 0..<20 {
    guard var watch = CountingWatch() else { break }
    let last = counts.nonzero
    watch.start()
    _opaqueLoop(1) {
      _consume(body())
      return true
    }
    watch.stop()
    counts = watch.counts
    if run > 0, counts.nonzero == last { break }
  }
  return counts
}

extension perf_counts {
  /// The counts by name, without those that are 0.
  var nonzero: [String: Int] {
    let all = [
      "allocations": Int(allocations), "frees": Int(frees), "bytes": Int(allocated_bytes), "live": Int(live_bytes),
      "objects": Int(objects), "retains": Int(retains), "releases": Int(releases),
    ]
    return all.filter { $0.value != 0 }
  }
}
