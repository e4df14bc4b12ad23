import CPerformanceProbe
import Synchronization

/// The file of an iteration's costs that Callgrind writes, identified by a label that is unique in the process.
package enum CallgrindDump {
  private static let count = Atomic<Int>(0)

  /// Resets the counters.
  static func begin() { perf_callgrind_zero() }

  /// Writes the costs since ``begin()``; returns the label.
  static func write() -> String {
    let label = "iteration-\(count.add(1, ordering: .relaxed).newValue)"
    label.withCString { perf_callgrind_dump($0) }
    return label
  }

  /// Whether the process runs under Callgrind.
  package static var isPossible: Bool { perf_is_under_valgrind() }
}
