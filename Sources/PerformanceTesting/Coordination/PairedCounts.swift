import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// The instructions of the build that is measured in turn with this one, counted whenever those of this one are.
final class PairedCounts {
  private let functions: Set<TestFunctionID>
  private let judge: BenchmarkJudge
  private let count: ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  private var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// Functions whose counting failed there.
  private var failed: Set<TestFunctionID> = []
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
    self.judge = judge
    self.count = count
  }

  /// Counts what the other build has of the groups.
  func add(_ groups: [[TestFunctionID]], iterations: Int) throws {
    let groups = groups.map { $0.filter(functions.contains) }.filter { !$0.isEmpty }
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

  /// Judges the counts of a benchmark against those of the other build; `nil` where its counting failed there.
  func judgement(on now: [BenchmarkSession]) -> Judgement? {
    guard let id = now.first?.id, !failed.contains(id.function) else { return nil }
    // A count of an instrument repeats: a few of each side suffice.
    return judge.judge(
      now, inTurnWith: sessions[id] ?? [], by: PairedComparison(exactRule: ExactRule.standard.ofAnInstrument))
  }
}
