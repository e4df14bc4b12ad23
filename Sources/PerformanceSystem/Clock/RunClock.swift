import CPerformanceProbe
import Foundation

/// The clock by which a run decides: the system's, or that of a script, which the tests of this package use.
///
/// A script is a file of counters that all processes of a run share, named by `PERFTEST_CLOCK` when they start; see
/// `CPerformanceClock.h`. Work of a scripted body advances it, and so does each read, so that the same script gives the
/// same times on every machine.
package enum RunClock {
  /// The variable that names the script's file.
  package static let variable = PerftestVariable.clock.rawValue

  /// Nanoseconds of the monotonic clock.
  package static var nanoseconds: UInt64 { perf_now() }

  /// Seconds of the monotonic clock.
  package static var seconds: Double { Double(perf_now()) / 1e9 }

  /// Lets time pass.
  package static func sleep(seconds: Double) { perf_sleep(UInt64(max(seconds, 0) * 1e9)) }

  /// The counters of the script; `nil` with the system's clock.
  package static var script: perf_script? {
    var counters = perf_script()
    return perf_script_read(&counters) ? counters : nil
  }

  /// Whether times are those of a script and say nothing of the machine.
  package static var isScripted: Bool { script != nil }

  /// The file of the script; `nil` with the system's clock.
  package static var scriptFile: URL? {
    isScripted ? ProcessInfo.processInfo.environment[variable].map { URL(fileURLWithPath: $0) } : nil
  }

  /// Makes sure that the clock is the one that was asked for.
  /// - Throws: ``InputError`` when the script cannot be used.
  package static func check() throws(InputError) {
    let failure = perf_script_failure()
    guard failure != 0 else { return }
    let reason =
      failure == PERF_SCRIPT_TOO_SMALL
      ? "has fewer than \(MemoryLayout<perf_script>.size) bytes"
      : "cannot be opened (\(String(cString: strerror(failure))))"
    throw InputError(
      file: "environment variable \(variable)",
      problem: "names '\(ProcessInfo.processInfo.environment[variable] ?? "")', which \(reason)",
      remedy: "Unset it: it is for tests of the measuring itself.")
  }
}
