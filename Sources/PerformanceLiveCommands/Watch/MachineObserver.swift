import Foundation
import PerformanceLive
import PerformanceMachine
import PerformanceSystem

/// Reads the state of the machine beside a run.
struct MachineObserver {
  private let reader = MachineReader()
  private let gpus: GPUObserver?
  /// The folder whose file system is read.
  private let folder: String
  private var last: MachineReadings?

  /// - Parameters:
  ///   - folder: the folder whose file system is read.
  ///   - environment: the variables that select GPUs.
  init(folder: String, environment: [String: String]) {
    self.folder = folder
    gpus = GPUObserver(environment: environment)
  }

  /// The state of the machine: shares of time are those since the last call, and absent from the first one.
  /// - Parameter runs: the processes that lead runs, which are no others.
  mutating func read(runs: Set<Int>) -> MachineState {
    let readings = readings(below: runs.union([Int(getpid())]))
    let use = last.map { ProcessorUse.between($0, readings) }?.value
    last = readings
    var state = MachineState()
    state.processors = readings.processors.value
    (state.busy, state.others, state.stolen) = (use?.busy, use?.others.value, use?.stolen)
    state.memory = readings.memory.value.map { .init(used: $0.total - $0.available, total: $0.total) }
    state.disk = readings.disks.first?.space.value.map { .init(used: $0.used, total: $0.used + $0.available) }
    func pressure(_ resource: PressureResource) -> Double? { readings.pressure[resource]?.value }
    state.processorPressure = pressure(.cpu)
    state.memoryPressure = pressure(.memory)
    state.diskPressure = pressure(.io)
    state.frequency = readings.frequency.value
    state.gpus = gpus?.state ?? []
    return state
  }

  /// The readings that are shown, and no others: each is a file of the kernel.
  private func readings(below roots: Set<Int>) -> MachineReadings {
    var readings = MachineReadings(time: reader.now())
    (readings.ticks, readings.tree) = (reader.ticks, reader.tree(below: roots))
    (readings.processors, readings.frequency) = (reader.processors, reader.frequency)
    for resource in PressureResource.allCases { readings.pressure[resource] = reader.pressure(on: resource) }
    readings.memory = reader.memory
    readings.disks = [reader.disk(folder)]
    return readings
  }
}
