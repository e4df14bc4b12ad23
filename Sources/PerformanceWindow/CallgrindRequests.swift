import CPerformanceProbe
import Synchronization

/// The requests by which a process under Callgrind has its iterations counted: it resets the counters, runs a window
/// with ``WindowProbe/callgrind`` and has the costs written to a file.
///
/// CPerformanceCallgrindRequests.h has the instructions that are these requests. Outside of Callgrind they do nothing.
package enum CallgrindRequests {
  private static let dumps = Atomic<Int>(0)

  /// Resets the counters.
  package static func zero() { perf_callgrind_zero() }

  /// Writes the costs since ``zero()`` to a file.
  /// - Returns: The label that identifies the file, unique in the process.
  package static func dump() -> String {
    let label = "iteration-\(dumps.add(1, ordering: .relaxed).newValue)"
    label.withCString { perf_callgrind_dump($0) }
    return label
  }
}

extension WindowProbe {
  /// A probe that makes Callgrind count between its two functions.
  package static var callgrind: WindowProbe {
    WindowProbe(start: { _ in perf_callgrind_start() }, stop: { _ in perf_callgrind_stop() })
  }
}
