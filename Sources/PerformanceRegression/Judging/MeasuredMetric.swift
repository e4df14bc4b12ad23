import PerformanceRecords

/// One metric of a benchmark, as its fresh sessions read it.
struct MeasuredMetric {
  let metric: MetricDescription
  /// The sessions in the order taken.
  let sessions: [BenchmarkSession]
  /// The readings, one for each session that has one.
  let readings: [MetricReading]
  /// The number of each session that the rules compare; none for a session without values.
  let values: [Double]

  init(_ metric: MetricDescription, in sessions: [BenchmarkSession]) {
    self.metric = metric
    self.sessions = sessions
    readings = sessions.compactMap { $0.reading(metric.name) }
    values = readings.compactMap { metric.kind == .exact ? $0.count : $0.summary }
  }

  /// Of a GPU metric the sessions that have a value, where they are most: a counter that was read too late once says
  /// nothing about the others.
  init(withValuesOf metric: MetricDescription, in sessions: [BenchmarkSession]) {
    let reported = sessions.filter { $0.reading(metric.name)?.values.isEmpty == false }
    let isMost = metric.gpu != nil && reported.count * 2 > sessions.count
    self.init(metric, in: isMost ? reported : sessions)
  }

  /// The direction of the metric.
  var direction: MetricDescription.Direction { metric.direction }

  /// The benchmark.
  var benchmark: BenchmarkID { sessions[0].id }

  /// A verdict that says nothing yet.
  func verdict(_ outcome: Verdict.Outcome, _ reason: Verdict.Reason) -> Verdict {
    Verdict(
      benchmark: benchmark, metric: metric, outcome: outcome, reason: reason, sessions: readings.count,
      location: sessions[0].location)
  }

  /// Why the readings cannot be judged; `nil` where they can.
  var problem: Unavailability? {
    for case let cause? in readings.map({ $0.unavailable }) { return cause }
    // NaN is never below a threshold, so it would be taken for a slowdown.
    let isUnusable = readings.contains { $0.values.isEmpty || $0.values.contains { !$0.isFinite } }
    return isUnusable ? .missingValue : nil
  }

  /// The best session's number.
  var best: Double? { direction.best(of: values) }
}

extension MetricReading {
  /// The best sample of a session.
  package var summary: Double? { metric.direction.best(of: values) }

  /// The usual count of a session's windows.
  package var count: Double? {
    let sorted = values.sorted()
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }
}

extension [BenchmarkSession] {
  /// The GPUs that they were taken on.
  var gpus: Set<GPUEnvironment> { Set(compactMap(\.gpu?.environment)) }
}
