import CPerformanceProbe
import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// Calls that allocate memory (`malloc`, `calloc`, `realloc`, `memalign`, …).
  public static var allocations: Metric {
    Metric.counted("allocations", unit: .count, tolerance: .percent(0.1)) {
      Double($0.allocations)
    }
  }

  /// Bytes requested by those calls.
  public static var allocatedBytes: Metric {
    Metric.counted("allocatedBytes", unit: .bytes, tolerance: .percent(1)) {
      Double($0.allocated_bytes)
    }
  }

  /// Bytes allocated and not freed when the iteration ended: growth of every iteration is a leak.
  public static var liveBytesGrowth: Metric {
    Metric.counted(
      "liveBytesGrowth", unit: .bytes, tolerance: Tolerance(relative: 0.01, absolute: 256)
    ) { Double($0.live_bytes) }
  }

  /// Instances of Swift classes that the measured code allocates (`swift_allocObject`), including boxes.
  ///
  /// Objects that the standard library allocates internally, such as the buffer of an `[Int]`, are not counted here;
  /// their memory is part of ``allocations``.
  public static var objects: Metric {
    Metric.counted("objects", unit: .count, tolerance: .percent(0.1)) { Double($0.objects) }
  }

  /// Retains by the measured code (`swift_retain`, `swift_bridgeObjectRetain` and their `_n` forms).
  public static var retains: Metric {
    Metric.counted("retains", unit: .count, tolerance: .percent(1)) { Double($0.retains) }
  }

  /// Releases by the measured code; see ``retains``.
  public static var releases: Metric {
    Metric.counted("releases", unit: .count, tolerance: .percent(1)) { Double($0.releases) }
  }
}

extension Metric {
  fileprivate static func counted(
    _ name: String, unit: MetricUnit, tolerance: Tolerance, _ value: @escaping @Sendable (perf_counts) -> Double
  ) -> Metric {
    Metric(
      MetricDefinition(name, unit: unit, kind: .exact, tolerance: tolerance, pass: AllocationPass()) { pass in
        guard pass.canCount else {
          return .unavailable(perf_is_sanitized() ? .sanitizer : .cannotCount)
        }
        return .values(pass.perIteration(value))
      })
  }
}
