/// The reason why the machine has no such reading. A missing reading is never a zero.
package enum MachineAbsence: Error, Hashable, Sendable {
  /// The file or folder is missing, unreadable or empty: another kernel, a container, a virtual machine.
  case unreadable(String)
  /// The file has something else than the kernel writes there.
  case malformed(String)
  /// The kernel enforces no such limit.
  case unlimited
  /// It was not asked for.
  case unread
  /// None of the processes exists.
  case noProcess
  /// The two snapshots are of the same time, of different processes, or of counters that began anew.
  case incomparable
}

/// A reading of the machine, or the reason why there is none.
package typealias MachineReading<Value> = Result<Value, MachineAbsence>

extension Result where Failure == MachineAbsence {
  /// The reading; `nil` where there is none.
  package var value: Success? { try? get() }

  /// The reason why there is no reading; `nil` where there is one.
  package var absence: MachineAbsence? {
    if case .failure(let absence) = self { absence } else { nil }
  }
}
