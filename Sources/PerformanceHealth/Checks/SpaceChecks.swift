import PerformanceMachine
import PerformanceRecords
import PerformanceText

/// The checks of what a run may use up.
struct SpaceChecks {
  /// The share that must be free; less of a large disk or of a large memory is a warning alone.
  private static let leastShare = 0.1
  /// The bytes that a release build and the logs of some runs need.
  private static let comfortableDisk = 2e9
  /// The bytes of a disk without which a run breaks off, whatever their share is.
  private static let leastDisk = 100e6
  /// The same of the disk for temporary files.
  private static let leastTemporaryDisk = 10e6
  /// The bytes of a disk with which its share does not matter.
  private static let plentyOfDisk = 10e9
  /// The same of memory.
  private static let plentyOfMemory = 4e9

  let probe: HealthProbe

  /// The disk of the folder for state.
  func stateDisk(_ path: String) -> HealthFinding { disk("disk (state)", path, least: Self.leastDisk) }

  /// The disk for temporary files, which are small.
  var temporaryDisk: HealthFinding {
    disk("disk (temporary)", probe.temporaryFolder, least: Self.leastTemporaryDisk)
  }

  private func disk(_ name: String, _ path: String, least: Double) -> HealthFinding {
    guard let space = probe.files.space(path) else { return .ok(name, "free space of \(path) is not known") }
    let all = space.used + space.available
    let share = all > 0 ? space.available / all : 1
    let measure = HealthFinding.Measure(share * 100, "percent", limit: Self.leastShare * 100)
    let found = "\(Self.text(space.available)) (\(ValueFormat.share(share))) free in \(path)"
    let isScarce = share <= Self.leastShare
    if space.available < least || (isScarce && space.available < Self.plentyOfDisk) {
      return .problem(name, found, "free some space, or set PERFTEST_STATE to a folder on another disk", measure)
    }
    guard isScarce || space.available < Self.comfortableDisk else { return .ok(name, found, nil, measure) }
    return .warning(name, found, "a release build and the logs need about 2 GB", measure)
  }

  /// The memory of the machine.
  var memory: HealthFinding {
    let name = "memory"
    guard let memory = probe.machine.memory.value else { return .ok(name, "available memory is not known here") }
    let share = memory.available / memory.total
    let measure = HealthFinding.Measure(share * 100, "percent", limit: Self.leastShare * 100)
    let found = "\(Self.text(memory.available)) (\(ValueFormat.share(share))) available"
    guard share <= Self.leastShare else { return .ok(name, found, nil, measure) }
    let advice = "end programs that use much of it: else the kernel swaps during the measurement"
    return memory.available < Self.plentyOfMemory
      ? .problem(name, found, advice, measure) : .warning(name, found, advice, measure)
  }

  private static func text(_ bytes: Double) -> String {
    ValueFormat.text(bytes, of: MetricDescription(name: "free", unit: .bytes))
  }
}
