import PerformanceRecords

extension AcceptedRegression {
  /// The acceptance of a verdict, up to its number; `nil` for a verdict that is not a regression with numbers.
  ///
  /// An accepted verdict can be accepted again, for longer or with its current number.
  package init?(_ verdict: Verdict, in environment: RunEnvironment, reason: String, since: Day, until: Day) {
    guard verdict.outcome == .regressed || verdict.outcome == .accepted, let benchmark = verdict.benchmark,
      let metric = verdict.metric, let baseline = verdict.baseline, let now = verdict.now
    else { return nil }
    self.init(
      benchmark: benchmark, metric: metric.name, unit: metric.unit, baseline: baseline, value: now,
      toolchain: environment.toolchain.folderName,
      machine: metric.isOfMachine ? environment.machine.folderName : nil, reason: reason, since: since,
      until: until)
  }
}
