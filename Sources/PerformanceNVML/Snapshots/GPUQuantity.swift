import PerformanceRecords

/// All quantities of a GPU, in the order in which they are shown. The raw value is the name in JSON.
package enum GPUQuantity: String, Hashable, Sendable, CaseIterable {
  case power, powerAverage, energy
  case temperature, memoryTemperature
  case smClock, graphicsClock, memoryClock, performanceState, throttleReasons
  case utilization, memoryUtilization
  case graphicsActivity, smActivity, smOccupancy, tensorActivity, dramActivity
  case memoryUsed, memoryFree, memoryReserved
  case processes
  case throttledByPower, throttledByHeat, throttledBySyncBoost, throttledByBoardLimit, throttledByLowUtilization
  case throttledByReliability, softwareThermalTime, hardwareThermalTime, hardwarePowerBrakeTime
  case pcieLink, pcieTransmitted, pcieReceived, pcieReplays, nvlinkTransmitted, nvlinkReceived
  case eccCorrected, eccUncorrected, xids
  case memoryTotal, powerLimit, powerLimitDefault, smClockMaximum, graphicsClockMaximum, memoryClockMaximum
  case persistence, mig, ecc, virtualization
  case architecture, driver, nvml, cuda, vbios
}

extension GPUQuantity {
  /// The title in tables.
  package var title: String { facts.title }

  /// The unit of the number; `nil` for quantities that are not numbers or are identifiers.
  package var unit: MetricUnit? { facts.unit }

  /// Whether it only changes with a setting.
  package var isFixed: Bool {
    switch self {
    case .memoryTotal, .powerLimit, .powerLimitDefault, .smClockMaximum, .graphicsClockMaximum, .memoryClockMaximum,
      .persistence, .mig, .ecc, .virtualization, .architecture, .driver, .nvml, .cuda, .vbios:
      true
    default: false
    }
  }

  /// The first driver that reports it, for quantities of metrics that drivers in use may lack.
  package var firstDriver: Int? {
    switch self {
    case .graphicsActivity, .smActivity, .smOccupancy, .tensorActivity, .dramActivity: 520
    case .pcieTransmitted, .pcieReceived: 555
    default: nil
    }
  }

  private var facts: (title: String, unit: MetricUnit?) {
    switch self {
    case .power: ("power", .watts)
    case .powerAverage: ("power, last second", .watts)
    case .energy: ("energy", .joules)
    case .temperature: ("temperature", .celsius)
    case .memoryTemperature: ("memory temperature", .celsius)
    case .smClock: ("SM clock", .megahertz)
    case .graphicsClock: ("graphics clock", .megahertz)
    case .memoryClock: ("memory clock", .megahertz)
    case .performanceState: ("performance state", nil)
    case .throttleReasons: ("clocks held down by", nil)
    case .utilization: ("utilization", .ratio)
    case .memoryUtilization: ("memory utilization", .ratio)
    case .graphicsActivity: ("engines active", .ratio)
    case .smActivity: ("SMs active", .ratio)
    case .smOccupancy: ("SM occupancy", .ratio)
    case .tensorActivity: ("tensor cores active", .ratio)
    case .dramActivity: ("memory bandwidth used", .ratio)
    case .memoryUsed: ("memory used", .bytes)
    case .memoryFree: ("memory free", .bytes)
    case .memoryReserved: ("memory reserved", .bytes)
    case .processes: ("processes", nil)
    case .throttledByPower: ("throttled by power", .nanoseconds)
    case .throttledByHeat: ("throttled by heat", .nanoseconds)
    case .throttledBySyncBoost: ("throttled by sync boost", .nanoseconds)
    case .throttledByBoardLimit: ("throttled by board limit", .nanoseconds)
    case .throttledByLowUtilization: ("throttled by low load", .nanoseconds)
    case .throttledByReliability: ("throttled by reliability", .nanoseconds)
    case .softwareThermalTime: ("heat, slowed by driver", .nanoseconds)
    case .hardwareThermalTime: ("heat, slowed by chip", .nanoseconds)
    case .hardwarePowerBrakeTime: ("slowed by power brake", .nanoseconds)
    case .pcieLink: ("PCIe link", nil)
    case .pcieTransmitted: ("PCIe sent", .bytes)
    case .pcieReceived: ("PCIe received", .bytes)
    case .pcieReplays: ("PCIe replays", .count)
    case .nvlinkTransmitted: ("NVLink sent", .bytes)
    case .nvlinkReceived: ("NVLink received", .bytes)
    case .eccCorrected: ("ECC errors corrected", .count)
    case .eccUncorrected: ("ECC errors uncorrected", .count)
    case .xids: ("Xid faults while reading", .count)
    case .memoryTotal: ("memory", .bytes)
    case .powerLimit: ("power limit", .watts)
    case .powerLimitDefault: ("power limit, default", .watts)
    case .smClockMaximum: ("SM clock, highest", .megahertz)
    case .graphicsClockMaximum: ("graphics clock, highest", .megahertz)
    case .memoryClockMaximum: ("memory clock, highest", .megahertz)
    case .persistence: ("persistence mode", nil)
    case .mig: ("MIG", nil)
    case .ecc: ("ECC", nil)
    case .virtualization: ("virtualization", nil)
    case .architecture: ("architecture", nil)
    case .driver: ("driver", nil)
    case .nvml: ("NVML", nil)
    case .cuda: ("CUDA of the driver", nil)
    case .vbios: ("VBIOS", nil)
    }
  }
}
