/// How all processors have spent their time since the machine started, in ticks of the kernel.
package struct ProcessorTicks: Equatable, Sendable {
  /// All ticks.
  package var total: Double
  /// Ticks with nothing to do, which includes waiting for disks.
  package var idle: Double
  /// Ticks that the hypervisor gave to other machines.
  package var stolen: Double

  package init(total: Double, idle: Double, stolen: Double) {
    self.total = total
    self.idle = idle
    self.stolen = stolen
  }
}

extension MachineReader {
  private static let statistics = "/proc/stat"

  /// The first line: `cpu user nice system idle iowait irq softirq steal …` (proc_stat(5)). What guests ran is in `user`
  /// as well.
  package var ticks: MachineReading<ProcessorTicks> {
    files.line(Self.statistics).flatMap { line in
      let fields = line.split(separator: " ")
      let ticks = fields.dropFirst().prefix(8).compactMap(MachineFiles.number)
      guard fields.first == "cpu", ticks.count == 8 else { return .failure(.malformed(Self.statistics)) }
      return .success(ProcessorTicks(total: ticks.reduce(0, +), idle: ticks[3] + ticks[4], stolen: ticks[7]))
    }
  }

  /// The number of the machine's processors that are online: one line `cpu0 …` for each.
  package var processors: MachineReading<Int> {
    files.text(Self.statistics).flatMap { text in
      let count = text.split(separator: "\n").count { $0.hasPrefix("cpu") && !$0.hasPrefix("cpu ") }
      return count > 0 ? .success(count) : .failure(.malformed(Self.statistics))
    }
  }
}
