extension GPUDevice {
  /// The current reasons for lowered clocks.
  public var throttleReasons: Reading<GPUThrottleReasons> {
    get async { await read { $0.throttleReasons(of: $1) } }
  }

  /// The time for which the clocks have been lowered since the driver was loaded, by cause.
  public var throttleTimes: Reading<GPUThrottleTimes> {
    get async { await read { .value($0.throttleTimes(of: $1)) } }
  }
}

/// The time for which the clocks of a GPU were lowered since the driver was loaded, by cause, in seconds.
public struct GPUThrottleTimes: Hashable, Sendable {
  /// The power limit. At full load this is normal.
  public let power: Reading<Double>
  /// Heat.
  public let thermal: Reading<Double>
  /// Another GPU of the same sync boost group.
  public let syncBoost: Reading<Double>
  /// The board's limits.
  public let boardLimit: Reading<Double>
  /// Low load.
  public let lowUtilization: Reading<Double>
  /// The voltage that keeps the GPU reliable.
  public let reliability: Reading<Double>
  /// Heat, by the driver; driver 590 and later.
  public let softwareThermal: Reading<Double>
  /// Heat, by the hardware; driver 590 and later.
  public let hardwareThermal: Reading<Double>
  /// The power brake of the board; driver 590 and later.
  public let hardwarePowerBrake: Reading<Double>

  /// The times in fields that were read together.
  package init(_ fields: NVMLFieldReadings) {
    func seconds(_ field: NVMLField) -> Reading<Double> { fields.counter(field).map { Double($0) / 1e9 } }
    power = seconds(.violationPower)
    thermal = seconds(.violationThermal)
    syncBoost = seconds(.violationSyncBoost)
    boardLimit = seconds(.violationBoardLimit)
    lowUtilization = seconds(.violationLowUtilization)
    reliability = seconds(.violationReliability)
    softwareThermal = seconds(.softwareThermalTime)
    hardwareThermal = seconds(.hardwareThermalTime)
    hardwarePowerBrake = seconds(.hardwarePowerBrakeTime)
  }

  /// The fields to read.
  package static let fields: [NVMLField] = [
    .violationPower, .violationThermal, .violationSyncBoost, .violationBoardLimit, .violationLowUtilization,
    .violationReliability, .softwareThermalTime, .hardwareThermalTime, .hardwarePowerBrakeTime,
  ]
}

extension NVMLCalls {
  /// The current reasons for lowered clocks.
  package func throttleReasons(of device: NVMLHandle) -> Reading<GPUThrottleReasons> {
    uint64(symbols.clocksEventReasons, of: device)
      .or { uint64(symbols.clocksThrottleReasons, of: device) }
      .map { GPUThrottleReasons(rawValue: $0) }
  }

  /// The time for which the clocks have been lowered, by cause.
  package func throttleTimes(of device: NVMLHandle) -> GPUThrottleTimes {
    GPUThrottleTimes(fields(GPUThrottleTimes.fields, of: device))
  }
}
