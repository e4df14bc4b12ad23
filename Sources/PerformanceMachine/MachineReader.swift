import Foundation

/// Reads the state of the machine from the kernel's files.
///
/// Each property reads its file when it is asked; ``readings(below:disks:)`` reads all of them.
package struct MachineReader: Sendable {
  let files: MachineFiles
  let pageSize: Double
  package let now: @Sendable () -> Double
  let outsiders = OutsiderProcesses()

  /// Creates a reader.
  /// - Parameters:
  ///   - files: the kernel's files.
  ///   - pageSize: the bytes of a page of memory.
  ///   - now: seconds of a clock that never goes back.
  package init(
    _ files: MachineFiles = MachineFiles(), pageSize: Double = Double(sysconf(Int32(_SC_PAGESIZE))),
    now: @escaping @Sendable () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
  ) {
    self.files = files
    self.pageSize = pageSize
    self.now = now
  }

  /// The state of the machine now.
  /// - Parameters:
  ///   - roots: the processes whose trees are not foreign: a run, and its observer.
  ///   - disks: paths whose file systems are read; they need not exist yet.
  package func readings(below roots: Set<Int>, disks: [String]) -> MachineReadings {
    var readings = MachineReadings(time: now())
    (readings.ticks, readings.tree, readings.processors) = (ticks, tree(below: roots), processors)
    (readings.load, readings.frequency, readings.turbo) = (load, frequency, turbo)
    readings.governors = readings.processors.flatMap(governors)
    (readings.quota, readings.clockSource) = (quota, clockSource)
    for resource in PressureResource.allCases { readings.pressure[resource] = pressure(on: resource) }
    readings.memory = memory
    readings.disks = disks.map(disk)
    (readings.diskOperations, readings.network) = (diskOperations, network)
    return readings
  }

  /// The file system of a path, which need not exist yet.
  package func disk(_ path: String) -> DiskReading { DiskReading(path: path, space: space(of: path)) }

  private func space(of path: String) -> MachineReading<DiskSpace> {
    files.space(path).map { .success($0) } ?? .failure(.unreadable(path))
  }
}
