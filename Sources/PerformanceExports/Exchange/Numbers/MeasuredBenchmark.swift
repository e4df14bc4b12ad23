import PerformanceRecords
import PerformanceStatistics

/// The numbers of a benchmark of the code under test, as the formats of other tools hold them.
struct MeasuredBenchmark: Sendable {
  /// One session with values.
  struct Session: Sendable {
    /// The pass that the process made.
    let pass: PassName
    /// Iterations in each sample.
    let iterations: Int
    /// The readings that have values.
    let readings: [MetricReading]
    /// The mean clock rate in megahertz; `nil` if unknown.
    let frequency: Double?

    /// The values of a metric; `nil` where the session has none.
    func values(of metric: String) -> [Double]? { readings.first { $0.metric.name == metric }?.values }

    /// The iterations of all samples.
    var allIterations: Int {
      let samples = readings.map(\.values.count).max() ?? 0
      let (product, overflows) = iterations.multipliedReportingOverflow(by: samples)
      return overflows ? .max : max(product, 1)
    }
  }

  /// The benchmark.
  let id: BenchmarkID
  /// A name that no other benchmark of the run has.
  let name: String
  /// The sessions in the order of the log.
  let sessions: [Session]
  /// The metrics in the order of reading.
  let metrics: [MeasuredMetric]

  /// The metric with a name.
  func metric(_ name: String) -> MeasuredMetric? { metrics.first { $0.description.name == name } }

  /// The time of an iteration; `nil` where it was not measured.
  var time: MeasuredMetric? { metric(MetricDescription.wallClock) }
}

extension ReportedRun {
  /// The benchmarks of the code under test that have a value, in order of their ids.
  var measuredBenchmarks: [MeasuredBenchmark] { shared.benchmarks.value { measuredBenchmarksOfRecord } }

  private var measuredBenchmarksOfRecord: [MeasuredBenchmark] {
    let events = summary.record.headEvents
    let ids = events.keys.sorted()
    let names = ids.map(\.description).madeDistinct { "\($0) (\($1))" }
    return zip(ids, names).compactMap { id, name in
      let sessions = (events[id] ?? []).map(MeasuredBenchmark.Session.init).filter { !$0.readings.isEmpty }
      guard !sessions.isEmpty else { return nil }
      return MeasuredBenchmark(id: id, name: name, sessions: sessions, metrics: MeasuredMetric.metrics(of: sessions))
    }
  }
}

extension MeasuredBenchmark.Session {
  fileprivate init(_ event: SessionEvent) {
    self.init(
      pass: event.pass, iterations: event.session.iterations,
      readings: event.session.readings.filter { !$0.values.isEmpty && $0.values.allSatisfy(\.isFinite) },
      frequency: event.session.conditions.frequency)
  }
}
