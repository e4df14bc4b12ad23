import PerformanceRecords
import PerformanceRegression

extension BaselineUpdate {
  /// Whether an acceptance is pointless after the update: what it excuses is in the baseline now, or gone.
  ///
  /// An acceptance from another kind of machine stays: the baseline there is as it was. So does one whose sessions were
  /// refused, or joined older ones that may still be the better ones.
  package func settles(_ acceptance: AcceptedRegression, in environment: RunEnvironment) -> Bool {
    changes.contains { change in
      guard change.benchmark == acceptance.benchmark,
        change.metric.map({ $0.name == acceptance.metric }) ?? true
      else { return false }
      switch change.kind {
      case .removed: return true
      case .created, .replaced: return acceptance.isOf(environment)
      // Without new numbers nothing was recorded of it.
      case .kept, .widened: return change.new != nil && acceptance.isOf(environment)
      case .extended, .refused: return false
      }
    }
  }
}
