import PerformanceRecords
import PerformanceRegression
import PerformanceReports
import PerformanceStatistics
import PerformanceText
import PerformanceTrends

/// A verdict that is not `same`, with what the history shows about it.
struct PageChange {
  let verdict: Verdict
  /// The series of its metric; `nil` without a history.
  let trend: Trend?
  /// The change of level in its series; `nil` where there is none.
  let change: ChangePoint?
  /// When it began, as far as the history or another build shows.
  let since: Origin?

  /// When a change began.
  struct Origin: Equatable {
    /// The commit, or the commits or runs between which it is.
    var text: String
    /// The last position of before; `nil` where all runs have the new level, and without a history.
    var last: Int?
    /// The first position with the new level; `nil` where only this run has it.
    var first: Int?
    /// The number of runs with the new level.
    var runs: Int
    /// The commit of before, where it is not one of the history.
    var before: String?
    /// The commits among which the cause is; `nil` where they are unknown.
    var commits: CommitRange?

    /// Whether what is named as before is the code that the run itself measured, so that no commit is between the two.
    func isAtCommit(of run: ReportedRun) -> Bool {
      guard first == nil, let provenance = run.summary.start?.provenance, provenance.dirty != true,
        let own = provenance.revision,
        let before = last.flatMap({ run.history?.axis.positions[$0].revision }) ?? self.before
      else { return false }
      return !before.isEmpty && own.hasPrefix(before)
    }
  }

  init(_ verdict: Verdict, in run: ReportedRun) {
    self.verdict = verdict
    let trend = verdict.readMetric.flatMap { run.history?.newestTrend(of: verdict.subject.id, metric: $0) }
    let change = trend.flatMap { Self.change(verdict, in: $0) }
    (self.trend, self.change) = (trend, change)
    var origin: Origin?
    if let trend, let axis = run.history?.axis { origin = Self.origin(of: verdict, change, in: trend, on: axis) }
    since = (origin ?? Self.origin(of: verdict, in: run)).flatMap { origin -> Origin? in
      guard !origin.isAtCommit(of: run) else { return nil }
      var origin = origin
      origin.commits = CommitRange(origin, in: run)
      return origin
    }
  }

  /// The newest change of level that is the verdict's.
  private static func change(_ verdict: Verdict, in trend: Trend) -> ChangePoint? {
    let effect: ChangePoint.Effect = verdict.outcome == .improved ? .improvement : .regression
    return trend.changes.last { !$0.wentAway && $0.effect(trend.metric.direction) == effect }
  }

  private static func origin(
    of verdict: Verdict, _ change: ChangePoint?, in trend: Trend, on axis: TrendAxis
  ) -> Origin? {
    if let change {
      return Origin(
        text: axis.cause(change), last: change.last, first: change.index, runs: trend.count(since: change))
    }
    guard let baseline = verdict.baseline, let now = verdict.now, verdict.budget == nil else { return nil }
    // Too few runs for a change of level: the runs in a row at the end whose values are nearer to the new number.
    let positions = trend.values.indices.filter { trend.values[$0].isFinite }
    let later = positions.reversed().prefix { abs(trend.values[$0] - now) < abs(trend.values[$0] - baseline) }
    guard let last = positions.dropLast(later.count).last else {
      return positions.first.map { first in
        let text = "unknown, every run from \(axis.label(first)) on has it"
        return Origin(text: text, last: nil, first: first, runs: later.count)
      }
    }
    return Origin(text: "after \(axis.label(last))", last: last, first: later.last, runs: later.count)
  }

  /// Without a history the build of an older commit, measured in turn, or the commit of the baseline shows that the cause
  /// is later.
  private static func origin(of verdict: Verdict, in run: ReportedRun) -> Origin? {
    guard verdict.isCompared else { return nil }
    if let older = verdict.olderBuild(in: run.summary) {
      let commit = older.split(separator: " ").first.map { String($0) }
      return Origin(text: "after \(older.shown(atMost: 100))", last: nil, first: nil, runs: 0, before: commit)
    }
    guard let commit = verdict.commitOfBaseline(in: run) else { return nil }
    return Origin(
      text: "after \(commit.shown(atMost: 60)) of its baseline", last: nil, first: nil, runs: 0, before: commit)
  }

  // MARK: - Text

  /// Why it changed, as far as costs by function show; `nil` where they are unknown.
  var cause: String? {
    if let cause = verdict.cause { return cause.text }
    return difference?.sentence.map { "instructions: \($0)" }
  }

  /// The functions that explain it.
  var functions: [String] {
    verdict.cause?.functions.map(\.name) ?? difference?.causes(atMost: 3).map(\.name) ?? []
  }

  private var difference: ProfileDifference? { change.flatMap { trend?.causes[$0.index] } }

  /// The reason of the verdict without what stands beside it: the sizes of the change, and its cause.
  var explanation: String {
    var verdict = verdict
    verdict.confirmation?.ratio = nil
    verdict.confirmation?.interval = nil
    verdict.cause = nil
    return verdict.explanation
  }

  /// Whether it is known: `new`, `open for 12 runs`, `accepted until 2026-01-31`.
  var state: String {
    switch verdict.outcome {
    case .accepted: return verdict.acceptance.map { "accepted until \($0.until.shown(atMost: 20))" } ?? "accepted"
    case .improved: return "improved"
    case .regressed, .overBudget, .failed: break
    default: return verdict.outcomeText
    }
    guard let since, trend != nil else { return verdict.outcomeText }
    return since.runs < 2 ? "new" : "open for \(Plural.text(since.runs, "run"))"
  }
}

extension Verdict {
  /// The commit of the baseline that it was compared with; `nil` where that was recorded again since, or is unknown.
  fileprivate func commitOfBaseline(in run: ReportedRun) -> String? {
    guard let metric, let baseline, let benchmark else { return nil }
    let documents = metric.isOfMachine ? run.baselines.times : run.baselines.counts
    guard let entry = BaselineStore.Loaded.entry(benchmark, in: documents), let onFile = entry.metric(metric.name),
      abs(NumbersRow(benchmark, onFile).best - baseline) <= abs(baseline) * 1e-4
    else { return nil }
    return entry.recorded.commit
  }

  /// The name of the older build that was measured in turn with that of the run; `nil` where there was none.
  fileprivate func olderBuild(in summary: RunSummary) -> String? {
    if let against = summary.start?.configuration.against { return against }
    return confirmation?.state == .confirmed ? confirmation?.commit : nil
  }
}
