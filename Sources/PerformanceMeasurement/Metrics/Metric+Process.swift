import PerformanceRecords
import PerformanceWindow

extension MetricSelection where Self == Metric {
  /// The most memory that was resident during an iteration, in bytes, the process included (`VmHWM`).
  public static var peakResidentMemory: Metric {
    Metric(
      MetricDefinition(
        "peakResidentMemory", unit: .bytes, kind: .sampled, tolerance: Tolerance(relative: 0.2, absolute: 1_048_576),
        pass: ProcessPass()
      ) { pass in
        pass.peakMemory.map { .values([$0]) }
          ?? .unavailable("the high-water mark needs Linux and /proc/self/clear_refs")
      })
  }

  /// Context switches an iteration, given up and forced (`getrusage`); the forced ones are the machine's doing.
  public static var contextSwitches: Metric {
    Metric.process("contextSwitches", unit: .count, Tolerance(relative: 0.2, absolute: 4)) {
      $0.voluntarySwitches + $0.involuntarySwitches
    }
  }

  /// Page faults an iteration, with and without I/O (`getrusage`).
  public static var pageFaults: Metric {
    Metric.process("pageFaults", unit: .count, Tolerance(relative: 0.2, absolute: 16)) {
      $0.minorFaults + $0.majorFaults
    }
  }

  /// Bytes that `read`-like calls returned, an iteration (`rchar` of `/proc/self/io`).
  public static var bytesRead: Metric {
    Metric.process("bytesRead", unit: .bytes, kind: .exact, .percent(1)) { $0.bytesRead }
  }

  /// Bytes handed to `write`-like calls, an iteration (`wchar` of `/proc/self/io`).
  public static var bytesWritten: Metric {
    Metric.process("bytesWritten", unit: .bytes, kind: .exact, .percent(1)) { $0.bytesWritten }
  }
}

extension Metric {
  fileprivate static func process(
    _ name: String, unit: MetricUnit, kind: MetricDescription.Kind = .sampled, _ tolerance: Tolerance,
    _ value: @escaping @Sendable (ProcessAccount) -> Double?
  ) -> Metric {
    Metric(
      MetricDefinition(name, unit: unit, kind: kind, tolerance: tolerance, pass: ProcessPass()) {
        $0.perIteration(value)
      })
  }
}
