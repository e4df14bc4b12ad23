import PerformanceRecords
import PerformanceStatistics

/// A rule of another tool: compares one session before with one after.
package struct ComparisonRule: Sendable {
  /// The name in tables.
  package let name: String
  /// Whether the second session, with its times multiplied by a factor, is a regression of the first.
  package let isRed: @Sendable (_ old: ReplayedSession, _ new: ReplayedSession, _ factor: Double) -> Bool

  private init(
    _ name: String, isRed: @escaping @Sendable (ReplayedSession, ReplayedSession, Double) -> Bool
  ) {
    self.name = name
    self.isRed = isRed
  }

  /// Rules in use in continuous integration: a bare percentage as in github-action-benchmark, of several statistics as
  /// in package-benchmark for Swift, a test of samples as in benchstat or Criterion, and both.
  package static let ofOtherTools = [
    percentage("mean > 20 %", \.mean), percentage("median > 20 %", \.median), percentage("minimum > 20 %", \.minimum),
    ComparisonRule("p50 or p90 > 20 %") { old, new, factor in
      new.median * factor > threshold * old.median || new.p90 * factor > threshold * old.p90
    },
    ComparisonRule("Mann–Whitney p < 5 %", isRed: differs),
    ComparisonRule("the same, and median > 20 %") { old, new, factor in
      new.median * factor > threshold * old.median && differs(old, new, factor)
    },
    ComparisonRule("Welch's t p < 5 %") { old, new, factor in
      let test = WelchTest(
        first: (old.mean, old.variance, old.sorted.count),
        second: (new.mean * factor, new.variance * factor * factor, new.sorted.count))
      return test.map { $0.greater < significance } ?? false
    },
  ]

  private static let threshold = 1.2
  private static let significance = 0.05

  private static func percentage(
    _ name: String, _ statistic: @escaping @Sendable (ReplayedSession) -> Double
  ) -> ComparisonRule {
    ComparisonRule(name) { old, new, factor in statistic(new) * factor > threshold * statistic(old) }
  }

  private static func differs(_ old: ReplayedSession, _ new: ReplayedSession, _ factor: Double) -> Bool {
    MannWhitney.greater(ofSorted: old.sorted, second: new.sorted, times: factor) < significance
  }
}
