/// What every reader of a metric must know of it: its name, unit, better direction, kind and tolerance.
///
/// How a metric is *read* belongs to the measuring code; a custom metric has nothing but this description.
public struct MetricDescription: Hashable, Sendable, Codable {
  /// Which way is better.
  public enum Direction: String, Sendable, Codable {
    case lowerIsBetter = "lower"
    case higherIsBetter = "higher"
  }

  /// Whether unchanged code repeats the number.
  public enum Kind: String, Sendable, Codable {
    /// A count that unchanged code repeats; compared as a number, on every machine of the toolchain.
    case exact
    /// A quantity with noise; compared through sessions, on machines of the same class.
    case sampled
  }

  /// The name, unique among the metrics of a benchmark.
  public var name: String
  /// The unit of one iteration's value.
  public var unit: MetricUnit
  /// Which way is better.
  public var direction: Direction
  /// Whether unchanged code repeats the number.
  public var kind: Kind
  /// How much worse a value may be before it is a regression.
  public var tolerance: Tolerance
  /// False for numbers that are shown but never turn a build red.
  public var isJudged: Bool
  /// With which GPUs its numbers can be compared; `nil` for a metric that is read of no GPU.
  public var gpu: GPUDependence?

  /// Describes a metric.
  public init(
    name: String, unit: MetricUnit, direction: Direction = .lowerIsBetter, kind: Kind = .sampled,
    tolerance: Tolerance = .percent(20), isJudged: Bool = true, gpu: GPUDependence? = nil
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

  /// Whether a recording files it: what is judged, and what tells a slower clock from slower code.
  package var isFiled: Bool { isJudged || name == Self.gpuCycles || name == Self.gpuClock }
}

/// How much worse a value may become: the larger of a share of the baseline and an absolute amount.
public struct Tolerance: Hashable, Sendable, Codable {
  /// A share of the baseline; 0.2 is 20 %.
  public var relative: Double
  /// An amount in the metric's unit.
  public var absolute: Double

  /// A tolerance from its two parts; negative and non-finite values become 0.
  public init(relative: Double, absolute: Double = 0) {
    self.relative = relative.isFinite ? max(relative, 0) : 0
    self.absolute = absolute.isFinite ? max(absolute, 0) : 0
  }

  /// The tolerance of a metric that has none of its own: 20 %.
  package static let usual = Tolerance(relative: 0.2)

  /// A share of the baseline in per cent.
  public static func percent(_ value: Double) -> Tolerance { Tolerance(relative: value / 100) }

  /// An amount in the metric's unit, whatever the baseline.
  public static func absolute(_ value: Double) -> Tolerance { Tolerance(relative: 0, absolute: value) }

  /// The amount allowed for a baseline value.
  public func allowance(for baseline: Double) -> Double { max(relative * abs(baseline), absolute) }
}
