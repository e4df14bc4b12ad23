import PerformanceMeasurement
import PerformanceRecords

/// The numbers of one benchmark, to assert on, and its verdicts.
public struct BenchmarkResult: Sendable {
  /// The benchmark, `Module.Suite/test()/label`.
  public var id: String { benchmark.description }
  /// Whether the numbers were measured; false when the body ran once as a functional test.
  ///
  /// A single cold run has no meaningful time: guard assertions on times with it, or use the trait `.budget`, which
  /// does so itself.
  public let isMeasured: Bool
  /// The verdicts on the metrics; empty when nothing was judged.
  public let verdicts: [BenchmarkVerdict]
  package let benchmark: BenchmarkID
  private let sessions: [BenchmarkSession]

  package init(id: BenchmarkID, isMeasured: Bool, sessions: [BenchmarkSession], verdicts: [Verdict]) {
    benchmark = id
    self.isMeasured = isMeasured
    self.sessions = sessions
    self.verdicts = verdicts.map { BenchmarkVerdict($0) }
  }

  /// Elapsed time of an iteration over all sessions; `nil` when no time was measured.
  public var wallClock: DurationStatistics? { self[.wallClock].map { DurationStatistics($0) } }

  /// A metric's numbers over all sessions; `nil` when it was not measured or is unavailable.
  public subscript(metric: Metric) -> SampleStatistics? { self[metric.name] }

  /// A group has no numbers of its own.
  @available(*, unavailable, message: "ask for the metrics of the group one by one, such as result[.allocations]")
  public subscript(group: MetricGroup) -> SampleStatistics? { nil }

  /// The numbers of the metric with this name, such as one that the test recorded itself; `nil` when there are none.
  public subscript(name: String) -> SampleStatistics? {
    SampleStatistics(samples: sessions.flatMap { $0.reading(name)?.values ?? [] })
  }

  /// Adds a custom number, which is filed and judged like the others.
  ///
  /// Call it in the same test, after `measure`.
  public func record(_ metric: CustomMetric) {
    MeasurementPlan.record(metric, of: benchmark)
  }
}
