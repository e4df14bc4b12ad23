import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// The cost of a benchmark by function, compared with its filed profile.
package struct ProfileReport: Sendable {
  /// How the costs were measured.
  package enum Method: Equatable, Sendable {
    /// Instructions of one iteration, counted by this instrument; `leftOut` of them in functions whose cost does not
    /// repeat.
    case counted(instrument: String, leftOut: Int)
    /// Samples of a measuring process, taken by this tool.
    case sampled(tool: String)
  }

  let benchmark: BenchmarkID
  let method: Method
  let profile: BenchmarkProfile
  let baseline: ProfileDocument.Entry?

  /// A report on a benchmark.
  /// - Parameter baseline: its filed profile; `nil` where there is none.
  package init(
    _ benchmark: BenchmarkID, method: Method, profile: BenchmarkProfile, baseline: ProfileDocument.Entry?
  ) {
    self.benchmark = benchmark
    self.method = method
    self.profile = profile
    self.baseline = baseline
  }

  /// The change of the costs; `nil` without a filed profile.
  package var difference: ProfileDifference? {
    baseline.map { ProfileDifference(old: $0.profile, new: profile) }
  }

  /// The functions, the greatest change first; without a filed profile, the greatest cost first.
  var rows: [ProfileDifference.Row] {
    difference?.rows
      ?? profile.functions.map { ProfileDifference.Row(name: $0.key, old: nil, new: $0.value) }.sorted {
        ($1.new?.own ?? 0, $0.name) < ($0.new?.own ?? 0, $1.name)
      }
  }
}
