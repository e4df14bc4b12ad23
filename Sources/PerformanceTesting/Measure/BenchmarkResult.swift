import PerformanceMeasurement
import PerformanceRecords
import PerformanceStatistics

/// What one benchmark gave: numbers to assert on, and the verdicts reached.
public struct BenchmarkResult: Sendable {
  /// The benchmark, `Module.Suite/test()/label`.
  public var id: String { benchmark.description }
  /// Whether the numbers were measured; false when the body ran once as a functional test.
  ///
  /// A single cold run says nothing about speed: guard assertions on times with it, or use the trait `.budget`, which
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

  /// Elapsed time of an iteration.
  public var wallClock: DurationStatistics { DurationStatistics(samples: self[.wallClock]?.samples ?? []) }

  /// A metric's numbers over all sessions; `nil` when it was not measured or is unavailable.
  public subscript(metric: Metric) -> SampleStatistics? {
    guard let name = metric.names.first else { return nil }
    return self[name]
  }

  /// The numbers of the metric with this name, such as one that the test recorded itself.
  public subscript(name: String) -> SampleStatistics? {
    let samples = sessions.flatMap { $0.reading(name)?.values ?? [] }
    return samples.isEmpty ? nil : SampleStatistics(samples: samples)
  }

  /// Adds a number of the test's own; it is filed and judged like the others.
  ///
  /// Call it in the same test, after `measure`.
  public func record(_ metric: CustomMetric) {
    MeasurementPlan.record(metric, of: benchmark)
  }
}

/// Order statistics of the samples of a metric, in the metric's unit for one iteration.
public struct SampleStatistics: Sendable {
  /// The samples in ascending order.
  public let samples: [Double]

  init(samples: [Double]) { self.samples = samples.sorted() }

  /// The smallest sample.
  public var minimum: Double { quantile(0) }
  /// The middle sample.
  public var median: Double { quantile(0.5) }
  /// The sample that 95 % do not exceed.
  public var p95: Double { quantile(0.95) }
  /// The largest sample.
  public var maximum: Double { quantile(1) }

  /// The quantile at a probability in 0…1.
  public func quantile(_ probability: Double) -> Double { Quantile.value(probability, ofSorted: samples) ?? .nan }
}

/// Order statistics of samples that are times.
public struct DurationStatistics: Sendable {
  private let statistics: SampleStatistics

  init(samples: [Double]) { statistics = SampleStatistics(samples: samples) }

  /// The smallest sample.
  public var minimum: Duration { quantile(0) }
  /// The middle sample.
  public var median: Duration { quantile(0.5) }
  /// The sample that 95 % do not exceed.
  public var p95: Duration { quantile(0.95) }
  /// The largest sample.
  public var maximum: Duration { quantile(1) }

  /// The quantile at a probability in 0…1; zero when there are no samples.
  public func quantile(_ probability: Double) -> Duration {
    let nanoseconds = statistics.quantile(probability)
    return nanoseconds.isFinite ? .nanoseconds(nanoseconds) : .zero
  }
}
