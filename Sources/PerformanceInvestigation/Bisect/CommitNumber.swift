import PerformanceGit
import PerformanceProfiles
import PerformanceRecords
import PerformanceWorkflows

/// What a benchmark gave in the build of a commit.
package struct CommitNumber {
  /// The metric.
  package var metric: MetricDescription
  /// Its number. One with noise is what it would have been when the good end was measured first: the good end is
  /// measured again beside each commit, and the ratio of the two is what counts.
  package var value: Double
  /// What its functions cost, where they were counted.
  package var profile: CallgrindProfile?

  package init(metric: MetricDescription, value: Double, profile: CallgrindProfile? = nil) {
    self.metric = metric
    self.value = value
    self.profile = profile
  }
}

/// Why a commit gives no number.
struct NoNumber: Error {
  let reason: String
  /// Whether only the counting of instructions is what failed: another metric may have a number.
  var isOfCounting = false
}

/// Takes numbers of commits.
protocol CommitTrials {
  /// Measures the good end.
  /// - Throws: ``NoNumber``, or what stops everything.
  mutating func good(_ commit: GitCommit) throws -> CommitNumber

  /// Measures the bad end; answers with the number also where it is no worse than the good one.
  /// - Throws: ``NoNumber``, or what stops everything.
  mutating func bad(_ commit: GitCommit) throws -> (number: CommitNumber, isWorse: Bool)

  /// Measures a commit between the ends.
  /// - Throws: What stops everything; what concerns only this commit makes it a skipped one.
  mutating func attempt(_ commit: GitCommit) throws -> Bisection.Attempt
}
