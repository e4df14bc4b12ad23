import CPerformanceProbe
import PerformanceTesting

/// What the counters say of one run of a body, after one that warms up caches.
func counted<Output: ~Copyable>(_ body: () -> Output) -> perf_counts {
  var watch = Stopwatch(pass: .counters)
  for _ in 0..<2 {
    watch = Stopwatch(pass: .counters)
    watch.start()
    _opaqueLoop(1) {
      _consume(body())
      return true
    }
    watch.stop()
  }
  return watch.counts
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
