import PerformanceRecords

extension MetricSelection where Self == Metric {
  /// Elapsed time of an iteration in nanoseconds, from the monotonic clock.
  public static var wallClock: Metric {
    Metric(
      MetricDefinition(
        MetricDescription.wallClock, unit: .nanoseconds, kind: .sampled, tolerance: .usual, pass: TimingPass(),
        read: { .disturbed($0.wall, by: $0.waitedInBestSample) }))
  }

  /// CPU time of an iteration in nanoseconds, user and system, of all threads (`CLOCK_PROCESS_CPUTIME_ID`).
  public static var cpuTime: Metric {
    Metric(
      MetricDefinition(
        "cpuTime", unit: .nanoseconds, kind: .sampled, tolerance: .usual, pass: TimingPass(),
        read: { .values($0.cpu) }))
  }

  /// CPU time spent in user mode, in nanoseconds an iteration (`getrusage`).
  ///
  /// The kernel splits its exact total by sampled ticks, so this is shown and not judged.
  public static var cpuUser: Metric {
    Metric(
      MetricDefinition(
        "cpuUser", unit: .nanoseconds, kind: .sampled, tolerance: .usual, isJudged: false, pass: ProcessPass(),
        read: { $0.perIteration(\.userNanoseconds) }))
  }

  /// CPU time spent in the kernel, in nanoseconds an iteration (`getrusage`); shown and not judged, see ``cpuUser``.
  public static var cpuSystem: Metric {
    Metric(
      MetricDefinition(
        "cpuSystem", unit: .nanoseconds, kind: .sampled, tolerance: .usual, isJudged: false, pass: ProcessPass(),
        read: { $0.perIteration(\.systemNanoseconds) }))
  }
}
