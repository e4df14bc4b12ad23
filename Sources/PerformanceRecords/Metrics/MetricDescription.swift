/// The properties of a metric that every reader needs: its name, unit, better direction, kind and tolerance.
///
/// The measuring code defines how a metric is *read*; a custom metric has this description only.
package struct MetricDescription: Equatable, Sendable, Codable {
  /// Which way is better.
  package enum Direction: String, Sendable, Codable {
    case lowerIsBetter = "lower"
    case higherIsBetter = "higher"
  }

  /// Whether unchanged code repeats the number.
  package enum Kind: String, Sendable, Codable {
    /// A count that unchanged code repeats. Compared as a number, on every machine of the toolchain.
    case exact
    /// A quantity with noise. Compared through sessions, on machines of one class.
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
  /// Whether the metric can turn a build red; unjudged metrics are shown only.
  package var isJudged: Bool
  /// The GPUs whose numbers can be compared; `nil` for a metric that does not depend on a GPU.
  package var gpu: GPUDependence?
  /// The cost that the values are ratios to; `nil` for a metric that is not a ratio of two costs.
  ///
  /// Code that judges or shows a metric reads what follows from it: ``summary``, ``isOfMachine`` and
  /// ``needsReference``.
  package var relativeTo: MetricReference?

  package init(
    name: String, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .usual, isJudged: Bool = true, gpu: GPUDependence? = nil,
    relativeTo: MetricReference? = nil
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.kind = kind
    self.tolerance = tolerance
    self.isJudged = isJudged
    self.gpu = gpu
    self.relativeTo = relativeTo
  }
}

extension MetricDescription {
  /// The name of the time of an iteration.
  package static let wallClock = "wallClock"
  /// The name of the bytes or elements per second.
  package static let throughput = "throughput"
  /// The name of the GPU cycles of an iteration.
  package static let gpuCycles = "gpu.cyclesPerIteration"
  /// The name of the mean clock of the GPU's streaming multiprocessors.
  package static let gpuClock = "gpu.smClockMean"

  /// The number that represents several values, and with it how sampled values are compared.
  package enum Summary: Sendable {
    /// The best value: a disturbance only makes values worse.
    case best
    /// The median: a disturbance makes values better or worse.
    case median
  }

  /// The number that represents several values: the median for a ratio, either side of which may be disturbed.
  package var summary: Summary { relativeTo == nil ? .best : .median }

  /// Whether its numbers are valid for one class of machines only: neither a count nor a ratio in which the machine cancels.
  package var isOfMachine: Bool { kind == .sampled && relativeTo == nil }

  /// Whether only a `measure` call with a second body has it.
  package var needsReference: Bool { relativeTo != nil }

  /// Whether its numbers can be compared with those of a metric of the same name.
  package func isComparable(with other: MetricDescription) -> Bool {
    kind == other.kind && unit == other.unit && relativeTo == other.relativeTo
  }

  /// Whether a recording files it: judged metrics, and those that distinguish a slower clock from slower code.
  package var isFiled: Bool { isJudged || name == Self.gpuCycles || name == Self.gpuClock }
}
