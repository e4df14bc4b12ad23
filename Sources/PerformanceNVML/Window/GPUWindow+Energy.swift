extension GPUWindow {
  /// The energy of the board, in joules; see ``EnergyWindow`` for when it is known.
  package var energyTotal: Reading<Double> {
    whileUndivided { EnergyWindow.joules(from: start.energy, to: end.energy) }
  }

  /// The energy of the board for one iteration, in joules.
  package var energyPerIteration: Reading<Double> { perIteration(energyTotal) }

  /// The mean power of the board, in watts: by the energy counter, else by the samples.
  package var powerMean: Reading<Double> {
    let seconds = MonotonicTime.seconds(from: start.energy.time, to: end.energy.time)
    return energyTotal.map { $0 / seconds }.or { whileUndivided { sampledPower } }
  }

  /// The highest power of the board that a sample saw, in watts.
  package var powerMax: Reading<Double> { whileUndivided { samples.maximum(\.power) } }

  /// The area below the samples of the power, by trapezoids, over their time.
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

  /// Sensors are the board's, and MIG gives parts of it to others.
  private func whileUndivided(_ reading: () -> Reading<Double>) -> Reading<Double> {
    let isDivided = [start, end].contains { $0.surroundings.isDivided.value == true }
    guard isDivided else { return reading() }
    return .unavailable("the board is shared: MIG has divided it, and its energy is also that of its other instances")
  }
}
