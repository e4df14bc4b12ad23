import PerformanceRecords

/// The sessions of unchanged code in the order of time, of one benchmark or workload.
package struct ReplayedSeries: Sendable {
  /// What it is of.
  package var name: String
  /// What the gate allows.
  package var tolerance: Tolerance
  /// The summaries of the baseline's sessions where there is one; else sessions in a row serve as one.
  package var baseline: [Double]?
  /// The sessions.
  package var sessions: [SampleStatistics] = []

  /// A series without sessions.
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
  /// Sessions that were passed over: slowed ones, where replays plant slowdowns of their own.
  package private(set) var passedOver = 0
  private var isSlowed = false

  /// Nothing collected.
  package init() {}

  /// Takes in a line; lines of one file belong together.
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
    guard let statistics = SampleStatistics(samples) else { return }
    series[name, default: ReplayedSeries(name: name)].sessions.append(statistics)
  }
}
