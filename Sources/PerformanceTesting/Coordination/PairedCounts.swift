import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// The instruction counts of the other build, taken together with those of this one.
final class PairedCounts {
  private let functions: Set<TestFunctionID>
  private let isLeftOut: (TestFunctionID) -> Bool
  private let judge: BenchmarkJudge
  private let count: ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  private var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// Functions whose counting failed in the other build.
  private var failed: Set<TestFunctionID> = []
  /// The costs of its functions.
  private(set) var profiles: [BenchmarkID: BenchmarkProfile] = [:]

  /// Creates the counts of another build.
  /// - Parameters:
  ///   - functions: its functions.
  ///   - isLeftOut: whether a function is judged without the other build.
  ///   - judge: the judge of budgets and accepted regressions.
  ///   - count: counts the functions of each group in one process: the groups, and the number of iterations.
  init(
    of functions: Set<TestFunctionID>, leavingOut isLeftOut: @escaping (TestFunctionID) -> Bool, judge: BenchmarkJudge,
    count: @escaping ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  ) {
    self.functions = functions
    self.isLeftOut = isLeftOut
    self.judge = judge
    self.count = count
  }

  /// Counts the functions of the groups that the other build has and is asked for.
  func add(_ groups: [[TestFunctionID]], iterations: Int) throws {
    let groups = groups.map { $0.filter { functions.contains($0) && !isLeftOut($0) } }.filter { !$0.isEmpty }
    guard !groups.isEmpty else { return }
    for (function, outcome) in try count(groups, iterations) {
      switch outcome {
      case .counted(let counted): add(counted)
      case .failed, .stopped: failed.insert(function)
      case .disabled, .abandoned: continue
      }
    }
  }

  private func add(_ counted: [CountedSession]) {
    for benchmark in counted {
      sessions[benchmark.session.id, default: []].append(benchmark.session)
      profiles[benchmark.session.id] = benchmark.profile.benchmarkProfile()
    }
  }

  /// Judges the counts of a benchmark against those of the other build; `nil` where its counting failed there, or was
  /// left out.
  func judgement(on now: [BenchmarkSession]) -> Judgement? {
    guard let id = now.first?.id, !failed.contains(id.function), !isLeftOut(id.function) else { return nil }
    // Counts of an instrument repeat: a few of each side suffice.
    return judge.judge(
      now, inTurnWith: sessions[id] ?? [], by: PairedComparison(exactRule: ExactRule.standard.ofAnInstrument))
  }
}
