import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

extension MetricSelection where Self == Metric {
  /// The peak of the process's resident memory during an iteration, in bytes (`VmHWM`).
  public static var peakResidentMemory: Metric {
    Metric(
      MetricDefinition(
        "peakResidentMemory", unit: .bytes, kind: .sampled, tolerance: .usual(orAbsolute: 1_048_576),
        pass: PeakMemoryPass()
      ) { pass in
        pass.bytes.map { .values([$0]) }
          ?? .unavailable(.noHighWaterMark)
      })
  }
}

/// Reads the high-water mark of the process's resident memory after a window, and resets it before.
package struct PeakMemoryPass: SessionPass {
  package static let order = PassOrder.accounting

  /// The mark after the window; `nil` where it cannot be reset or read.
  package private(set) var bytes: Double?
  private let lower: @Sendable () -> Bool
  private let read: @Sendable () -> Double?
  private var isDone = false

  /// Creates a pass.
  /// - Parameters:
  ///   - lower: resets the mark to the current resident memory; false where the system cannot.
  ///   - read: returns the mark in bytes.
  package init(
    lower: @escaping @Sendable () -> Bool = { Self.lowerMark() },
    read: @escaping @Sendable () -> Double? = { Self.mark() }
  ) {
    self.lower = lower
    self.read = read
  }

  package mutating func next(_ session: SessionState) -> SessionWindow? {
    guard !isDone, lower() else { return nil }
    return SessionWindow(iterations: session.accountedIterations, stopwatch: Stopwatch())
  }

  package mutating func finish(_ window: SessionWindow, _ session: inout SessionState) {
    bytes = read()
    isDone = true
  }

  /// Linux: writes 5 to `/proc/self/clear_refs` (proc_pid_clear_refs(5)).
  package static func lowerMark() -> Bool { SystemFile.write("5", to: "/proc/self/clear_refs") }

  /// `VmHWM` of `/proc/self/status`.
  package static func mark() -> Double? {
    guard let status = SystemFile.read("/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return kibibytes * 1024
  }
}
