import PerformanceRecords

/// A run of the gate over code with a known slowdown.
package struct VerificationRun: Sendable {
  /// The planted slowdowns in per cent, in the order of trying: the promised one first.
  package static let sizes = [25, 30, 50, 20, 10]
  /// The metric that is recorded for replays.
  package static let metric = MetricDescription.wallClock

  /// Whether a metric is the time, or the rate, which is its reciprocal.
  package static func isTime(_ metric: MetricDescription?) -> Bool {
    metric.map { $0.name == Self.metric || $0.name == MetricDescription.throughput } ?? false
  }

  /// The planted slowdown in per cent; 0 for unchanged code.
  package var planted: Int
  /// The verdicts of the gate.
  package var verdicts: [Verdict]
  /// The timed sessions of both builds.
  package var sessions: Int
  /// Seconds spent measuring, pairs included.
  package var seconds: Double
  /// The number of candidates, each of which a pair decided.
  package var candidates: Int { verdicts.count { $0.confirmation != nil } }
  /// The benchmarks with any metric that is worse than its baseline.
  package var worse: Set<BenchmarkID> {
    Set(
      verdicts.filter { $0.budget == nil && ($0.outcome == .regressed || $0.outcome == .accepted) }.map(\.subject.id))
  }

  package init(planted: Int, verdicts: [Verdict], sessions: Int, seconds: Double) {
    self.planted = planted
    self.verdicts = verdicts
    self.sessions = sessions
    self.seconds = seconds
  }

  /// Creates the result of a run with timed samples.
  package init(planted: Int, _ record: RunRecord) {
    self.init(
      planted: planted, verdicts: record.verdicts, sessions: record.sessions.count { $0.pass == .timing },
      seconds: record.seconds)
  }
}
