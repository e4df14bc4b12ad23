import PerformanceRecords

/// The sessions of unchanged code in order of time, of one benchmark or workload.
package struct ReplayedSeries: Sendable {
  /// The name of the benchmark or workload.
  package var name: String
  /// The tolerance of the gate.
  package var tolerance: Tolerance
  /// The summaries of the baseline's sessions; without a baseline, consecutive sessions serve as one.
  package var baseline: [Double]?
  /// The sessions in the order taken.
  package var sessions: [ReplayedSession] = []

  package init(name: String, tolerance: Tolerance = .usual, baseline: [Double]? = nil) {
    self.name = name
    self.tolerance = tolerance
    self.baseline = baseline
  }
}

/// Collects series from recorded lines.
package struct ReplayedRecording: Sendable {
  /// The series by their names.
  package private(set) var series: [String: ReplayedSeries] = [:]
  /// The number of ignored sessions: slowed ones, since replays plant their own slowdowns.
  package private(set) var passedOver = 0
  private var isSlowed = false

  package init() {}

  /// Adds a line; the lines of one file belong together.
  package mutating func add(_ line: RecordedLine) {
    switch line {
    case .workloads(let workloads):
      for (name, samples) in workloads { add(samples, to: name) }
    case .verification(.baseline(let recorded)):
      guard case .sampled(let sessions) = recorded.baseline.content else { return }
      let (name, metric) = (recorded.benchmark.description, recorded.baseline.metric)
      series[name] = ReplayedSeries(
        name: name, tolerance: metric.tolerance, baseline: sessions.summaries(metric.direction))
    case .verification(.run(let run)): isSlowed = run.planted != 0
    case .verification(.session(let session)):
      if isSlowed { passedOver += 1 } else { add(session.samples, to: session.benchmark.description) }
    case .verification(.begun), .verification(.verdict): break
    }
  }

  private mutating func add(_ samples: [Double], to name: String) {
    guard let statistics = ReplayedSession(samples) else { return }
    series[name, default: ReplayedSeries(name: name)].sessions.append(statistics)
  }
}
