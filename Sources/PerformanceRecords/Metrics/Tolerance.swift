/// How much worse a value may become: the larger of a share of the baseline and an absolute amount.
public struct Tolerance: Hashable, Sendable, Codable {
  /// A share of the baseline; 0.2 is 20 %.
  public let relative: Double
  /// An amount in the metric's unit.
  public let absolute: Double

  /// A tolerance of a share and an amount; negative and non-finite values become 0.
  public init(relative: Double, absolute: Double = 0) {
    self.relative = relative.isFinite ? max(relative, 0) : 0
    self.absolute = absolute.isFinite ? max(absolute, 0) : 0
  }

  /// The default tolerance of a metric: 20 %.
  public static let usual = Tolerance(relative: 0.2)

  /// The default share of the baseline, or an amount in the metric's unit where that is more.
  package static func usual(orAbsolute amount: Double) -> Tolerance {
    Tolerance(relative: usual.relative, absolute: amount)
  }

  /// A share of the baseline as a percentage.
  public static func percent(_ value: Double) -> Tolerance { Tolerance(relative: value / 100) }

  /// An amount in the metric's unit, independent of the baseline.
  public static func absolute(_ value: Double) -> Tolerance { Tolerance(relative: 0, absolute: value) }

  /// The amount allowed for a baseline value.
  package func allowance(for baseline: Double) -> Double { max(relative * abs(baseline), absolute) }
}
