/// The readings of a GPU between two snapshots: the numbers of a benchmark's GPU pass.
///
/// Each property is a number as measured. Show and judge `values`, in which a fault of the GPU invalidates all numbers
/// that it may have affected.
package struct GPUWindow: Sendable {
  /// The snapshot before the work.
  package var start: WindowSnapshot
  /// The snapshot after the work, with the GPU synchronised.
  package var end: WindowSnapshot
  /// The samples taken in between.
  package var samples: GPUSamples
  /// The number of complete iterations in between.
  package var iterations: Int
  /// The seconds of the iterations, without the time between them and the snapshots.
  package var elapsed: Double
  /// The activity by the counters of GPU performance monitoring.
  package var activity: GPUActivity
  /// The number of faults (XIDs) that the GPU reported in the window.
  package var xids: Reading<Int>
  /// The processes on the GPU that belong to the benchmark.
  package var ownership: ProcessOwnership

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

  /// A total of the window divided by the iterations.
  func perIteration(_ total: Reading<Double>) -> Reading<Double> {
    guard iterations > 0 else { return .unavailable("no iteration ran") }
    return total.map { $0 / Double(iterations) }
  }
}

// MARK: - Time and clocks

extension GPUWindow {
  /// The time of an iteration, in nanoseconds.
  package var timePerIteration: Reading<Double> { perIteration(.value(elapsed * 1e9)) }

  /// The samples in which the GPU was busy, as far as it is known.
  package var busySamples: GPUSamples {
    samples.filter { !($0.throttleReasons.value?.contains(.idle) ?? false) }
  }

  /// The mean clock of the streaming multiprocessors under load, in MHz.
  ///
  /// Idle samples do not count: the clock falls quickly when there is no work.
  package var smClockMean: Reading<Double> {
    (busySamples.samples.isEmpty ? samples : busySamples).mean(\.smClock)
  }

  /// The mean clock as a share of the highest one.
  /// - Parameter maximum: the highest clock of the GPU, in MHz.
  package func smClockRatio(to maximum: Reading<Double>) -> Reading<Double> {
    maximum.flatMap { maximum in
      guard maximum > 0 else { return .unavailable("the driver gives 0 MHz as the highest clock") }
      return smClockMean.map { $0 / maximum }
    }
  }

  /// Clock cycles of an iteration: its time in units that do not depend on the clock rate.
  ///
  /// More time with equal cycles is caused by the clock and not by the code.
  package var cyclesPerIteration: Reading<Double> {
    smClockMean.flatMap { clock in timePerIteration.map { $0 * clock / 1e3 } }
  }

  /// The worst performance state; 0 is the fastest.
  package var performanceStateWorst: Reading<Double> { samples.maximum(\.performanceState).map(Double.init) }
}

// MARK: - Memory, activity and temperature

extension GPUWindow {
  /// The peak memory in use beyond that at the start, in bytes.
  package var memoryPeakDelta: Reading<Double> {
    start.surroundings.memory.flatMap { first in
      end.surroundings.memory.map { last in
        let peak = samples.samples.compactMap(\.memory.value?.used).max() ?? 0
        return Double(max(first.used, last.used, peak) - first.used)
      }
    }
  }

  /// The memory in use at the end beyond that at the start, in bytes; 0 where more was freed than allocated.
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
      // Jetson and Thor, whose memory is the processor's, report zeros at full load.
      if start.surroundings.memory.value == nil, values.allSatisfy({ $0.gpu == 0 && $0.memory == 0 }) {
        return .unavailable("a GPU without memory of its own gives 0 whatever it does")
      }
      return .value(values.reduce(0) { $0 + part($1) } / Double(values.count))
    }
  }

  /// The temperature of the GPU before the work, in °C.
  package var temperatureStart: Reading<Double> { start.surroundings.temperature }

  /// The temperature of the GPU after the work, in °C.
  package var temperatureEnd: Reading<Double> { end.surroundings.temperature }

  /// The highest temperature of the GPU, in °C.
  package var temperatureMax: Reading<Double> {
    start.surroundings.temperature.flatMap { first in
      end.surroundings.temperature.map { max($0, first, samples.maximum(\.temperature).value ?? first) }
    }
  }

  /// The highest temperature of the memory, in °C.
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

  /// Packets that were resent over PCIe.
  package var pcieReplayDelta: Reading<Double> {
    growth(\.pcieReplays, "PCIe replays")
  }

  private func growth(_ counter: (WindowSnapshot.Surroundings) -> Reading<UInt64>, _ name: String) -> Reading<Double> {
    CounterGrowth.steady(from: counter(start.surroundings), to: counter(end.surroundings), of: name)
  }

  /// Faults that the GPU reported.
  package var xidCount: Reading<Double> { xids.map(Double.init) }

  /// The greatest number of other processes on the GPU in a snapshot.
  package var foreignProcesses: Reading<Double> {
    ownership.strangers(in: start.surroundings.processes).flatMap { before in
      ownership.strangers(in: end.surroundings.processes).map { Double(max(before, $0)) }
    }
  }
}
