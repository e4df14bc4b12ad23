/// All results of a run for one benchmark, metric by metric.
package struct BenchmarkRecord: Sendable {
  /// The benchmark.
  package let id: BenchmarkID
  /// Its sessions in the order of the log, of all passes and of both builds.
  package let sessions: [SessionEvent]
  /// The verdicts on it in the order reached.
  package let verdicts: [Verdict]
  /// The costs of its functions; `nil` where instructions were not counted.
  package let profile: BenchmarkProfile?

  /// One metric.
  package struct Metric: Sendable {
    /// The metric as the newest session describes it.
    package let description: MetricDescription
    /// A summary of each session that has values, in the order of the log.
    package let sessions: [Session]
    /// Its verdict; `nil` where it was not judged.
    package let verdict: Verdict?

    /// The number of the baseline in the verdict, in the metric's unit; `nil` where it was not compared.
    package var baseline: Double? { verdict?.baseline }
  }

  /// The result of one process for one metric.
  package struct Session: Sendable {
    /// The pass that the process made.
    package let pass: PassName
    /// The build that was measured.
    package let side: SessionSide
    /// The round, counted from 1.
    package let round: Int
    /// The samples, in the metric's unit for one iteration.
    package let quantiles: SessionQuantiles
    /// The state of the machine meanwhile.
    package let conditions: SessionConditions
  }

  /// The metrics in the order of reading, followed by those judged without a session.
  package var metrics: [Metric] {
    var descriptions: [MetricDescription] = []
    var summaries: [String: [Session]] = [:]
    for event in sessions {
      for reading in event.session.readings {
        if let index = descriptions.firstIndex(where: { $0.name == reading.metric.name }) {
          descriptions[index] = reading.metric
        } else {
          descriptions.append(reading.metric)
        }
        guard let quantiles = SessionQuantiles(samples: reading.values) else { continue }
        summaries[reading.metric.name, default: []].append(
          Session(
            pass: event.pass, side: event.side, round: event.round, quantiles: quantiles,
            conditions: event.session.conditions))
      }
    }
    for case let metric? in verdicts.map(\.metric) where !descriptions.contains(where: { $0.name == metric.name }) {
      descriptions.append(metric)
    }
    return descriptions.map { description in
      Metric(
        description: description, sessions: summaries[description.name] ?? [],
        verdict: verdicts.first { $0.metric?.name == description.name })
    }
  }
}

extension RunRecord {
  /// The record of a benchmark; verdicts on its function as a whole are not part of it.
  package func benchmark(_ id: BenchmarkID) -> BenchmarkRecord {
    BenchmarkRecord(
      id: id, sessions: events(of: id), verdicts: verdicts(on: id).filter { $0.benchmark == id },
      profile: profiles[id])
  }
}
