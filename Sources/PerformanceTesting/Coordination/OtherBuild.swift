import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression

/// The build that the rounds measure in turn with this one.
package struct OtherBuild {
  /// The functions that it has and the run selects.
  package var functions: Set<TestFunctionID>
  /// Takes a session of one of its functions.
  package var takeSession: (SessionAttempt) throws -> TestBundle.Outcome
  /// Judges a benchmark's sessions, those of this build last.
  package var judge: ([BenchmarkSession], [BenchmarkSession], Remaining) -> Judgement
  /// The verdicts on benchmarks whose function fails in it, and why it fails.
  var unusable: ([BenchmarkID], Failure) -> [Verdict]

  package init(
    functions: Set<TestFunctionID>, takeSession: @escaping (SessionAttempt) throws -> TestBundle.Outcome,
    judge: @escaping ([BenchmarkSession], [BenchmarkSession], Remaining) -> Judgement,
    unusable: @escaping ([BenchmarkID], Failure) -> [Verdict] = OtherBuild.unusable
  ) {
    self.unusable = unusable
    self.functions = functions
    self.takeSession = takeSession
    self.judge = judge
  }

  /// What its sessions of one function gave so far.
  struct Taken {
    /// The sessions of each benchmark in the order taken: what the judge compares.
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    /// Why there will be no more of them.
    var failure: Failure?
  }

  /// Whether it is measured before the new build: in every second round, so that neither is always the first (ABBA).
  static func isFirst(inRound round: Int) -> Bool { !round.isMultiple(of: 2) }

  /// The verdicts on a function that fails in it: there is nothing to compare with, which is not the new code's doing.
  package static func unusable(_ benchmarks: [BenchmarkID], because failure: Failure) -> [Verdict] {
    benchmarks.map {
      Verdict(benchmark: $0, outcome: .incomparable, reason: .baseUnusable, detail: .base(.fails(failure)))
    }
  }
}
