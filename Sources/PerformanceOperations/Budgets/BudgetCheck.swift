import PerformanceRecords
import PerformanceRegression

/// The budgets of a run as they are now: the sessions of the run, judged again by the file and the tests' own limits.
package struct BudgetCheck: Sendable {
  /// The sessions of each benchmark with their budgets, in the order of the benchmarks.
  package let benchmarks: [(sessions: [BenchmarkSession], verdicts: [Verdict])]
  /// The budgets of the file that no number was compared with.
  package let unused: [UnusedBudget]

  /// Judges the sessions of a run.
  /// - Parameter loaded: the baselines of the run's environment.
  package init(_ record: RunRecord, by rules: [BudgetRule], baselines loaded: BaselineStore.Loaded) {
    guard let start = record.start else {
      (benchmarks, unused) = ([], [])
      return
    }
    let finder = ComparisonFinder(loaded: loaded, environment: start.environment)
    let file = FileBudgets(rules, finder: finder)
    let judge = BenchmarkJudge(finder: finder)
    var attached: [BenchmarkID: [SessionEvent]] = [:]
    benchmarks = record.headBenchmarks.inOrder().map { id in
      var sessions: [BenchmarkSession] = []
      var verdicts: [Verdict] = []
      for pass in [PassName.timing, .counting] {
        let taken = record.sessions(of: id, pass: pass).map { file.attached(to: $0.withoutFileBudgets) }
        // The sessions are those of the run, whose number its own budgets decided.
        let judged = judge.judge(taken, .none(because: .sessionsAreGiven)).verdicts
        sessions += taken
        verdicts += judged.filter { $0.budget != nil }
      }
      attached[id] = sessions.map { SessionEvent(round: 1, session: $0) }
      return (sessions, verdicts)
    }
    let selection = start.configuration
    unused = file.unused(in: attached, isWhole: selection.filters.isEmpty && selection.skips.isEmpty)
  }
}

extension BenchmarkSession {
  /// The session with the limits of its test alone.
  fileprivate var withoutFileBudgets: BenchmarkSession {
    var session = self
    session.budgets.removeAll { $0.origin != nil }
    return session
  }
}
