import PerformanceRecords
import PerformanceStatistics

extension SampledRule {
  /// The rule for a run with this number of verdicts.
  package func judging(_ verdicts: Int) -> SampledRule {
    var rule = self
    rule.family = max(verdicts, 1)
    return rule
  }

  /// The rule for sessions of a second and longer, which needs fewer of them.
  package var ofLongSessions: SampledRule {
    var rule = self
    rule.cap = longCap
    rule.grossCap = min(grossCap, longCap)
    rule.hurriedCap = min(hurriedCap, longCap)
    return rule
  }

  /// The greatest probability of a false alarm by each of the ways to be red.
  package var limit: Double { limited(falseAlarmLimit) }
  /// The same when the time limit is reached.
  package var limitInAHurry: Double { limited(hurriedLimit) }

  private func limited(_ limit: Double) -> Double {
    countsFamily ? min(limit, Self.runLimit / (Self.waysToBeRed * Double(family))) : limit
  }
}
