import PerformanceRecords

/// The queries of a history, which an index and the logs give the same results for.
///
/// Runs, and points of a series, are in the order of their time, the oldest first.
package protocol HistoryReader {
  /// The runs that began in a period, in seconds since 1970.
  func runs(in period: ClosedRange<Double>) throws -> [HistoryRun]
  /// All series, or those of a benchmark, in their order.
  func series(of benchmark: BenchmarkID?) throws -> [HistorySeries]
  /// The newest points of a series, at most `count`.
  func points(of series: HistorySeries, last count: Int) throws -> [HistoryPoint.InRun]
  /// Calls a function with each of several series and its points in runs, in the order of the runs' names as given. A
  /// series without points is left out.
  func forEach(
    of series: [HistorySeries], inRuns names: [String],
    _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void) throws
  /// Everything that is kept of a run; `nil` where the history has no run of that name.
  func contents(ofRun name: String) throws -> RunContents?
  /// The numbers of a run's benchmarks and verdicts; `nil` where the history has no run of that name.
  func digest(ofRun name: String) throws -> RunDigest?
  /// The results of a run without their samples, in any order; none where the history has no run of that name.
  func summaries(ofRun name: String) throws -> [RunContents.Row]
  /// The points of a run, ordered by series; none where the history has no run of that name.
  func points(ofRun name: String) throws -> [HistoryPoint.InSeries]
  /// The number of verdicts with each outcome, of every run by its name. One pass costs less than a search for each run.
  func outcomes() throws -> [String: [Verdict.Outcome: Int]]
  /// The verdicts on exceeded budgets, of every run that has any by its name.
  func exceededBudgets() throws -> [String: [HistoryVerdict]]
  /// What each run with results added, in the order of time.
  func contributions() throws -> [HistoryContribution]
  /// The sessions of a series in a run.
  func sessions(of series: HistorySeries, inRun name: String) throws -> SeriesSessions?
}

extension HistoryReader {
  /// All runs.
  package func runs() throws -> [HistoryRun] { try runs(in: -.infinity ... .infinity) }

  package func digest(ofRun name: String) throws -> RunDigest? { try contents(ofRun: name).map { RunDigest($0) } }

  package func outcomes() throws -> [String: [Verdict.Outcome: Int]] {
    try runs().reduce(into: [:]) { $0[$1.name] = try digest(ofRun: $1.name)?.outcomes }
  }

  package func exceededBudgets() throws -> [String: [HistoryVerdict]] {
    try runs().reduce(into: [:]) { exceeded, run in
      let verdicts = try contents(ofRun: run.name)?.verdicts.filter { $0.outcome == .overBudget } ?? []
      if !verdicts.isEmpty { exceeded[run.name] = verdicts }
    }
  }

  package func contributions() throws -> [HistoryContribution] {
    var known: Set<HistorySeries> = []
    return try runs().compactMap { run in
      let series = try points(ofRun: run.name).map(\.series)
      let new = series.count { known.insert($0).inserted }
      return series.isEmpty ? nil : HistoryContribution(time: run.time, points: series.count, newSeries: new)
    }
  }

  package func summaries(ofRun name: String) throws -> [RunContents.Row] {
    try contents(ofRun: name)?.rows.map { row in
      RunContents.Row(series: row.series, point: row.point, summaries: row.summaries)
    } ?? []
  }

  package func points(ofRun name: String) throws -> [HistoryPoint.InSeries] {
    try contents(ofRun: name)?.rows.map { HistoryPoint.InSeries(series: $0.series, point: $0.point) } ?? []
  }

  package func sessions(of series: HistorySeries, inRun name: String) throws -> SeriesSessions? {
    try contents(ofRun: name)?.rows.first { $0.series == series }.flatMap { SeriesSessions($0) }
  }
}
