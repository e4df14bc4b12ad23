import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// How often the kernel preempted a thread in an iteration (`ru_nivcsw` of `getrusage`).
  ///
  /// Preemptions are caused by other processes and by the end of time slices, so this is shown and not judged. Many of
  /// them explain a scattered time.
  public static var involuntaryContextSwitches: Metric {
    Metric(
      MetricDefinition(
        "involuntaryContextSwitches", unit: .count, kind: .sampled, tolerance: .usual(orAbsolute: 4),
        isJudged: false, pass: ProcessPass(), read: { $0.perIteration(\.involuntarySwitches) }))
  }
}
