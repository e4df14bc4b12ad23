import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression

/// The build that the rounds measure in turn with this one.
package struct OtherBuild {
  /// The functions that it has and the run selects.
  package var functions: Set<TestFunctionID>
  /// Draws a session of one of its functions.
  package var takeSession: (SessionAttempt) throws -> TestBundle.Outcome
  /// Judges a benchmark's sessions, those of this build last; the reason tells that there will be no more.
  package var judge: ([BenchmarkSession], [BenchmarkSession], Verdict.Reason?) -> BenchmarkJudge.Judgement
  /// The verdicts on benchmarks whose function fails in it, and why it fails.
  var unusable: ([BenchmarkID], String) -> [Verdict]

  /// A build from its parts.
  package init(
    functions: Set<TestFunctionID>, takeSession: @escaping (SessionAttempt) throws -> TestBundle.Outcome,
    judge: @escaping ([BenchmarkSession], [BenchmarkSession], Verdict.Reason?) -> BenchmarkJudge.Judgement,
    unusable: @escaping ([BenchmarkID], String) -> [Verdict] = OtherBuild.unusable
  ) {
    self.unusable = unusable
    self.functions = functions
    self.takeSession = takeSession
    self.judge = judge
  }

  /// What its sessions of one function gave so far.
  struct Taken {
    /// The sessions of each benchmark in the order drawn.
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    /// Why there will be no more of them.
    var failure: String?
  }

  /// Whether it is drawn before the new build: in every second round, so that neither is always the first (ABBA).
  static func isFirst(inRound round: Int) -> Bool { !round.isMultiple(of: 2) }

  /// The verdicts on a function that fails in it: there is nothing to compare with, which is not the new code's doing.
  package static func unusable(_ benchmarks: [BenchmarkID], because failure: String) -> [Verdict] {
    benchmarks.map { Verdict(benchmark: $0, outcome: .incomparable, reason: .baseUnusable, detail: failure) }
  }
}
