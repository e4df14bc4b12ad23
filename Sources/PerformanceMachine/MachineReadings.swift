/// A snapshot of the machine.
///
/// Counters are totals since the machine started; ``ProcessorUse/between(_:_:)`` and ``elapsed(since:)`` make shares and
/// rates of two snapshots.
package struct MachineReadings: Equatable, Sendable {
  /// Seconds of a clock that never goes back.
  package var time: Double
  /// How the processors have spent their time.
  package var ticks: MachineReading<ProcessorTicks> = .failure(.unread)
  /// What the run and its observer have used.
  package var tree: MachineReading<ProcessTree> = .failure(.unread)
  /// The processors that are online.
  package var processors: MachineReading<Int> = .failure(.unread)
  /// The load of the last minute.
  package var load: MachineReading<Double> = .failure(.unread)
  /// The mean clock rate in hertz.
  package var frequency: MachineReading<Double> = .failure(.unread)
  /// What chooses the clock rates, each name once and sorted.
  package var governors: MachineReading<[String]> = .failure(.unread)
  /// Whether clock rates may exceed the nominal one.
  package var turbo: MachineReading<Bool> = .failure(.unread)
  /// The number of processors that the control group may use.
  package var quota: MachineReading<Double> = .failure(.unread)
  /// What the kernel reads the time from.
  package var clockSource: MachineReading<String> = .failure(.unread)
  /// The share of the last ten seconds in which some process waited, for each resource.
  package var pressure: [PressureResource: MachineReading<Double>] = [:]
  /// The memory.
  package var memory: MachineReading<MachineMemory> = .failure(.unread)
  /// The file systems, in the order in which they were asked for.
  package var disks: [DiskReading] = []
  /// The operations of each disk.
  package var diskOperations: MachineReading<[DiskOperations]> = .failure(.unread)
  /// The traffic of each network interface.
  package var network: MachineReading<[InterfaceTraffic]> = .failure(.unread)

  /// Creates a snapshot without readings.
  package init(time: Double) { self.time = time }

  /// The seconds since an earlier snapshot; `nil` when that is not an earlier one.
  package func elapsed(since start: MachineReadings) -> Double? {
    time > start.time ? time - start.time : nil
  }
}

/// The file system of a path.
package struct DiskReading: Equatable, Sendable {
  package var path: String
  package var space: MachineReading<DiskSpace>

  package init(path: String, space: MachineReading<DiskSpace>) {
    self.path = path
    self.space = space
  }
}
