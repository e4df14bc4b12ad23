/// What every reader of a metric must know of it: its name, unit, better direction, kind and tolerance.
///
/// How a metric is *read* belongs to the measuring code; a custom metric has nothing but this description.
package struct MetricDescription: Hashable, Sendable, Codable {
  /// Which way is better.
  package enum Direction: String, Sendable, Codable {
    case lowerIsBetter = "lower"
    case higherIsBetter = "higher"
  }

  /// Whether unchanged code repeats the number.
  package enum Kind: String, Sendable, Codable {
    /// A count that unchanged code repeats; compared as a number, on every machine of the toolchain.
    case exact
    /// A quantity with noise; compared through sessions, on machines of the same class.
    case sampled
  }

  /// The name, unique among the metrics of a benchmark.
  package var name: String
  /// The unit of one iteration's value.
  package var unit: MetricUnit
  /// Which way is better.
  package var direction: Direction
  /// Whether unchanged code repeats the number.
  package var kind: Kind
  /// How much worse a value may be before it is a regression.
  package var tolerance: Tolerance
  /// False for numbers that are shown but never turn a build red.
  package var isJudged: Bool
  /// With which GPUs its numbers can be compared; `nil` for a metric that is read of no GPU.
  package var gpu: GPUDependence?

  package init(
    name: String, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .usual, isJudged: Bool = true, gpu: GPUDependence? = nil
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.kind = kind
    self.tolerance = tolerance
    self.isJudged = isJudged
    self.gpu = gpu
  }
}

extension MetricDescription {
  /// The name of the time of an iteration in cycles of the GPU's clock.
  package static let gpuCycles = "gpu.cyclesPerIteration"
  /// The name of the mean clock of the GPU's streaming multiprocessors.
  package static let gpuClock = "gpu.smClockMean"

  /// Whether a recording files it: what is judged, and what distinguishes a slower clock from slower code.
  package var isFiled: Bool { isJudged || name == Self.gpuCycles || name == Self.gpuClock }
}
