import PerformanceRecords
import PerformanceStatistics

/// The values of one metric of a benchmark in all sessions that read it.
struct MeasuredMetric: Sendable {
  /// The metric as the newest session describes it.
  let description: MetricDescription
  /// The values of each session, of which none is empty.
  let sessions: [[Double]]
  /// The number that represents each session: its best value.
  let bests: [Double]
  /// The number that represents the run, as its history keeps it: the median of the sessions.
  let value: Double

  init(description: MetricDescription, sessions: [[Double]]) {
    (self.description, self.sessions) = (description, sessions)
    bests = sessions.compactMap { description.direction.best(of: $0) }
    value = Quantile.median(of: bests) ?? .nan
  }

  /// All samples.
  var samples: [Double] { sessions.flatMap { $0 } }

  /// The metrics of sessions, in the order of reading.
  static func metrics(of sessions: [MeasuredBenchmark.Session]) -> [MeasuredMetric] {
    var order: [String] = []
    var values: [String: [[Double]]] = [:]
    var descriptions: [String: MetricDescription] = [:]
    for reading in sessions.flatMap(\.readings) {
      let name = reading.metric.name
      if descriptions.updateValue(reading.metric, forKey: name) == nil { order.append(name) }
      values[name, default: []].append(reading.values)
    }
    return order.compactMap { name in
      descriptions[name].map { MeasuredMetric(description: $0, sessions: values[name] ?? []) }
    }
  }
}
