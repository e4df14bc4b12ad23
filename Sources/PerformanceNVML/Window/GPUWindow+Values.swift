extension GPUWindow {
  /// A number of a window with the name of its metric.
  package struct Value: Hashable, Sendable {
    /// The name of the metric, such as `gpu.energyPerIteration`.
    package var name: String
    /// The number in the metric's unit, or the reason why there is none.
    package var reading: Reading<Double>
  }

  /// All numbers of the window, in the order in which they are shown.
  ///
  /// After a fault of the GPU all are invalid, except those that count faults.
  /// - Parameter maximumSMClock: the highest clock of the GPU, in MHz.
  package func values(maximumSMClock: Reading<Double>) -> [Value] {
    measurements(maximumSMClock: maximumSMClock).map { name, reading in
      Value(name: name, reading: invalidity.map { .invalid($0) } ?? reading)
    } + faults.map { Value(name: $0, reading: $1) }
  }

  /// The reason why no number of the window is valid; `nil` when the GPU worked.
  package var invalidity: String? {
    if let count = xidCount.value, count > 0 {
      return "the GPU reported faults (XID): \(GPUText.number(count)) in the window"
    }
    if let count = eccUncorrectedDelta.value, count > 0 {
      return "the GPU's memory had errors that could not be corrected: \(GPUText.number(count)) in the window"
    }
    return start.invalidity ?? end.invalidity
  }

  private func measurements(maximumSMClock: Reading<Double>) -> KeyValuePairs<String, Reading<Double>> {
    [
      "gpu.timePerIteration": timePerIteration,
      "gpu.cyclesPerIteration": cyclesPerIteration,
      "gpu.energyPerIteration": energyPerIteration,
      "gpu.energyTotal": energyTotal,
      "gpu.powerMean": powerMean,
      "gpu.powerMax": powerMax,
      "gpu.memoryPeakDelta": memoryPeakDelta,
      "gpu.memoryLeak": memoryLeak,
      "gpu.utilizationMean": utilizationMean,
      "gpu.memoryUtilizationMean": memoryUtilizationMean,
      "gpu.smActivity": activity.sm,
      "gpu.smOccupancy": activity.smOccupancy,
      "gpu.tensorActivity": activity.tensor,
      "gpu.dramActivity": activity.dram,
      "gpu.pcieTxBytesPerIteration": pcieTransmittedPerIteration,
      "gpu.pcieRxBytesPerIteration": pcieReceivedPerIteration,
      "gpu.nvlinkTxBytesPerIteration": nvlinkTransmittedPerIteration,
      "gpu.nvlinkRxBytesPerIteration": nvlinkReceivedPerIteration,
      "gpu.smClockMean": smClockMean,
      "gpu.smClockRatio": smClockRatio(to: maximumSMClock),
      "gpu.throttle.powerFraction": throttleFraction(.power),
      "gpu.throttle.thermalFraction": throttleFraction(.thermal),
      "gpu.throttle.syncBoostFraction": throttleFraction(.syncBoost),
      "gpu.throttle.boardFraction": throttleFraction(.board),
      "gpu.throttle.reliabilityFraction": throttleFraction(.reliability),
      "gpu.temperatureStart": temperatureStart,
      "gpu.temperatureEnd": temperatureEnd,
      "gpu.temperatureMax": temperatureMax,
      "gpu.memoryTemperatureMax": memoryTemperatureMax,
      "gpu.pstateWorst": performanceStateWorst,
      "gpu.foreignProcesses": foreignProcesses,
    ]
  }

  private var faults: KeyValuePairs<String, Reading<Double>> {
    [
      "gpu.eccCorrectedDelta": eccCorrectedDelta,
      "gpu.eccUncorrectedDelta": eccUncorrectedDelta,
      "gpu.pcieReplayDelta": pcieReplayDelta,
      "gpu.xidCount": xidCount,
    ]
  }
}
