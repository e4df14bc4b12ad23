import PerformanceExports
import PerformanceMachine

extension MetricCollection {
  /// Adds the state of the machine; readings that it does not have are absent.
  /// - Parameters:
  ///   - start: the snapshot before, for shares of time.
  ///   - disks: what to call the file systems of the readings, in their order.
  mutating func add(_ readings: MachineReadings, since start: MachineReadings, disks names: [String]) {
    addInformation(readings)
    add(.cpus, readings.processors.value.map { Double($0) })
    add(.cpuQuota, readings.quota.value)
    addProcessors(ProcessorUse.between(start, readings).value)
    add(.cpuFrequency, readings.frequency.value)
    if let load = readings.load.value, let processors = readings.processors.value {
      add(.load, load / Double(processors))
    }
    add(
      .pressure,
      PressureResource.allCases.compactMap { resource in
        readings.pressure[resource]?.value.map { MetricSeries([MetricLabel("resource", resource.rawValue)], $0) }
      })
    add(.memoryUsed, readings.memory.value?.usedShare)
    add(.residentMemory, readings.tree.value?.residentBytes)
    add(
      .diskUsed,
      zip(names, readings.disks).compactMap { name, disk in
        disk.space.value?.usedShare.map { MetricSeries([MetricLabel("path", name)], $0) }
      })
    addTraffic(readings)
  }

  private mutating func add(_ definition: MetricDefinition, _ value: Double?) {
    add(definition, value.map { [MetricSeries([], $0)] } ?? [])
  }

  private mutating func addInformation(_ readings: MachineReadings) {
    let labels = [
      MetricLabel("clock_source", readings.clockSource.value ?? ""),
      MetricLabel("governor", readings.governors.value?.joined(separator: ",") ?? ""),
      MetricLabel("turbo", readings.turbo.value.map { $0 ? "on" : "off" } ?? ""),
    ]
    if labels.contains(where: { !$0.value.isEmpty }) { add(.hostInfo, [MetricSeries(labels, 1)]) }
  }

  private mutating func addProcessors(_ use: ProcessorUse?) {
    guard let use else { return }
    let shares = [("total", use.busy), ("foreign", use.others.value)]
    add(.cpuBusy, shares.compactMap { kind, share in share.map { MetricSeries([MetricLabel("kind", kind)], $0) } })
    add(.cpuSteal, use.stolen)
  }

  private mutating func addTraffic(_ readings: MachineReadings) {
    let operations = readings.diskOperations.value ?? []
    add(
      .diskOperations,
      operations.flatMap { disk in
        [("read", disk.reads), ("write", disk.writes)].map { direction, count in
          MetricSeries([MetricLabel("device", disk.device), MetricLabel("direction", direction)], count)
        }
      })
    let network = readings.network.value ?? []
    add(
      .networkBytes,
      network.flatMap { interface in
        [("receive", interface.received), ("transmit", interface.sent)].map { direction, bytes in
          MetricSeries(
            [MetricLabel("interface", interface.interface), MetricLabel("direction", direction)], bytes)
        }
      })
  }
}
