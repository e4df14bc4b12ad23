import CPerformanceProbe
import Synchronization

/// The file into which Callgrind writes what an iteration cost, known by a label that is unique in the process.
package enum CallgrindDump {
  private static let count = Atomic<Int>(0)

  /// Forgets what was counted before.
  static func begin() { perf_callgrind_zero() }

  /// Writes the costs since the beginning; gives the label.
  static func write() -> String {
    let label = "iteration-\(count.add(1, ordering: .relaxed).newValue)"
    label.withCString { perf_callgrind_dump($0) }
    return label
  }

  /// Whether the process runs under Callgrind.
  package static var isPossible: Bool { perf_is_under_valgrind() }
}
