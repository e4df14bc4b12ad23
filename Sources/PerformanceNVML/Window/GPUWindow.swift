/// What a GPU did between two snapshots: the numbers of a benchmark's GPU pass.
///
/// Each property is a number as it was measured. Show and judge `values`, in which a fault of the GPU takes back all
/// numbers that it may have touched.
package struct GPUWindow: Sendable {
  /// The snapshot before the work.
  package var start: WindowSnapshot
  /// The snapshot after the work, with the GPU synchronised.
  package var end: WindowSnapshot
  /// What the sampler saw in between.
  package var samples: GPUSamples
  /// The iterations that ran in between, all of them whole.
  package var iterations: Int
  /// The seconds that the iterations took, without what lay between them and the snapshots.
  package var elapsed: Double
  /// What the counters of GPU performance monitoring say of the window.
  package var activity: GPUActivity
  /// How many faults (XIDs) the GPU reported in the window.
  package var xids: Reading<Int>
  /// Which processes on the GPU are the benchmark's own.
  package var ownership: ProcessOwnership

  /// A window from its parts.
  package init(
    start: WindowSnapshot, end: WindowSnapshot, samples: GPUSamples, iterations: Int, elapsed: Double,
    activity: GPUActivity,
    xids: Reading<Int>, ownership: ProcessOwnership
  ) {
    self.start = start
    self.end = end
    self.samples = samples
    self.iterations = iterations
    self.elapsed = elapsed
    self.activity = activity
    self.xids = xids
    self.ownership = ownership
  }

  /// The seconds between the counters of the two snapshots.
  package var span: Double { MonotonicTime.seconds(from: start.counters.time, to: end.counters.time) }

  /// A total of the window as an amount of one iteration.
  func perIteration(_ total: Reading<Double>) -> Reading<Double> {
    guard iterations > 0 else { return .unavailable("no iteration ran") }
    return total.map { $0 / Double(iterations) }
  }
}

// MARK: - Time and clocks

extension GPUWindow {
  /// The time of an iteration, in nanoseconds.
  package var timePerIteration: Reading<Double> { perIteration(.value(elapsed * 1e9)) }

  /// The samples in which the GPU had something to do, as far as it is known.
  package var busySamples: GPUSamples {
    samples.filter { !($0.throttleReasons.value?.contains(.idle) ?? false) }
  }

  /// The clock of the streaming multiprocessors while there was work, in MHz.
  ///
  /// Samples in which the GPU idled do not count: its clock falls within moments when it has nothing to do.
  package var smClockMean: Reading<Double> {
    (busySamples.samples.isEmpty ? samples : busySamples).mean(\.smClock)
  }

  /// That clock as a share of the highest one.
  /// - Parameter maximum: the highest clock that the GPU may have, in MHz.
  package func smClockRatio(to maximum: Reading<Double>) -> Reading<Double> {
    maximum.flatMap { maximum in
      guard maximum > 0 else { return .unavailable("the driver gives 0 MHz as the highest clock") }
      return smClockMean.map { $0 / maximum }
    }
  }

  /// Clock cycles of an iteration: its time in units that a lower clock does not change.
  ///
  /// More time with as many cycles is a matter of the clock and not of the code.
  package var cyclesPerIteration: Reading<Double> {
    smClockMean.flatMap { clock in timePerIteration.map { $0 * clock / 1e3 } }
  }

  /// The worst performance state; 0 is the fastest.
  package var performanceStateWorst: Reading<Double> { samples.maximum(\.performanceState).map(Double.init) }
}

// MARK: - Memory, activity and temperature

extension GPUWindow {
  /// The most memory that was seen in use beyond that of the start, in bytes.
  package var memoryPeakDelta: Reading<Double> {
    start.surroundings.memory.flatMap { first in
      end.surroundings.memory.map { last in
        let peak = samples.samples.compactMap(\.memory.value?.used).max() ?? 0
        return Double(max(first.used, last.used, peak) - first.used)
      }
    }
  }

  /// The memory in use at the end beyond that of the start, in bytes; 0 where more was freed than allocated.
  package var memoryLeak: Reading<Double> {
    start.surroundings.memory.flatMap { first in
      end.surroundings.memory.map { last in max(Double(last.used) - Double(first.used), 0) }
    }
  }

  /// The share of time in which a kernel ran, in 0…1.
  package var utilizationMean: Reading<Double> { utilization(\.gpu) }

  /// The share of time in which memory was read or written, in 0…1.
  package var memoryUtilizationMean: Reading<Double> { utilization(\.memory) }

  private func utilization(_ part: (GPUUtilization) -> Double) -> Reading<Double> {
    samples.values(\.utilization).flatMap { values in
      // Jetson and Thor, whose memory is the processor's, were seen to give zeros at full load.
      if start.surroundings.memory.value == nil, values.allSatisfy({ $0.gpu == 0 && $0.memory == 0 }) {
        return .unavailable("a GPU without memory of its own gives 0 whatever it does")
      }
      return .value(values.reduce(0) { $0 + part($1) } / Double(values.count))
    }
  }

  /// Of the GPU before the work, in °C.
  package var temperatureStart: Reading<Double> { start.surroundings.temperature }

  /// Of the GPU after the work, in °C.
  package var temperatureEnd: Reading<Double> { end.surroundings.temperature }

  /// The highest of the GPU, in °C.
  package var temperatureMax: Reading<Double> {
    start.surroundings.temperature.flatMap { first in
      end.surroundings.temperature.map { max($0, first, samples.maximum(\.temperature).value ?? first) }
    }
  }

  /// The highest of the memory, in °C.
  package var memoryTemperatureMax: Reading<Double> { samples.maximum(\.memoryTemperature) }
}

// MARK: - Faults and neighbours

extension GPUWindow {
  /// Memory errors that were corrected.
  package var eccCorrectedDelta: Reading<Double> {
    growth(\.eccCorrected, "corrected memory errors")
  }

  /// Memory errors that could not be corrected.
  package var eccUncorrectedDelta: Reading<Double> {
    growth(\.eccUncorrected, "uncorrected memory errors")
  }

  /// Packets that PCIe had to send again.
  package var pcieReplayDelta: Reading<Double> {
    growth(\.pcieReplays, "PCIe replays")
  }

  private func growth(_ counter: (WindowSnapshot.Surroundings) -> Reading<UInt64>, _ name: String) -> Reading<Double> {
    CounterGrowth.steady(from: counter(start.surroundings), to: counter(end.surroundings), of: name)
  }

  /// Faults that the GPU reported.
  package var xidCount: Reading<Double> { xids.map(Double.init) }

  /// The most processes of others that were on the GPU in a snapshot.
  package var foreignProcesses: Reading<Double> {
    ownership.strangers(in: start.surroundings.processes).flatMap { before in
      ownership.strangers(in: end.surroundings.processes).map { Double(max(before, $0)) }
    }
  }
}
