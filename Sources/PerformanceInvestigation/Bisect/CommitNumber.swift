import PerformanceGit
import PerformanceProfiles
import PerformanceRecords
import PerformanceWorkflows

/// The number of a benchmark in the build of a commit.
package struct CommitNumber {
  /// The metric.
  package var metric: MetricDescription
  /// Its number. A sampled one is scaled to the first measurement of the good end: the good end is measured again in
  /// turn with each commit, and only the ratio of the two counts.
  package var value: Double
  /// The costs by function, where they were counted.
  package var profile: CallgrindProfile?

  package init(metric: MetricDescription, value: Double, profile: CallgrindProfile? = nil) {
    self.metric = metric
    self.value = value
    self.profile = profile
  }
}

/// The error for a commit without a number.
struct NoNumber: Error {
  let reason: String
  /// Whether only counting failed, so that another metric may have a number.
  var isOfCounting = false
}

/// Measures commits.
protocol CommitTrials {
  /// Measures the good end.
  /// - Throws: ``NoNumber``, or an error that ends the search.
  mutating func good(_ commit: GitCommit) throws -> CommitNumber

  /// Measures the bad end. Returns its number even if it is no worse than the good one.
  /// - Throws: ``NoNumber``, or an error that ends the search.
  mutating func bad(_ commit: GitCommit) throws -> (number: CommitNumber, isWorse: Bool)

  /// Measures a commit between the ends.
  /// - Throws: An error that ends the search; a problem of this commit makes it a skipped one.
  mutating func attempt(_ commit: GitCommit) throws -> Bisection.Attempt
}
