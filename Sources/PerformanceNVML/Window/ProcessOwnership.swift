import Foundation

/// The processes on a GPU that belong to the measurement.
package enum ProcessOwnership: Hashable, Sendable {
  /// These processes; all others are foreign.
  case known(Set<Int32>)
  /// NVML reports the machine's process ids, and this process knows only those of its container.
  case unknown

  /// The ownership of this process.
  ///
  /// Process ids are those of the machine in the initial PID namespace, whose inode the Linux kernel fixes
  /// (`PROC_PID_INIT_INO`, 0xEFFFFFFC).
  package static func current() -> ProcessOwnership {
    let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return namespace == "pid:[4026531836]" ? .known([getpid()]) : .unknown
  }

  /// The number of foreign processes.
  ///
  /// Where ids cannot be compared, one process is assumed to be the measurement's own. An empty list is inconclusive
  /// there: drivers omit processes that they cannot name inside a container.
  package func strangers(in processes: Reading<[GPUProcess]>) -> Reading<Int> {
    processes.flatMap { processes in
      switch self {
      case .known(let own): .value(processes.count { !own.contains($0.pid) })
      case .unknown where processes.isEmpty:
        .unavailable("the driver names no process of this GPU to a container")
      case .unknown: .value(processes.count - 1)
      }
    }
  }
}
