import PerformanceRecords

extension NVMLCalls {
  /// The reading of a quantity of a GPU or an instance.
  ///
  /// - Parameters:
  ///   - activity: the recent activity, from two samples.
  ///   - faults: the number of Xids, from a watch.
  func answer(
    to quantity: GPUQuantity, of device: NVMLHandle, activity: GPUActivity, faults: Reading<Int>
  ) -> Reading<GPUSnapshot.Value> {
    switch quantity {
    case .power: number(power(of: device))
    case .powerAverage: number(averagePower(of: device))
    case .energy: number(energyCounter(of: device), times: 1e-3)
    case .powerLimit: number(powerLimit(of: device))
    case .powerLimitDefault: number(defaultPowerLimit(of: device))
    case .temperature: number(temperature(of: device))
    case .memoryTemperature: number(memoryTemperature(of: device))
    case .smClock: number(clock(.sm, of: device))
    case .graphicsClock: number(clock(.graphics, of: device))
    case .memoryClock: number(clock(.memory, of: device))
    case .smClockMaximum: number(maximumClock(.sm, of: device))
    case .graphicsClockMaximum: number(maximumClock(.graphics, of: device))
    case .memoryClockMaximum: number(maximumClock(.memory, of: device))
    case .performanceState: performanceState(of: device).map { .text("P\($0)") }
    case .throttleReasons: throttleReasons(of: device).map { .names($0.names) }
    case .utilization: number(utilization(of: device).map(\.gpu))
    case .memoryUtilization: number(utilization(of: device).map(\.memory))
    case .graphicsActivity: number(activity.graphics)
    case .smActivity: number(activity.sm)
    case .smOccupancy: number(activity.smOccupancy)
    case .tensorActivity: number(activity.tensor)
    case .dramActivity: number(activity.dram)
    case .memoryTotal: number(memory(of: device).map { Double($0.total) })
    case .memoryUsed: number(memory(of: device).map { Double($0.used) })
    case .memoryFree: number(memory(of: device).map { Double($0.free) })
    case .memoryReserved: reservedMemory(of: device)
    case .processes:
      processes(of: device).map { list in
        .processes(list.map { GPUSnapshot.Process(pid: $0.pid, usedMemory: $0.usedMemory) })
      }
    case .throttledByPower: counter(.violationPower, of: device)
    case .throttledByHeat: counter(.violationThermal, of: device)
    case .throttledBySyncBoost: counter(.violationSyncBoost, of: device)
    case .throttledByBoardLimit: counter(.violationBoardLimit, of: device)
    case .throttledByLowUtilization: counter(.violationLowUtilization, of: device)
    case .throttledByReliability: counter(.violationReliability, of: device)
    case .softwareThermalTime: counter(.softwareThermalTime, of: device)
    case .hardwareThermalTime: counter(.hardwareThermalTime, of: device)
    case .hardwarePowerBrakeTime: counter(.hardwarePowerBrakeTime, of: device)
    case .pcieLink: pcieLink(of: device).map { .text($0.description) }
    case .pcieTransmitted: number(traffic(of: device).pcieTransmitted)
    case .pcieReceived: number(traffic(of: device).pcieReceived)
    case .nvlinkTransmitted: number(traffic(of: device).nvlinkTransmitted)
    case .nvlinkReceived: number(traffic(of: device).nvlinkReceived)
    case .pcieReplays: number(pcieReplays(of: device))
    case .eccCorrected: number(eccErrors(.corrected, of: device))
    case .eccUncorrected: number(eccErrors(.uncorrected, of: device))
    case .xids: number(faults.map { Double($0) })
    case .persistence: isPersistent(device).map { .flag($0) }
    case .mig: isMIGInstance(device) ? .value(.flag(true)) : isMIGEnabled(device).map { .flag($0) }
    case .ecc: isECCEnabled(device).map { .flag($0) }
    case .virtualization: virtualization(of: device).map { .text($0.rawValue) }
    case .architecture: architecture(of: device).map { .text($0) }
    case .driver: driverVersion().map { .text($0) }
    case .nvml: nvmlVersion().map { .text($0) }
    case .cuda: cudaVersion().map { .text($0) }
    case .vbios: vbios(of: device).map { .text($0) }
    }
  }

  private func number(_ reading: Reading<Double>) -> Reading<GPUSnapshot.Value> { reading.map { .number($0) } }

  private func number(_ reading: Reading<UInt64>, times factor: Double = 1) -> Reading<GPUSnapshot.Value> {
    reading.map { .number(Double($0) * factor) }
  }

  private func counter(_ field: NVMLField, of device: NVMLHandle) -> Reading<GPUSnapshot.Value> {
    number(fields([field], of: device).counter(field))
  }

  private func reservedMemory(of device: NVMLHandle) -> Reading<GPUSnapshot.Value> {
    memory(of: device).flatMap { memory in
      memory.reserved.map { .value(.number(Double($0))) }
        ?? .unavailable("this driver counts what it reserves as used")
    }
  }
}
