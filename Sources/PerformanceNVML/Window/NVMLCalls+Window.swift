import Foundation

extension NVMLCalls {
  /// Reads the snapshot at one end of a window, waiting up to 250 ms for the energy counter to advance.
  ///
  /// Slow readings and those of the surroundings are farthest from the work, and energy is nearest: first after it,
  /// last before it.
  package func snapshot(_ side: EnergyTick.Side, of device: NVMLHandle) -> WindowSnapshot {
    switch side {
    case .start:
      let surroundings = surroundings(of: device)
      let counters = counters(of: device)
      return WindowSnapshot(surroundings, counters, energyTick(side, of: device))
    case .end:
      let energy = energyTick(side, of: device)
      let counters = counters(of: device)
      return WindowSnapshot(surroundings(of: device), counters, energy)
    }
  }

  private func energyTick(_ side: EnergyTick.Side, of device: NVMLHandle) -> EnergyTick {
    EnergyTick.caught(
      for: side, clock: { MonotonicTime.now },
      // A hundredth of a step of the slowest boards. Reading without a pause would hold the driver's lock throughout.
      pause: { usleep(1000) },
      read: { energyCounter(of: device).map { Double($0) / 1000 } })
  }

  private func counters(of device: NVMLHandle) -> WindowSnapshot.Counters {
    let fields = fields(GPUThrottleTimes.fields + GPUTraffic.fields, of: device)
    return WindowSnapshot.Counters(
      time: MonotonicTime.now, throttleTimes: ThrottleCause.times(in: GPUThrottleTimes(fields)),
      traffic: GPUTraffic(fields))
  }

  /// The surroundings; the process lists, which take milliseconds, come first.
  private func surroundings(of device: NVMLHandle) -> WindowSnapshot.Surroundings {
    WindowSnapshot.Surroundings(
      processes: processes(of: device), isDivided: isMIGInstance(device) ? .value(true) : isMIGEnabled(device),
      pcieReplays: pcieReplays(of: device), eccCorrected: eccErrors(.corrected, of: device),
      eccUncorrected: eccErrors(.uncorrected, of: device), temperature: temperature(of: device),
      memory: memory(of: device))
  }

  /// Reads a sample of the gauges, all of them cheap.
  package func sample(of device: NVMLHandle) -> GPUSample {
    let fields = fields([.powerInstant, .memoryTemperature, .pcieTransmitted, .pcieReceived], of: device)
    return GPUSample(
      time: MonotonicTime.now,
      power: fields.quantity(.powerInstant).map { $0 / 1000 }.or { reportedPower(of: device) },
      smClock: clock(.sm, of: device), temperature: temperature(of: device),
      memoryTemperature: fields.quantity(.memoryTemperature), utilization: utilization(of: device),
      memory: memory(of: device), traffic: GPUTraffic(fields), throttleReasons: throttleReasons(of: device),
      performanceState: performanceState(of: device))
  }
}
