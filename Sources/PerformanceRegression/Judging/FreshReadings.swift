import PerformanceRecords
import PerformanceStatistics

/// One metric of a benchmark, as its fresh sessions read it.
struct FreshReadings {
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
    var readings: [MetricReading] = []
    var values: [Double] = []
    // A loop over indices: this module is not optimised in a bundle, where `compactMap` cost a tenth of judging.
    var index = 0
    while index < sessions.count {
      if let reading = sessions[index].reading(metric.name) {
        readings.append(reading)
        if let value = metric.kind == .exact ? reading.count : reading.summary { values.append(value) }
      }
      index += 1
    }
    self.readings = readings
    self.values = values
  }

  /// Selects the sessions with a value of a GPU metric, if they are the majority: a counter that was once read too late
  /// says nothing about the others.
  init(withValuesOf metric: MetricDescription, in sessions: [BenchmarkSession]) {
    guard metric.gpu != nil else {
      self.init(metric, in: sessions)
      return
    }
    let reported = sessions.filter { $0.reading(metric.name)?.values.isEmpty == false }
    self.init(metric, in: reported.count * 2 > sessions.count ? reported : sessions)
  }

  var direction: MetricDescription.Direction { metric.direction }

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
    let isUnusable = readings.contains { $0.values.isEmpty || !$0.values.areFinite }
    return isUnusable ? .missingValue : nil
  }

  /// The number that represents the sessions.
  var representative: Double? { metric.representative(of: values) }
}

extension MetricReading {
  /// The best sample of the session.
  package var summary: Double? { metric.direction.best(of: values) }

  /// The median count of the session's windows.
  package var count: Double? {
    let sorted = values.ascending
    return sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }
}

extension [BenchmarkSession] {
  /// The GPUs of the sessions.
  var gpus: [GPUEnvironment] { compactMap(\.gpu?.environment).distinct }
}
