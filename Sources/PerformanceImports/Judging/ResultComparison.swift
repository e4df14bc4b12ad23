import PerformanceRecording
import PerformanceRecords
import PerformanceRegression

/// Judges results of other tools by the rules of the gate: those before a change as a baseline, those after it as fresh
/// sessions.
///
/// A pure function of the results.
package struct ResultComparison {
  /// The verdicts, with the sessions that they are about.
  package let record: RunRecord
  /// The numbers of sessions of the judged metrics before the change, the least and the greatest; `nil` without any.
  package let oldSessions: ClosedRange<Int>?
  /// The same after the change.
  package let newSessions: ClosedRange<Int>?

  /// The fewest sessions of each side with which any verdict on a time is possible.
  package static let fewestSessions = (
    old: SampledRule.standard.fewestBaselineSessions, new: SampledRule.standard.hurriedCap
  )

  /// The environment of both sides. Files do not describe toolchains; machines are compared beforehand.
  private static let environment = RunEnvironment(
    toolchain: ToolchainKey(
      system: "", distribution: "", library: "", architecture: "", swift: "", configuration: "", isTestable: false),
    machine: MachineClass(vendor: "", name: "", model: "", processors: 1, hypervisor: ""))

  /// Judges the results after a change.
  /// - Parameters:
  ///   - old: the files of before the change, each with other processes than the others.
  ///   - new: the files of after the change.
  ///   - module: the tool, which the benchmarks are filed under unless they have a group.
  ///   - tolerance: how much worse a sampled metric may be; counts keep their own tolerance.
  package init(old: [ImportedResults], new: [ImportedResults], module: String, tolerance: Tolerance = .usual) {
    let before = ResultSessions(old, module: module, tolerance: tolerance)
    let after = ResultSessions(new, module: module, tolerance: tolerance)
    let machines = MachineMismatch(old: old, new: new)
    let update = BaselineUpdate(
      loaded: BaselineStore.Loaded(), sessions: before.byBenchmark, environment: Self.environment, policy: .replace,
      provenance: Provenance(date: "", commit: nil, reason: nil), isGone: { _ in false })
    var loaded = BaselineStore.Loaded()
    loaded.counts = update.documents.filter { $0.machine == nil }
    loaded.times = update.documents.filter { $0.machine != nil }
    let finder = ComparisonFinder(loaded: loaded, environment: Self.environment)
    let judge = BenchmarkJudge(finder: finder)
    var verdicts: [Verdict] = []
    for (metric, sessions) in after.byMetric {
      let judged = judge.judge(sessions, .none(because: .sessionsAreGiven)).verdicts
      verdicts += judged.map { verdict in
        if let mismatch = machines.mismatch, metric.isOfMachine, verdict.outcome != .new {
          return verdict.with(.incomparable, mismatch.reason, detail: .incomparability(mismatch))
        }
        return Self.forFiles(verdict, old: before.sessions(of: verdict), new: sessions)
      }
    }
    let gone = MissingBenchmarks.verdicts(recorded: finder.recorded, measured: after.events, isExcused: { _ in false })
    verdicts += gone.map { $0.with(.missing, .onlyInBase) }
    record = Self.record(after.events, verdicts)
    oldSessions = before.range
    newSessions = after.range
  }

  /// The verdict in the words of files, without what only a recording or a machine could have.
  private static func forFiles(_ verdict: Verdict, old: [BenchmarkSession], new: [BenchmarkSession]) -> Verdict {
    var verdict = verdict
    verdict.location = nil
    // The range of two numbers covers nothing.
    if let coverage = verdict.interval?.coverage, coverage <= 0 { verdict.interval = nil }
    switch (verdict.outcome, verdict.reason) {
    case (.ambiguous, .refusedAtRecording):
      verdict.baseline = representative(of: old, verdict.metric)
      let areTooFew = old.count < fewestSessions.old
      verdict.reason = areTooFew ? .tooFewSessions : .spreadTooWide
      verdict.detail = areTooFew ? .sessionsOnFile(old.count) : nil
    case (.contaminated, _):
      // The machine was not observed: the spread of the sessions alone may explain the change.
      (verdict.outcome, verdict.reason, verdict.detail) = (.ambiguous, .machineBusy, nil)
    case (.regressed, .countGrew) where !isSure(verdict, old: old, new: new):
      (verdict.outcome, verdict.reason, verdict.detail) = (.ambiguous, .tooFewSessions, .sessionsOnFile(old.count))
    default: break
    }
    return verdict
  }

  private static func representative(of sessions: [BenchmarkSession], _ metric: MetricDescription?) -> Double? {
    metric.flatMap { metric in
      SampledRule.standard.representative(
        of: sessions.compactMap { $0.reading(metric.name)?.summary }, metric: metric)
    }
  }

  /// Whether a count grew by more than a cache of the runtime explains, or was counted often enough before the change
  /// to know how it varies.
  private static func isSure(_ verdict: Verdict, old: [BenchmarkSession], new: [BenchmarkSession]) -> Bool {
    let rule = ExactRule.standard
    guard old.count < rule.cap, let metric = verdict.metric,
      let best = metric.direction.best(of: new.compactMap { $0.reading(metric.name)?.count })
    else { return true }
    let counts = old.compactMap { $0.reading(metric.name) }.flatMap(\.values)
    guard let lowest = counts.min(), let highest = counts.max() else { return true }
    let range = ExactBaseline(lowest: lowest, typical: highest, highest: highest)
    return rule.decision(baseline: range, now: [best], tolerance: metric.tolerance, direction: metric.direction)
      == .worse
  }

  private static func record(_ sessions: [BenchmarkID: [SessionEvent]], _ verdicts: [Verdict]) -> RunRecord {
    let bodies = sessions.sorted { $0.key < $1.key }.flatMap { $0.value.map { RunEvent.Body.session($0) } }
    let all = bodies + verdicts.map { .verdict($0) } + [.runFinished(RunEnd(seconds: 0))]
    return RunRecord(all.map { RunEvent(sequence: 0, time: 0, run: "judge", $0) })
  }
}
