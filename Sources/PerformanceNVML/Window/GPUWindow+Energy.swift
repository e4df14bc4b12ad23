extension GPUWindow {
  /// The energy of the board, in joules; see ``EnergyWindow`` for the requirements.
  package var energyTotal: Reading<Double> {
    whileUndivided { EnergyWindow.joules(from: start.energy, to: end.energy) }
  }

  /// The energy of the board for one iteration, in joules.
  package var energyPerIteration: Reading<Double> { perIteration(energyTotal) }

  /// The mean power of the board, in watts: from the energy counter, else from the samples.
  package var powerMean: Reading<Double> {
    let seconds = MonotonicTime.seconds(from: start.energy.time, to: end.energy.time)
    return energyTotal.map { $0 / seconds }.or { whileUndivided { sampledPower } }
  }

  /// The highest sampled power of the board, in watts.
  package var powerMax: Reading<Double> { whileUndivided { samples.maximum(\.power) } }

  /// The integral of the sampled power, by trapezoids, divided by the time.
  private var sampledPower: Reading<Double> {
    samples.values { sample in sample.power.map { (time: Double(sample.time), watts: $0) } }.flatMap { points in
      guard let first = points.first, let last = points.last, last.time > first.time else {
        return .unavailable("a mean power needs two samples")
      }
      let area = zip(points, points.dropFirst()).reduce(0) { area, pair in
        area + (pair.1.time - pair.0.time) * (pair.0.watts + pair.1.watts) / 2
      }
      return .value(area / (last.time - first.time))
    }
  }

  /// Sensors belong to the board, which MIG shares among instances.
  private func whileUndivided(_ reading: () -> Reading<Double>) -> Reading<Double> {
    let isDivided = [start, end].contains { $0.surroundings.isDivided.value == true }
    guard isDivided else { return reading() }
    return .unavailable("the board is shared: MIG has divided it, and its energy is also that of its other instances")
  }
}
