import PerformanceRecords
import PerformanceReports
import PerformanceText

/// A benchmark without a change as a row: its time, its spread, and its largest change.
struct OtherBenchmark {
  let id: BenchmarkID
  /// The metric that stands for the benchmark: its time, else the first one.
  let metric: MetricDescription?
  /// The number of this run.
  let now: Double?
  /// The distance of the worst session from the best one, as a share; `nil` for one session, and without a best one.
  let spread: Double?
  /// The number of sessions that read the metric.
  let sessions: Int
  /// The verdict with the largest change.
  let changed: Verdict?
  /// The verdict that deserves an explanation; `nil` for plain ones.
  let noteworthy: Verdict?
  /// The part of the nearest budget that is left; `nil` without a budget.
  let headroom: Double?

  init(_ id: BenchmarkID, in content: PageContent) {
    self.id = id
    let sessions = content.summary.record.sessions(of: id)
    let verdicts = content.verdicts(on: id)
    // The first session may be one that counts, without a time.
    let measured = sessions.flatMap { session in session.readings.map(\.metric) }
    let metrics = sessions.isEmpty ? verdicts.compactMap(\.metric) : measured
    let metric = metrics.first { $0.name == MetricDescription.wallClock } ?? metrics.first
    let readings = metric.map { metric in sessions.compactMap { $0.reading(metric.name) } } ?? []
    let numbers = metric.map { metric in readings.compactMap { metric.direction.best(of: $0.values) } } ?? []
    self.metric = metric
    self.sessions = metric == nil ? sessions.count : readings.count
    let verdict = verdicts.first { $0.metric?.name == metric?.name && $0.now != nil && $0.budget == nil }
    now = verdict?.now ?? metric.flatMap { $0.representative(of: numbers) }
    let (least, greatest) = (numbers.min() ?? 0, numbers.max() ?? 0)
    spread = numbers.count > 1 && least > 0 ? greatest / least - 1 : nil
    changed = verdicts.filter { $0.ratio != nil && $0.budget == nil }.max { first, second in
      abs((first.ratio ?? 1) - 1) < abs((second.ratio ?? 1) - 1)
    }
    noteworthy = verdicts.first { $0.outcome != .same || $0.isMoreThanSame }
    headroom = BudgetStanding.all(of: sessions, verdicts).compactMap(\.headroom).min()
  }
}
