import PerformanceRecords
import PerformanceStatistics

/// The samples of one metric of one benchmark in the new build, on one GPU or on none.
struct MeasuredSeries {
  let benchmark: BenchmarkID
  let metric: MetricDescription
  /// The identifier of the board; `nil` for a metric that does not depend on a GPU.
  let gpu: String?
  /// The samples of each session that has any, in the order of the log.
  private(set) var sessions: [[Double]] = []

  /// The number that verdicts compare and histories keep; `nil` without samples.
  var representative: Double? { Quantile.median(of: sessions.compactMap(metric.direction.best)) }

  /// All samples.
  var samples: [Double] { sessions.flatMap { $0 } }

  /// The series of a record, by benchmark in the order of their names, then in the order of reading.
  static func all(in record: RunRecord) -> [MeasuredSeries] {
    var benchmarks: [BenchmarkID: [MeasuredSeries]] = [:]
    for event in record.sessions where event.side == .head {
      let gpu = event.session.gpu?.environment.uuid
      for reading in event.session.readings where !reading.values.isEmpty {
        benchmarks[event.session.id, default: []].add(reading, of: event.session.id, on: gpu)
      }
    }
    return benchmarks.map { ($0.key.description, $0.value) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
  }

  fileprivate mutating func add(_ values: [Double]) { sessions.append(values) }
}

extension [MeasuredSeries] {
  /// A benchmark has few metrics: a search is faster than another table.
  fileprivate mutating func add(_ reading: MetricReading, of benchmark: BenchmarkID, on gpu: String?) {
    let board = reading.metric.gpu == nil ? nil : gpu
    if let index = firstIndex(where: { $0.metric.name == reading.metric.name && $0.gpu == board }) {
      self[index].add(reading.values)
    } else {
      var series = MeasuredSeries(benchmark: benchmark, metric: reading.metric, gpu: board)
      series.add(reading.values)
      append(series)
    }
  }
}
