/// The machine's memory, in bytes.
package struct MachineMemory: Equatable, Sendable {
  package var total: Double
  /// What programs can get without swapping: free memory, and caches that can be dropped.
  package var available: Double

  package init(total: Double, available: Double) {
    self.total = total
    self.available = available
  }

  /// The share that is not available.
  package var usedShare: Double { 1 - available / total }
}

extension MachineReader {
  private static let memoryInformation = "/proc/meminfo"

  /// `MemTotal` and `MemAvailable`, in KiB (proc_meminfo(5)).
  package var memory: MachineReading<MachineMemory> {
    files.text(Self.memoryInformation).flatMap { text in
      let lines = text.split(separator: "\n")
      guard let total = Self.kibibytes("MemTotal:", in: lines), total > 0,
        let available = Self.kibibytes("MemAvailable:", in: lines), available <= total
      else { return .failure(.malformed(Self.memoryInformation)) }
      return .success(MachineMemory(total: total * 1024, available: available * 1024))
    }
  }

  private static func kibibytes(_ key: String, in lines: [Substring]) -> Double? {
    let fields = lines.first { $0.hasPrefix(key) }?.split(separator: " ") ?? []
    guard fields.count == 3, fields[2] == "kB" else { return nil }
    return MachineFiles.number(fields[1])
  }
}
