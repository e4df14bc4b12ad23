/// What a disk has done since the machine started.
package struct DiskOperations: Equatable, Sendable {
  /// The name of the device, such as `nvme0n1`.
  package var device: String
  /// Reads that were completed.
  package var reads: Double
  /// Writes that were completed.
  package var writes: Double

  package init(device: String, reads: Double, writes: Double) {
    self.device = device
    self.reads = reads
    self.writes = writes
  }
}

extension MachineReader {
  private static let diskStatistics = "/proc/diskstats"

  /// The operations of each disk, in the order of the kernel. Partitions, which are in their disk's numbers, and devices
  /// in memory or on files are left out.
  ///
  /// A line is `major minor name reads merged sectors time writes …` (kernel documentation, admin-guide/iostats).
  package var diskOperations: MachineReading<[DiskOperations]> {
    let disks = Set(files.names("/sys/block")).filter { name in
      !["loop", "ram", "zram"].contains { name.hasPrefix($0) }
    }
    guard !disks.isEmpty else { return .failure(.unreadable("/sys/block")) }
    return files.text(Self.diskStatistics).flatMap { text in
      var operations: [DiskOperations] = []
      for line in text.split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 2 else { return .failure(.malformed(Self.diskStatistics)) }
        guard disks.contains(String(fields[2])) else { continue }
        guard fields.count > 7, let reads = MachineFiles.number(fields[3]), let writes = MachineFiles.number(fields[7])
        else { return .failure(.malformed(Self.diskStatistics)) }
        operations.append(DiskOperations(device: String(fields[2]), reads: reads, writes: writes))
      }
      return .success(operations)
    }
  }
}
