import PerformanceHistory
import PerformanceRecords

/// A run as the analyses of usage see it.
package struct UsageRun: Equatable, Sendable {
  /// The id of the run.
  package var name: String
  /// When it began, in seconds since 1970.
  package var time: Double
  /// The seconds that it measured.
  package var seconds: Double
  /// Whether it recorded baselines.
  package var isRecording: Bool
  /// Whether it reached its end.
  package var isFinished: Bool
  /// The commit; `nil` where it is unknown or files differed from it.
  package var revision: String?
  /// The branch.
  package var branch: String?
  /// The name of the machine class.
  package var machine: String
  /// Whether one of its verdicts is red.
  package var isRed: Bool
  /// The verdicts, and those of them that the machine spoiled.
  package var verdicts: Int
  package var contaminated: Int

  package init(
    name: String, time: Double, seconds: Double = 0, isRecording: Bool = false, isFinished: Bool = true,
    revision: String? = nil, branch: String? = nil, machine: String = "", isRed: Bool = false, verdicts: Int = 0,
    contaminated: Int = 0
  ) {
    (self.name, self.time, self.seconds, self.isRecording) = (name, time, seconds, isRecording)
    (self.isFinished, self.revision, self.branch, self.machine) = (isFinished, revision, branch, machine)
    (self.isRed, self.verdicts, self.contaminated) = (isRed, verdicts, contaminated)
  }

  /// A run of the history with its digest.
  package init(_ run: HistoryRun, _ digest: RunDigest) {
    let outcomes = digest.outcomes
    self.init(
      name: run.name, time: run.time, seconds: run.seconds, isRecording: run.mode == "record",
      isFinished: run.isFinished, revision: run.provenance.dirty == false ? run.provenance.revision : nil,
      branch: run.provenance.branch, machine: run.machine, isRed: outcomes.keys.contains(where: \.isRedInAnyRun),
      verdicts: outcomes.values.reduce(0, +), contaminated: outcomes[.contaminated] ?? 0)
  }
}

extension Verdict.Outcome {
  /// Whether it is red whatever the settings of the run.
  package var isRedInAnyRun: Bool { [.regressed, .missing, .failed, .overBudget].contains(self) }
}
