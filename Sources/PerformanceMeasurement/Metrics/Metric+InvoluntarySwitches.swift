import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// How often the kernel took the processor from a thread in an iteration (`ru_nivcsw` of `getrusage`).
  ///
  /// Other processes and the end of a time slice are the reasons, so this is shown and not judged. Many of them explain a
  /// time that scatters.
  public static var involuntaryContextSwitches: Metric {
    Metric(
      MetricDefinition(
        "involuntaryContextSwitches", unit: .count, kind: .sampled, tolerance: Tolerance(relative: 0.2, absolute: 4),
        isJudged: false, pass: ProcessPass(), read: { $0.perIteration(\.involuntarySwitches) }))
  }
}
