import PerformanceRecords

/// One metric of a benchmark, as its fresh sessions read it.
struct MeasuredMetric {
  let metric: MetricDescription
  /// The sessions in the order taken.
  let sessions: [BenchmarkSession]
  /// The readings of the sessions that have one.
  let readings: [MetricReading]
  /// The number of each session that the rules compare; none for a session without values.
  let values: [Double]

  init(_ metric: MetricDescription, in sessions: [BenchmarkSession]) {
    self.metric = metric
    self.sessions = sessions
    readings = sessions.compactMap { $0.reading(metric.name) }
    values = readings.compactMap { metric.kind == .exact ? $0.count : $0.summary }
  }

  /// Selects the sessions with a value of a GPU metric, if they are the majority: a counter that was once read too late
  /// says nothing about the others.
  init(withValuesOf metric: MetricDescription, in sessions: [BenchmarkSession]) {
    let reported = sessions.filter { $0.reading(metric.name)?.values.isEmpty == false }
    let isMost = metric.gpu != nil && reported.count * 2 > sessions.count
    self.init(metric, in: isMost ? reported : sessions)
  }

  /// The direction of the metric.
  var direction: MetricDescription.Direction { metric.direction }

  /// The benchmark.
  var benchmark: BenchmarkID { sessions[0].id }

  /// A verdict without numbers.
  func verdict(_ outcome: Verdict.Outcome, _ reason: Verdict.Reason) -> Verdict {
    Verdict(
      benchmark: benchmark, metric: metric, outcome: outcome, reason: reason, sessions: readings.count,
      location: sessions[0].location)
  }

  /// Why the readings cannot be judged; `nil` if they can.
  var problem: Unavailability? {
    for case let cause? in readings.map({ $0.unavailable }) { return cause }
    // NaN is never below a threshold, so it would count as a slowdown.
    let isUnusable = readings.contains { $0.values.isEmpty || $0.values.contains { !$0.isFinite } }
    return isUnusable ? .missingValue : nil
  }

  /// The best session's number.
  var best: Double? { direction.best(of: values) }
}

extension MetricReading {
  /// The best sample of the session.
  package var summary: Double? { metric.direction.best(of: values) }

  /// The median count of the session's windows.
  package var count: Double? {
    let sorted = values.sorted()
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }
}

extension [BenchmarkSession] {
  /// The GPUs of the sessions.
  var gpus: Set<GPUEnvironment> { Set(compactMap(\.gpu?.environment)) }
}
