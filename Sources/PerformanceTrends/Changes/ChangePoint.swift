import PerformanceRecords

/// A position where the level of a series changed.
package struct ChangePoint: Equatable, Sendable {
  /// How much can be built on a change.
  package enum Certainty: Equatable, Sendable {
    /// At least six points have the new level.
    case confirmed
    /// Three to five points have the new level: a spike of three at the end of a series looks the same.
    case provisional
    /// A change that is certain and less than a fifth of the range of all levels, which people do not see in a plot. In
    /// exact counts and for budgets it is as real as the others.
    case minor
  }

  /// Whether a change is to the better.
  package enum Effect: Equatable, Sendable { case improvement, regression }

  /// The index of the last point with the old level. What changed the level came after it, at ``index`` at the latest.
  package var last: Int
  /// The index of the first point with the new level.
  package var index: Int
  /// The median of the points between the change before this one and this one.
  package var before: Double
  /// The median of the points between this change and the next one.
  package var after: Double
  package var certainty: Certainty
  /// Whether a later level was that of before again, within a quarter of the step. Such a change is history: no reason for
  /// an alert.
  package var wentAway: Bool

  package init(last: Int, index: Int, before: Double, after: Double, certainty: Certainty, wentAway: Bool = false) {
    self.last = last
    self.index = index
    self.before = before
    self.after = after
    self.certainty = certainty
    self.wentAway = wentAway
  }

  /// The new level in units of the old one; `nil` where the levels are not amounts: the old one 0 or less, or the new one
  /// negative.
  package var ratio: Double? { before > 0 && after >= 0 ? after / before : nil }

  /// What the change means for a metric.
  package func effect(_ direction: MetricDescription.Direction) -> Effect {
    (after < before) == (direction == .lowerIsBetter) ? .improvement : .regression
  }
}
