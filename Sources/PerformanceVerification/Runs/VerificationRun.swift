import PerformanceRecords

/// One run of the gate over code whose slowdown is known.
package struct VerificationRun: Sendable {
  /// The planted slowdowns in per cent, in the order in which they are tried: what the gate promises first.
  package static let sizes = [25, 30, 50, 20, 10]
  /// The metric whose verdicts are counted: the planted slowdown keeps the processor busy inside the timed window.
  package static let metric = "wallClock"

  /// The planted slowdown in per cent; 0 for unchanged code.
  package var planted: Int
  /// What the gate said.
  package var verdicts: [Verdict]
  /// The sessions of benchmarks that were timed for it, of both builds.
  package var sessions: Int
  /// Seconds spent measuring, pairs included.
  package var seconds: Double
  /// Times that the file's rule found worse, each of which a pair decided.
  package var candidates: Int { verdicts.count { $0.confirmation != nil } }

  package init(planted: Int, verdicts: [Verdict], sessions: Int, seconds: Double) {
    self.planted = planted
    self.verdicts = verdicts
    self.sessions = sessions
    self.seconds = seconds
  }

  /// A run that took samples of times.
  package init(planted: Int, _ record: RunRecord) {
    self.init(
      planted: planted, verdicts: record.verdicts, sessions: record.sessions.count { $0.pass == .timing },
      seconds: record.seconds)
  }
}
