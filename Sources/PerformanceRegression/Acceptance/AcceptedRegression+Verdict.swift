import PerformanceRecords

extension AcceptedRegression {
  /// The acceptance of a verdict, up to the number it has; `nil` for a verdict that is no regression with numbers.
  ///
  /// A verdict that is accepted already can be accepted again, for longer or with the number it has now.
  package init?(_ verdict: Verdict, in environment: RunEnvironment, reason: String, since: Day, until: Day) {
    guard verdict.outcome == .regressed || verdict.outcome == .accepted, let metric = verdict.metric,
      let baseline = verdict.baseline, let now = verdict.now
    else { return nil }
    self.init(
      benchmark: verdict.benchmark, metric: metric.name, unit: metric.unit, baseline: baseline, value: now,
      toolchain: environment.toolchain.folderName,
      machine: metric.kind == .sampled ? environment.machine.folderName : nil, reason: reason, since: since,
      until: until)
  }
}

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
      case .kept: return change.new != nil && acceptance.isOf(environment)
      case .extended, .refused: return false
      }
    }
  }
}
