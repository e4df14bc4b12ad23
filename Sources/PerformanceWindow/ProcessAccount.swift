import CPerformanceProbe
import PerformanceSystem

/// The kernel's resource usage of this process, or the difference of two of them.
package struct ProcessAccount: Sendable {
  package var userNanoseconds: Double = 0
  package var systemNanoseconds: Double = 0
  package var voluntarySwitches: Double = 0
  package var involuntarySwitches: Double = 0
  package var minorFaults: Double = 0
  package var majorFaults: Double = 0
  /// Bytes that `read`-like calls returned; `nil` where the kernel does not report them.
  package var bytesRead: Double?
  /// Bytes passed to `write`-like calls.
  package var bytesWritten: Double?
  /// Bytes read by reading this usage; the kernel counts them after it has returned them.
  private var ownBytes: Double = 0

  /// Creates a usage of zero.
  package init() {}

  /// The current usage.
  package static func now() -> ProcessAccount {
    let usage = perf_usage_now()
    var account = ProcessAccount()
    account.userNanoseconds = Double(usage.user_nanoseconds)
    account.systemNanoseconds = Double(usage.system_nanoseconds)
    account.voluntarySwitches = Double(usage.voluntary_switches)
    account.involuntarySwitches = Double(usage.involuntary_switches)
    account.minorFaults = Double(usage.minor_faults)
    account.majorFaults = Double(usage.major_faults)
    account.readTransferredBytes()
    return account
  }

  package static func - (end: ProcessAccount, start: ProcessAccount) -> ProcessAccount {
    var difference = end.combined(with: start, -)
    difference.bytesRead = difference.bytesRead.map { $0 - start.ownBytes }
    return difference
  }

  package static func += (sum: inout ProcessAccount, part: ProcessAccount) {
    let first = sum.bytesRead == nil
    let (read, written) = (sum.bytesRead, sum.bytesWritten)
    sum = sum.combined(with: part, +)
    sum.bytesRead = first ? part.bytesRead : read.flatMap { sum in part.bytesRead.map { sum + $0 } }
    sum.bytesWritten = first ? part.bytesWritten : written.flatMap { sum in part.bytesWritten.map { sum + $0 } }
  }

  private func combined(with other: ProcessAccount, _ combine: (Double, Double) -> Double) -> ProcessAccount {
    var result = ProcessAccount()
    result.userNanoseconds = combine(userNanoseconds, other.userNanoseconds)
    result.systemNanoseconds = combine(systemNanoseconds, other.systemNanoseconds)
    result.voluntarySwitches = combine(voluntarySwitches, other.voluntarySwitches)
    result.involuntarySwitches = combine(involuntarySwitches, other.involuntarySwitches)
    result.minorFaults = combine(minorFaults, other.minorFaults)
    result.majorFaults = combine(majorFaults, other.majorFaults)
    if let mine = bytesRead, let theirs = other.bytesRead { result.bytesRead = combine(mine, theirs) }
    if let mine = bytesWritten, let theirs = other.bytesWritten { result.bytesWritten = combine(mine, theirs) }
    return result
  }

  /// `rchar` and `wchar` of `/proc/self/io` (proc_pid_io(5)).
  private mutating func readTransferredBytes() {
    guard let text = SystemFile.read("/proc/self/io") else { return }
    func value(_ key: String) -> Double? {
      text.split(separator: "\n").first { $0.hasPrefix(key + ":") }.flatMap { line in
        line.split(separator: " ").last.flatMap { Double($0) }
      }
    }
    bytesRead = value("rchar")
    bytesWritten = value("wchar")
    ownBytes = Double(text.utf8.count)
  }
}
