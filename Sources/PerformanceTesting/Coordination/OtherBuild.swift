import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression

/// The build that is measured in turn with this one.
package struct OtherBuild {
  /// The functions that it has and that the run selects.
  package var functions: Set<TestFunctionID>
  /// Takes a session of one of its functions, with these iterations of its benchmarks.
  package var takeSession: (SessionAttempt, _ iterations: [String: Int]) throws -> TestBundle.Outcome
  /// Judges a benchmark's sessions of the other build and of this one.
  package var judge: ([BenchmarkSession], [BenchmarkSession], Remaining) -> Judgement
  /// Judges a benchmark's sessions of this build where its function fails in the other one.
  var unusable: ([BenchmarkSession], Failure, Remaining) -> Judgement

  package init(
    functions: Set<TestFunctionID>,
    takeSession: @escaping (SessionAttempt, _ iterations: [String: Int]) throws -> TestBundle.Outcome,
    judge: @escaping ([BenchmarkSession], [BenchmarkSession], Remaining) -> Judgement,
    unusable: @escaping ([BenchmarkSession], Failure, Remaining) -> Judgement = OtherBuild.unusable
  ) {
    self.unusable = unusable
    self.functions = functions
    self.takeSession = takeSession
    self.judge = judge
  }

  /// The sessions of one function in the other build.
  struct Taken {
    /// The sessions of each benchmark in the order taken, for the judge.
    var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
    /// Why no more sessions follow.
    var failure: Failure?
  }

  /// Whether it is measured before the new build, which alternates between rounds (ABBA).
  static func isFirst(inRound round: Int) -> Bool { !round.isMultiple(of: 2) }

  /// The judgement on a benchmark with nothing to compare with, which the new code did not cause.
  package static func unusable(
    _ sessions: [BenchmarkSession], because failure: Failure, _ remaining: Remaining
  ) -> Judgement {
    Judgement(
      verdicts: sessions.prefix(1).map {
        Verdict(benchmark: $0.id, outcome: .incomparable, reason: .baseUnusable, detail: .base(.fails(failure)))
      })
  }
}
