import PerformanceSystem

/// The high-water mark of the process's resident memory.
package enum PeakMemory {
  /// Lowers the mark to what is resident now; false where the system cannot.
  ///
  /// Linux: 5 into `/proc/self/clear_refs` (proc_pid_clear_refs(5)).
  package static func reset() -> Bool {
    SystemFile.write("5", to: "/proc/self/clear_refs")
  }

  /// Bytes, `VmHWM` of `/proc/self/status`.
  package static func read() -> Double? {
    guard let status = SystemFile.read("/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return kibibytes * 1024
  }
}
