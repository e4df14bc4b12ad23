import CNVML

/// A number that NVML gives under a number of its own; several are read with one call.
///
/// Only fields up to 198 mean the same in all drivers. 251 to 253 changed their meaning inside the series 575 and 580
/// and are never asked for; 269 to 271 are asked for from driver 590 on.
package struct NVMLField: Hashable, Sendable {
  /// The number of the field.
  package let id: UInt32
  /// Which of several the field is about, such as the number of a link; zero where there is one.
  package let scope: UInt32

  private init(_ constant: Int, scope: UInt32 = 0) {
    id = UInt32(constant)
    self.scope = scope
  }

  /// The scope that stands for all links of NVLink together.
  private static let allLinks = UInt32.max

  /// Nanoseconds below full clocks because of the power limit.
  package static let violationPower = NVMLField(CNVML_FIELD_VIOLATION_POWER)
  /// Nanoseconds below full clocks because of heat.
  package static let violationThermal = NVMLField(CNVML_FIELD_VIOLATION_THERMAL)
  /// Nanoseconds below full clocks because of another GPU in the same sync boost group.
  package static let violationSyncBoost = NVMLField(CNVML_FIELD_VIOLATION_SYNC_BOOST)
  /// Nanoseconds below full clocks because of the board's limits.
  package static let violationBoardLimit = NVMLField(CNVML_FIELD_VIOLATION_BOARD_LIMIT)
  /// Nanoseconds below full clocks because there was little to do.
  package static let violationLowUtilization = NVMLField(CNVML_FIELD_VIOLATION_LOW_UTILIZATION)
  /// Nanoseconds below full clocks because of the voltage that keeps the GPU reliable.
  package static let violationReliability = NVMLField(CNVML_FIELD_VIOLATION_RELIABILITY)
  /// Nanoseconds of slowdown by the driver because of heat; driver 590 and later.
  package static let softwareThermalTime = NVMLField(CNVML_FIELD_SW_THERMAL_TIME)
  /// Nanoseconds of slowdown by the hardware because of heat; driver 590 and later.
  package static let hardwareThermalTime = NVMLField(CNVML_FIELD_HW_THERMAL_TIME)
  /// Nanoseconds of slowdown by the power brake; driver 590 and later.
  package static let hardwarePowerBrakeTime = NVMLField(CNVML_FIELD_HW_POWER_BRAKE_TIME)

  /// Degrees Celsius of the memory.
  package static let memoryTemperature = NVMLField(CNVML_FIELD_MEMORY_TEMPERATURE)
  /// Milliwatts, averaged over one second.
  package static let powerAverage = NVMLField(CNVML_FIELD_POWER_AVERAGE)
  /// Milliwatts at the last reading of the sensor.
  package static let powerInstant = NVMLField(CNVML_FIELD_POWER_INSTANT)

  /// Packets that were sent again over PCIe, counted since the driver was loaded.
  package static let pcieReplays = NVMLField(CNVML_FIELD_PCIE_REPLAYS)
  /// Bytes sent by the GPU over PCIe, a counter that wraps; driver 555 and later.
  package static let pcieTransmitted = NVMLField(CNVML_FIELD_PCIE_TX)
  /// Bytes received by the GPU over PCIe, a counter that wraps; driver 555 and later.
  package static let pcieReceived = NVMLField(CNVML_FIELD_PCIE_RX)
  /// KiB of data sent over all links of NVLink.
  package static let nvlinkTransmitted = NVMLField(CNVML_FIELD_NVLINK_TX, scope: allLinks)
  /// KiB of data received over all links of NVLink.
  package static let nvlinkReceived = NVMLField(CNVML_FIELD_NVLINK_RX, scope: allLinks)

  /// The first driver in which the field means what it means here.
  var firstDriver: Int? { id > UInt32(CNVML_FIELD_PCIE_RX) ? 590 : nil }
  /// What distinguishes the field from all others of a device.
  var subject: Int { Int(id) << 32 | Int(scope) }
}
