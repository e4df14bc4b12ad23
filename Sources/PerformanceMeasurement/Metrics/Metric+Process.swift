import PerformanceRecords
import PerformanceWindow

extension MetricSelection where Self == Metric {
  /// Context switches an iteration, voluntary and forced (`getrusage`); the machine causes the forced ones.
  public static var contextSwitches: Metric {
    Metric.process("contextSwitches", unit: .count, .usual(orAbsolute: 4)) {
      $0.voluntarySwitches + $0.involuntarySwitches
    }
  }

  /// Page faults an iteration, with and without I/O (`getrusage`).
  public static var pageFaults: Metric {
    Metric.process("pageFaults", unit: .count, .usual(orAbsolute: 16)) {
      $0.minorFaults + $0.majorFaults
    }
  }

  /// Bytes that `read`-like calls returned, an iteration (`rchar` of `/proc/self/io`).
  public static var bytesRead: Metric {
    Metric.process("bytesRead", unit: .bytes, kind: .exact, .percent(1)) { $0.bytesRead }
  }

  /// Bytes passed to `write`-like calls, an iteration (`wchar` of `/proc/self/io`).
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
