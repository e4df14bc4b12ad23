import CPerformanceProbe
import Foundation
import PerformanceBuild

/// The clock of a run: that of the system, or a script, which the tests of this package use.
///
/// A script is a file of counters that all processes of a run share, named by `PERFTEST_CLOCK` at their start; see
/// `CPerformanceClock.h`. Scripted work and each read advance it, so that the same script gives the same times on every
/// machine.
package enum RunClock {
  /// The variable with the path of the script's file.
  package static let variable = PerftestVariable.clock.rawValue

  /// Nanoseconds of the monotonic clock.
  package static var nanoseconds: UInt64 { perf_now() }

  /// Seconds of the monotonic clock.
  package static var seconds: Double { Double(perf_now()) / 1e9 }

  /// Lets time pass: sleeps, or advances the script.
  package static func sleep(seconds: Double) { perf_sleep(UInt64(max(seconds, 0) * 1e9)) }

  /// The counters of the script; `nil` with the system's clock.
  package static var script: perf_script? {
    var counters = perf_script()
    return perf_script_read(&counters) ? counters : nil
  }

  /// Whether times come from a script and are independent of the machine.
  package static var isScripted: Bool { script != nil }

  /// The file of the script; `nil` with the system's clock.
  package static var scriptFile: URL? {
    isScripted ? ProcessInfo.processInfo.environment[variable].map { URL(fileURLWithPath: $0) } : nil
  }

  /// Checks that the requested clock is in use.
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
      remedy: "Unset it: it is for tests of this package.")
  }
}
