import PerformanceRecords
import PerformanceRegression

extension BaselineUpdate {
  /// Whether an acceptance is pointless after the update: the regression it excuses is in the baseline now, or gone.
  ///
  /// An acceptance from another machine class stays, because the baseline there is unchanged. So does one whose
  /// sessions were refused, or joined older ones that may be better.
  package func settles(_ acceptance: AcceptedRegression, in environment: RunEnvironment) -> Bool {
    changes.contains { change in
      guard change.benchmark == acceptance.benchmark,
        change.metric.map({ $0.name == acceptance.metric }) ?? true
      else { return false }
      switch change.kind {
      case .removed: return true
      case .created, .replaced: return acceptance.isOf(environment)
      // Without new numbers, nothing was recorded.
      case .kept, .widened: return change.new != nil && acceptance.isOf(environment)
      case .extended, .refused: return false
      }
    }
  }
}
