import PerformanceNVML
import PerformanceRecords
import PerformanceText

extension GPUWindow {
  /// Ten seconds of a board that works at full clocks, of 100 iterations and 100 samples, in which nothing went wrong.
  static func fabricated(
    start: WindowSnapshot = .fabricated(), end: WindowSnapshot = .fabricated(seconds: 10, joules: 6000),
    samples: GPUSamples = .fabricated(),
    iterations: Int = 100, xids: Reading<Int> = .value(0), ownership: ProcessOwnership = .known([42])
  ) -> GPUWindow {
    GPUWindow(
      start: start, end: end, samples: samples, iterations: iterations, elapsed: 9.9,
      activity: GPUActivity(
        graphics: .value(0.99), sm: .value(0.9), smOccupancy: .value(0.5), tensor: .value(0.7), dram: .value(0.3)),
      xids: xids, ownership: ownership)
  }

  /// One of its values by name.
  func value(_ name: String) -> Reading<Double>? {
    values(maximumSMClock: .value(1980)).first { $0.name == name }?.reading
  }

  /// The sentences of the caveats about it that are as grave.
  func caveats(_ severity: GPUCaveat.Severity, maximumSMClock: Double = 1980) -> [String] {
    GPUValidity.caveats(about: self, maximumSMClock: .value(maximumSMClock)).filter { $0.severity == severity }
      .map(\.sentence)
  }
}

extension WindowSnapshot {
  /// A snapshot of a board on which process 42 runs alone; counters of time and bytes begin at 0.
  static func fabricated(seconds: Double = 0, joules: Double = 1000) -> WindowSnapshot {
    let time = 1_000_000_000 + UInt64(seconds * 1e9)
    return WindowSnapshot(
      Surroundings(
        processes: .value([GPUProcess(pid: 42, usedMemory: 1 << 30)]), isDivided: .value(false), pcieReplays: .value(3),
        eccCorrected: .value(0), eccUncorrected: .value(0), temperature: .value(50),
        memory: .value(GPUMemory(total: 80 << 30, free: 79 << 30, used: 1 << 30))),
      Counters(
        time: time, throttleTimes: Dictionary(uniqueKeysWithValues: ThrottleCause.allCases.map { ($0, .value(0)) }),
        traffic: .fabricated()),
      EnergyTick(time: time, energy: .value(joules), period: .value(0.1)))
  }

  /// A copy with a change.
  func with(_ change: (inout WindowSnapshot) -> Void) -> WindowSnapshot {
    var snapshot = self
    change(&snapshot)
    return snapshot
  }
}

extension GPUTraffic {
  /// Counters that all stand at a number.
  static func fabricated(_ bytes: UInt64 = 0) -> GPUTraffic {
    GPUTraffic(
      pcieTransmitted: .value(bytes), pcieReceived: .value(bytes), nvlinkTransmitted: .value(bytes),
      nvlinkReceived: .value(bytes))
  }
}

extension GPUSamples {
  /// Samples every 100 ms, changed by their number.
  static func fabricated(_ count: Int = 100, _ change: (Int, inout GPUSample) -> Void = { _, _ in }) -> GPUSamples {
    GPUSamples(
      (0..<count).map { index in
        var sample = GPUSample(
          time: 1_000_000_000 + UInt64(index) * 100_000_000, power: .value(500), smClock: .value(1980),
          temperature: .value(52), memoryTemperature: .value(60),
          utilization: .value(GPUUtilization(gpu: 1, memory: 0.4)),
          memory: .value(GPUMemory(total: 80 << 30, free: 78 << 30, used: 2 << 30)), traffic: .fabricated(),
          throttleReasons: .value([]), performanceState: .value(0))
        change(index, &sample)
        return sample
      })
  }
}
