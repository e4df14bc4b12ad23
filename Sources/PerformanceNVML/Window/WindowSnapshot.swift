/// What is read of a GPU at one end of a window, outside everything that is timed.
package struct WindowSnapshot: Hashable, Sendable {
  /// The surroundings of the work.
  package var surroundings: Surroundings
  /// What the driver counts.
  package var counters: Counters
  /// The energy counter, with a time of its own because it is awaited.
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
    /// Whether MIG has divided the board, so that its energy, power and clocks are shared with others.
    package var isDivided: Reading<Bool>
    /// Packets that PCIe had to send again since the driver was loaded.
    package var pcieReplays: Reading<UInt64>
    /// Memory errors that were corrected since the driver was loaded.
    package var eccCorrected: Reading<UInt64>
    /// Memory errors that could not be corrected since the driver was loaded.
    package var eccUncorrected: Reading<UInt64>
    /// Of the GPU, in °C.
    package var temperature: Reading<Double>
    /// How full the memory is.
    package var memory: Reading<GPUMemory>

    /// Surroundings from their parts.
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

  /// What the driver counts since it was loaded, read with one call.
  package struct Counters: Hashable, Sendable {
    /// When it was read, in nanoseconds of the monotonic clock.
    package var time: UInt64
    /// For how long each cause has lowered the clocks, in seconds.
    package var throttleTimes: [ThrottleCause: Reading<Double>]
    /// What went over the links.
    package var traffic: GPUTraffic

    /// Counters from their parts.
    package init(time: UInt64, throttleTimes: [ThrottleCause: Reading<Double>], traffic: GPUTraffic) {
      self.time = time
      self.throttleTimes = throttleTimes
      self.traffic = traffic
    }
  }
}

extension WindowSnapshot {
  /// Why no number of this GPU holds; `nil` when it was neither lost nor in a state in which it cannot be measured.
  package var invalidity: String? {
    invalidity(of: energy.energy) ?? invalidity(of: surroundings.memory) ?? invalidity(of: surroundings.temperature)
      ?? invalidity(of: surroundings.eccUncorrected) ?? invalidity(of: surroundings.processes)
  }

  private func invalidity<Value>(of reading: Reading<Value>) -> String? { reading.isInvalid ? reading.reason : nil }
}
