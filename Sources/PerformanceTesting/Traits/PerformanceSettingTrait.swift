import PerformanceMeasurement
import PerformanceRecords
import Testing

/// A setting for the benchmarks of a test or suite. The innermost setting applies.
public struct PerformanceSettingTrait: SuiteTrait, TestTrait {
  /// Settings of a suite apply to everything in it.
  public var isRecursive: Bool { true }

  /// Writes the setting into those of a test.
  let apply: @Sendable (inout BenchmarkSettings) -> Void
}

extension Trait where Self == PerformanceSettingTrait {
  /// Measures and judges these metrics instead of the group `standard`.
  public static func metrics(_ metrics: any MetricSelection...) -> Self {
    Self { $0.metrics = metrics.flatMap(\.definitions) }
  }

  /// Lets a metric, or each of a group, become worse than its baseline by the tolerance.
  public static func tolerance(_ metrics: any MetricSelection, _ tolerance: Tolerance) -> Self {
    Self { settings in
      for name in metrics.names { settings.tolerances[name] = tolerance }
    }
  }

  /// Takes samples for this long in each session, 60 ms unless set.
  ///
  /// With it the number of samples is unlimited unless ``samples(_:)`` limits it as well.
  public static func duration(_ duration: Duration) -> Self { Self { $0.duration = duration } }

  /// Takes at most this many samples in each session, 30 unless set.
  ///
  /// A count below 1 is taken as 1.
  public static func samples(_ count: Int) -> Self { Self { $0.samples = max(count, 1) } }

  /// Runs the body for this long before a sample is kept, 10 ms unless set.
  public static func warmup(_ duration: Duration) -> Self { Self { $0.warmup = duration } }

  /// Measures the first call in each fresh process instead of a warm one. It includes everything that is lazy, such as
  /// globals, caches and the metadata of generic types, but not the start of the process.
  ///
  /// Each session is one call without a warm-up, so `duration`, `samples` and `warmup` do not apply. A process has one
  /// first call: such a test has one `measure` call and no arguments.
  ///
  /// ```swift
  /// @Test(.coldStart)
  /// func firstDate() throws {
  ///   try measure { try Date("2026-11-28T12:00:00Z", strategy: .iso8601) }
  /// }
  /// ```
  public static var coldStart: Self { Self { $0.isColdStart = true } }

  /// Turns counting of instructions on or off; it is on unless set. `perftest` counts with Callgrind.
  ///
  /// A body takes about fifty times as long under Callgrind: turn counting off for one that takes seconds.
  public static func counting(_ counting: InstructionCounting) -> Self { Self { $0.counting = counting } }

  /// Passes environment variables to the benchmarks, besides those that every measuring process gets.
  ///
  /// The values are those with which `perftest` or `swift test` was started. The cost of the code may depend on them:
  /// set them to the same values on every machine.
  public static func environment(_ names: String...) -> Self { Self { $0.variables.formUnion(names) } }
}
