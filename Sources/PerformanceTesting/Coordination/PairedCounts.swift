import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// The instructions of the build that is measured in turn with this one, counted whenever those of this one are.
final class PairedCounts {
  private let functions: Set<TestFunctionID>
  private let judge: PairedJudge
  private let count: ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  private var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// What its functions cost.
  private(set) var profiles: [BenchmarkID: BenchmarkProfile] = [:]

  /// Counts of another build.
  /// - Parameters:
  ///   - functions: those that it has.
  ///   - judge: the judge of budgets and accepted regressions.
  ///   - count: counts the functions of each group in a process of its own: the groups, and how many iterations.
  init(
    of functions: Set<TestFunctionID>, judge: BenchmarkJudge,
    count: @escaping ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  ) {
    self.functions = functions
    // A count of an instrument repeats: a few of each side suffice.
    self.judge = PairedJudge(budgets: judge, exactRule: ExactRule.standard.ofAnInstrument)
    self.count = count
  }

  /// Counts what the other build has of the groups. What it does not give there is nothing to compare with.
  func add(_ groups: [[TestFunctionID]], iterations: Int) throws {
    let groups = groups.map { $0.filter(functions.contains) }.filter { !$0.isEmpty }
    guard !groups.isEmpty else { return }
    for outcome in try count(groups, iterations).values {
      guard case .counted(let counted) = outcome else { continue }
      for benchmark in counted {
        sessions[benchmark.session.id, default: []].append(benchmark.session)
        profiles[benchmark.session.id] = benchmark.profile.benchmarkProfile()
      }
    }
  }

  /// Judges the counts of a benchmark against those of the other build.
  func judgement(on now: [BenchmarkSession]) -> BenchmarkJudge.Judgement {
    judge.judge(base: now.first.flatMap { sessions[$0.id] } ?? [], now: now)
  }
}
