import PerformanceMeasurement
import PerformanceProfiles
import PerformanceRecords
import PerformanceRegression

/// The instruction counts of the other build, taken together with those of this one.
final class PairedCounts {
  private let functions: Set<TestFunctionID>
  private let reference: PairedRun.CountReference
  private let judge: BenchmarkJudge
  private let count: ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  private var sessions: [BenchmarkID: [BenchmarkSession]] = [:]
  /// The functions that the other build was asked for.
  private var asked: Set<TestFunctionID> = []
  /// Functions whose counting failed in the other build.
  private var failures: [TestFunctionID: Failure] = [:]
  /// The costs of its functions.
  private(set) var profiles: [BenchmarkID: BenchmarkProfile] = [:]

  /// Creates the counts of another build.
  /// - Parameters:
  ///   - functions: its functions.
  ///   - reference: what counts are compared with.
  ///   - judge: the judge of budgets and accepted regressions.
  ///   - count: counts the functions of each group in one process: the groups, and the number of iterations.
  init(
    of functions: Set<TestFunctionID>, comparedWith reference: PairedRun.CountReference, judge: BenchmarkJudge,
    count: @escaping ([[TestFunctionID]], Int) throws -> [TestFunctionID: CountingPass.Outcome]
  ) {
    self.functions = functions
    self.reference = reference
    self.judge = judge
    self.count = count
  }

  /// Counts the functions of the groups that the other build has and that the baselines do not suffice for.
  /// - Parameter counted: the counts of the new build.
  func add(
    _ groups: [[TestFunctionID]], iterations: Int, besides counted: [TestFunctionID: CountingPass.Outcome]
  ) throws {
    let groups = groups.map { $0.filter { functions.contains($0) && isNeeded($0, counted[$0]) } }
      .filter { !$0.isEmpty }
    guard !groups.isEmpty else { return }
    asked.formUnion(groups.joined())
    for (function, outcome) in try count(groups, iterations) {
      switch outcome {
      case .counted(let counted): add(counted)
      case .failed(let failure): failures[function] = failure
      case .stopped(let stopped): failures[function] = stopped.failure
      case .disabled, .abandoned: continue
      }
    }
  }

  private func isNeeded(_ function: TestFunctionID, _ outcome: CountingPass.Outcome?) -> Bool {
    guard reference == .baselines, !asked.contains(function) else { return true }
    // A case without a baseline would be judged by nothing.
    return outcome?.benchmarks.contains { !judge.hasCountsOnFile($0.session) } == true
  }

  private func add(_ counted: [CountedSession]) {
    for benchmark in counted {
      sessions[benchmark.session.id, default: []].append(benchmark.session)
      profiles[benchmark.session.id] = benchmark.profile.benchmarkProfile()
    }
  }

  /// Judges the counts of a benchmark against those of the other build, or against the baselines; `nil` where the other
  /// build was not asked for its function.
  func judgement(on now: [BenchmarkSession]) -> Judgement? {
    guard let id = now.first?.id, asked.contains(id.function) || !functions.contains(id.function) else { return nil }
    if let failure = failures[id.function] { return judge.judge(now, besideUnusable: .fails(failure), .more) }
    // Counts of an instrument repeat: a few of each side suffice.
    return judge.judge(
      now, inTurnWith: sessions[id] ?? [],
      by: PairedComparison(counts: reference, exactRule: .ofAnInstrumentInTurn))
  }
}

extension CountingPass.Outcome {
  /// What it counted, the unfinished benchmark included.
  fileprivate var benchmarks: [CountedSession] {
    switch self {
    case .counted(let counted): counted
    case .stopped(let stopped): stopped.counted + [stopped.unfinished].compactMap { $0 }
    case .disabled, .failed, .abandoned: []
    }
  }
}
