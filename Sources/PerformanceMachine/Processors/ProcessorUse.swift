/// What the processors did between two snapshots, each a share of all of them, from 0 to 1.
package struct ProcessorUse: Equatable, Sendable {
  /// Running processes and the kernel.
  package var busy: Double
  /// Running for others than the process trees of the snapshots.
  package var others: MachineReading<Double>
  /// Given to other machines by the hypervisor.
  package var stolen: Double

  package init(busy: Double, others: MachineReading<Double>, stolen: Double) {
    self.busy = busy
    self.others = others
    self.stolen = stolen
  }

  /// The use between two snapshots.
  package static func between(_ start: MachineReadings, _ end: MachineReadings) -> MachineReading<ProcessorUse> {
    start.ticks.flatMap { first in
      end.ticks.flatMap { last in
        let total = last.total - first.total
        guard total > 0 else { return .failure(.incomparable) }
        // The kernel's counters of idle time may go back a little.
        func share(_ ticks: Double) -> Double { min(max(ticks / total, 0), 1) }
        let stolen = share(last.stolen - first.stolen)
        let busy = share(total - (last.idle - first.idle) - (last.stolen - first.stolen))
        let others = own(start, end).map { max(busy - share($0), 0) }
        return .success(ProcessorUse(busy: busy, others: others, stolen: stolen))
      }
    }
  }

  /// The ticks of the process trees.
  private static func own(_ start: MachineReadings, _ end: MachineReadings) -> MachineReading<Double> {
    start.tree.flatMap { first in
      end.tree.flatMap { last in
        // A tree that is new brings the time of its whole life along.
        guard first.roots == last.roots else { return .failure(.incomparable) }
        return .success(last.ticks - first.ticks)
      }
    }
  }
}
