/// What is read of a GPU at one end of a window, outside everything that is timed.
package struct GPUEdge: Hashable, Sendable {
  /// When the counters were read, in nanoseconds of the monotonic clock.
  package var time: UInt64
  /// The energy counter, with a time of its own because it is awaited.
  package var energy: EnergyTick
  /// For how long each cause has slowed the clocks since the driver was loaded, in nanoseconds.
  package var violations: [ThrottleCause: Reading<UInt64>]
  /// Bytes that the GPU has sent over PCIe; the counter wraps.
  package var pcieTransmitted: Reading<UInt64>
  /// Bytes that the GPU has received over PCIe; the counter wraps.
  package var pcieReceived: Reading<UInt64>
  /// Packets that PCIe had to send again.
  package var pcieReplays: Reading<UInt64>
  /// Bytes that the GPU has sent over all its NVLinks.
  package var nvlinkTransmitted: Reading<UInt64>
  /// Bytes that the GPU has received over all its NVLinks.
  package var nvlinkReceived: Reading<UInt64>
  /// Memory errors that were corrected since the driver was loaded.
  package var eccCorrected: Reading<UInt64>
  /// Memory errors that could not be corrected since the driver was loaded.
  package var eccUncorrected: Reading<UInt64>
  /// Memory in use by all processes, in bytes.
  package var usedMemory: Reading<UInt64>
  /// Of the GPU, in °C.
  package var temperature: Reading<Double>
  /// Whether the board is partitioned (MIG), so that its energy and clocks are shared with others.
  package var isPartitioned: Reading<Bool>
  /// The processes that compute on the GPU, by the host's process ids.
  package var processes: Reading<[UInt32]>

  /// An edge from its parts.
  package init(
    time: UInt64, energy: EnergyTick, violations: [ThrottleCause: Reading<UInt64>], pcieTransmitted: Reading<UInt64>,
    pcieReceived: Reading<UInt64>, pcieReplays: Reading<UInt64>, nvlinkTransmitted: Reading<UInt64>,
    nvlinkReceived: Reading<UInt64>, eccCorrected: Reading<UInt64>, eccUncorrected: Reading<UInt64>,
    usedMemory: Reading<UInt64>, temperature: Reading<Double>, isPartitioned: Reading<Bool>,
    processes: Reading<[UInt32]>
  ) {
    self.time = time
    self.energy = energy
    self.violations = violations
    self.pcieTransmitted = pcieTransmitted
    self.pcieReceived = pcieReceived
    self.pcieReplays = pcieReplays
    self.nvlinkTransmitted = nvlinkTransmitted
    self.nvlinkReceived = nvlinkReceived
    self.eccCorrected = eccCorrected
    self.eccUncorrected = eccUncorrected
    self.usedMemory = usedMemory
    self.temperature = temperature
    self.isPartitioned = isPartitioned
    self.processes = processes
  }
}

extension GPUEdge {
  /// Why no number of this GPU holds, when it was lost or is in no state to measure.
  package var invalidity: String? {
    let counters = [
      pcieTransmitted, pcieReceived, pcieReplays, nvlinkTransmitted, nvlinkReceived, eccCorrected, eccUncorrected,
      usedMemory,
    ]
    return invalidReason(energy.energy) ?? invalidReason(temperature) ?? invalidReason(isPartitioned)
      ?? invalidReason(processes) ?? (counters + violations.values).lazy.compactMap(invalidReason).first
  }

  private func invalidReason<Value>(_ reading: Reading<Value>) -> String? {
    reading.isInvalid ? reading.reason : nil
  }
}
