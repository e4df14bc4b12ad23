/// The readings of a GPU at one end of a window, outside everything that is timed.
package struct WindowSnapshot: Hashable, Sendable {
  /// The surroundings of the work.
  package var surroundings: Surroundings
  /// The driver's counters.
  package var counters: Counters
  /// The energy counter, with its own time because it is awaited.
  package var energy: EnergyTick

  package init(_ surroundings: Surroundings, _ counters: Counters, _ energy: EnergyTick) {
    self.surroundings = surroundings
    self.counters = counters
    self.energy = energy
  }

  /// The surroundings of the work, read farthest from it.
  package struct Surroundings: Hashable, Sendable {
    /// The processes that use the GPU.
    package var processes: Reading<[GPUProcess]>
    /// Whether MIG has divided the board, so that its energy, power and clocks are shared.
    package var isDivided: Reading<Bool>
    /// Packets that were resent over PCIe since the driver was loaded.
    package var pcieReplays: Reading<UInt64>
    /// Memory errors that were corrected since the driver was loaded.
    package var eccCorrected: Reading<UInt64>
    /// Memory errors that could not be corrected since the driver was loaded.
    package var eccUncorrected: Reading<UInt64>
    /// The temperature of the GPU, in °C.
    package var temperature: Reading<Double>
    /// The memory usage.
    package var memory: Reading<GPUMemory>

    package init(
      processes: Reading<[GPUProcess]>, isDivided: Reading<Bool>, pcieReplays: Reading<UInt64>,
      eccCorrected: Reading<UInt64>, eccUncorrected: Reading<UInt64>, temperature: Reading<Double>,
      memory: Reading<GPUMemory>
    ) {
      self.processes = processes
      self.isDivided = isDivided
      self.pcieReplays = pcieReplays
      self.eccCorrected = eccCorrected
      self.eccUncorrected = eccUncorrected
      self.temperature = temperature
      self.memory = memory
    }
  }

  /// The driver's counters since it was loaded, read with one call.
  package struct Counters: Hashable, Sendable {
    /// The time of reading, in nanoseconds of the monotonic clock.
    package var time: UInt64
    /// The time for which each cause has lowered the clocks, in seconds.
    package var throttleTimes: [ThrottleCause: Reading<Double>]
    /// The traffic over the links.
    package var traffic: GPUTraffic

    package init(time: UInt64, throttleTimes: [ThrottleCause: Reading<Double>], traffic: GPUTraffic) {
      self.time = time
      self.throttleTimes = throttleTimes
      self.traffic = traffic
    }
  }
}

extension WindowSnapshot {
  /// The reason why no number of this GPU is valid; `nil` when it was neither lost nor in an unmeasurable state.
  package var invalidity: String? {
    invalidity(of: energy.energy) ?? invalidity(of: surroundings.memory) ?? invalidity(of: surroundings.temperature)
      ?? invalidity(of: surroundings.eccUncorrected) ?? invalidity(of: surroundings.processes)
  }

  private func invalidity<Value>(of reading: Reading<Value>) -> String? { reading.isInvalid ? reading.reason : nil }
}
