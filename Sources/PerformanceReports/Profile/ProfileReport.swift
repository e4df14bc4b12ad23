import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// What a benchmark costs by function, beside what it cost when its profile was filed.
package struct ProfileReport: Sendable {
  /// How the costs were found.
  package enum Method: Hashable, Sendable {
    /// Instructions of one iteration, counted by this instrument; so many did functions whose cost does not repeat exactly.
    case counted(instrument: String, leftOut: Int)
    /// Samples of a process that measured, taken by this tool.
    case sampled(tool: String)
  }

  let benchmark: BenchmarkID
  let method: Method
  let profile: BenchmarkProfile
  let baseline: ProfileDocument.Entry?

  /// A report on a benchmark.
  /// - Parameter baseline: its profile on file; `nil` where there is none to compare with.
  package init(
    _ benchmark: BenchmarkID, method: Method, profile: BenchmarkProfile, baseline: ProfileDocument.Entry?
  ) {
    self.benchmark = benchmark
    self.method = method
    self.profile = profile
    self.baseline = baseline
  }

  /// How the costs changed; `nil` without a profile on file.
  package var difference: ProfileDifference? {
    baseline.map { ProfileDifference(old: $0.profile, new: profile) }
  }

  /// The functions, the greatest change first, and without a profile on file the greatest cost.
  var rows: [ProfileDifference.Row] {
    difference?.rows
      ?? profile.functions.map { ProfileDifference.Row(name: $0.key, old: nil, new: $0.value) }.sorted {
        ($1.new?.own ?? 0, $0.name) < ($0.new?.own ?? 0, $1.name)
      }
  }
}
