import CPerformanceProbe
import PerformanceRecords

extension Metric {
  /// Calls that allocate memory (`malloc`, `calloc`, `realloc`, `memalign`, …).
  public static let allocations = counted("allocations", unit: .count, tolerance: .percent(0.1)) {
    Double($0.allocations)
  }

  /// Bytes asked for by those calls.
  public static let allocatedBytes = counted("allocatedBytes", unit: .bytes, tolerance: .percent(1)) {
    Double($0.allocated_bytes)
  }

  /// Bytes allocated and not freed when the iteration ended: growth of every iteration is a leak.
  public static let liveBytesGrowth = counted(
    "liveBytesGrowth", unit: .bytes, tolerance: Tolerance(relative: 0.01, absolute: 256)
  ) { Double($0.live_bytes) }

  /// Instances of Swift classes that the measured code allocates (`swift_allocObject`), boxes among them.
  ///
  /// Those that the standard library makes in code of its own, such as the buffer of an `[Int]`, are not seen here; their
  /// memory is in ``allocations``.
  public static let objects = counted("objects", unit: .count, tolerance: .percent(0.1)) { Double($0.objects) }

  /// Retains that the code asks the runtime for (`swift_retain`, `swift_bridgeObjectRetain` and their `_n` forms).
  public static let retains = counted("retains", unit: .count, tolerance: .percent(1)) { Double($0.retains) }

  /// Releases that the code asks the runtime for, see ``retains``.
  public static let releases = counted("releases", unit: .count, tolerance: .percent(1)) { Double($0.releases) }

  /// ``allocations``, ``allocatedBytes``, ``liveBytesGrowth`` and ``objects``.
  public static let memory = Metric([.allocations, .allocatedBytes, .liveBytesGrowth, .objects])

  /// ``retains`` and ``releases``.
  public static let referenceCounting = Metric([.retains, .releases])

  private static func counted(
    _ name: String, unit: MetricUnit, tolerance: Tolerance, _ value: @escaping @Sendable (perf_counts) -> Double
  ) -> Metric {
    Metric(
      MetricDefinition(name, unit: unit, kind: .exact, tolerance: tolerance, pass: .counters) { readings in
        guard let counts = readings.counts else {
          return .unavailable(
            perf_is_sanitized()
              ? "a sanitizer owns the allocator" : "counting needs Linux with glibc and a test bundle")
        }
        return .values(counts.map(value))
      })
  }
}
