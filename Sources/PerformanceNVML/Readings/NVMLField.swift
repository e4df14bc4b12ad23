import CNVML

/// A numbered quantity of NVML; several are read with one call.
///
/// Only fields up to 198 have the same meaning in all drivers. 251 to 253 changed their meaning within the series 575
/// and 580 and are never read; 269 to 271 are read from driver 590 on.
package struct NVMLField: Hashable, Sendable {
  /// The number of the field.
  package let id: UInt32
  /// The element that the field is about, such as the number of a link; zero where there is one.
  package let scope: UInt32

  private init(_ constant: Int, scope: UInt32 = 0) {
    id = UInt32(constant)
    self.scope = scope
  }

  /// The scope of all NVLinks together.
  private static let allLinks = UInt32.max

  /// Nanoseconds below full clocks because of the power limit.
  package static let violationPower = NVMLField(CNVML_FIELD_VIOLATION_POWER)
  /// Nanoseconds below full clocks because of heat.
  package static let violationThermal = NVMLField(CNVML_FIELD_VIOLATION_THERMAL)
  /// Nanoseconds below full clocks because of another GPU in the same sync boost group.
  package static let violationSyncBoost = NVMLField(CNVML_FIELD_VIOLATION_SYNC_BOOST)
  /// Nanoseconds below full clocks because of the board's limits.
  package static let violationBoardLimit = NVMLField(CNVML_FIELD_VIOLATION_BOARD_LIMIT)
  /// Nanoseconds below full clocks because of low load.
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

  /// Packets that were resent over PCIe since the driver was loaded.
  package static let pcieReplays = NVMLField(CNVML_FIELD_PCIE_REPLAYS)
  /// Bytes sent by the GPU over PCIe, a counter that wraps; driver 555 and later.
  package static let pcieTransmitted = NVMLField(CNVML_FIELD_PCIE_TX)
  /// Bytes received by the GPU over PCIe, a counter that wraps; driver 555 and later.
  package static let pcieReceived = NVMLField(CNVML_FIELD_PCIE_RX)
  /// KiB of data sent over all links of NVLink.
  package static let nvlinkTransmitted = NVMLField(CNVML_FIELD_NVLINK_TX, scope: allLinks)
  /// KiB of data received over all links of NVLink.
  package static let nvlinkReceived = NVMLField(CNVML_FIELD_NVLINK_RX, scope: allLinks)

  /// The first driver in which the field has this meaning.
  var firstDriver: Int? { id > UInt32(CNVML_FIELD_PCIE_RX) ? 590 : nil }
  /// A number that distinguishes the field from all others of a device.
  var subject: Int { Int(id) << 32 | Int(scope) }
}
