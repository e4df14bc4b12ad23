import Foundation

/// Which processes on a GPU are the measurement's own.
package enum ProcessOwnership: Hashable, Sendable {
  /// These; all others are strangers.
  case known(Set<Int32>)
  /// NVML gives the machine's process ids, and this process knows only those of its container.
  case unknown

  /// The ownership of this process.
  ///
  /// Process ids are the machine's where the PID namespace is the first one, whose inode the Linux kernel fixes
  /// (`PROC_PID_INIT_INO`, 0xEFFFFFFC).
  package static func current() -> ProcessOwnership {
    let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return namespace == "pid:[4026531836]" ? .known([getpid()]) : .unknown
  }

  /// How many of the processes are strangers.
  ///
  /// Where ids cannot be compared, one process is taken to be the measurement's own. None at all says nothing there:
  /// drivers were seen to leave out what they cannot name inside a container.
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
