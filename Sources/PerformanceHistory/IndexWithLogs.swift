import PerformanceRecords

/// An index that cannot be written, with the logs that are not in it.
struct IndexWithLogs: HistoryReader {
  let index: HistoryIndex
  /// The logs that are not in the index, or have grown since.
  let logs: LogHistory
  /// The runs of these logs, of which the index may have a part.
  private let unindexed: Set<String>

  /// - Throws: ``SQLiteError`` where the index cannot be read.
  init(_ index: HistoryIndex, state: StateFolder) throws {
    self.index = index
    logs = LogHistory(state: state, besides: try index.logs())
    unindexed = Set(try logs.runs().map(\.name))
  }

  func runs(in period: ClosedRange<Double>) throws -> [HistoryRun] {
    let indexed = try index.runs(in: period).filter { !unindexed.contains($0.name) }
    return (indexed + (try logs.runs(in: period))).inOrderOfTime { $0 }
  }

  func series(of benchmark: BenchmarkID?) throws -> [HistorySeries] {
    Array(Set(try index.series(of: benchmark) + logs.series(of: benchmark))).sorted(by: \.self)
  }

  func points(of series: HistorySeries, last count: Int) throws -> [HistoryPoint.InRun] {
    // Runs that are in both take none of the places.
    let most = min(count, .max - unindexed.count) + unindexed.count
    let indexed = try index.points(of: series, last: most).filter { !unindexed.contains($0.run.name) }
    return (indexed + (try logs.points(of: series, last: count))).inOrderOfTime(\.run).suffix(max(count, 0))
  }

  func forEach(
    of series: [HistorySeries], inRuns names: [String],
    _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void
  ) throws {
    var read: [HistorySeries: [HistoryPoint.Listed]] = [:]
    try logs.forEach(of: series, inRuns: names) { read[$0] = $1 }
    try index.forEach(of: series, inRuns: names) { series, points in
      let indexed = points.filter { !unindexed.contains(names[$0.position]) }
      let all = indexed + (read.removeValue(forKey: series) ?? [])
      if !all.isEmpty { try body(series, all.inOrder) }
    }
    for series in series {
      if let points = read[series] { try body(series, points) }
    }
  }

  func contents(ofRun name: String) throws -> RunContents? { try reader(ofRun: name).contents(ofRun: name) }

  func digest(ofRun name: String) throws -> RunDigest? { try reader(ofRun: name).digest(ofRun: name) }

  func outcomes() throws -> [String: [Verdict.Outcome: Int]] {
    try combined(index.outcomes(), logs.outcomes())
  }

  func exceededBudgets() throws -> [String: [HistoryVerdict]] {
    try combined(index.exceededBudgets(), logs.exceededBudgets())
  }

  /// What the index has of the runs that are in it alone, and what the logs have.
  private func combined<Value>(_ indexed: [String: Value], _ logged: [String: Value]) -> [String: Value] {
    indexed.filter { !unindexed.contains($0.key) }.merging(logged) { _, logged in logged }
  }

  func summaries(ofRun name: String) throws -> [RunContents.Row] { try reader(ofRun: name).summaries(ofRun: name) }

  func points(ofRun name: String) throws -> [HistoryPoint.InSeries] { try reader(ofRun: name).points(ofRun: name) }

  func sessions(of series: HistorySeries, inRun name: String) throws -> SeriesSessions? {
    try reader(ofRun: name).sessions(of: series, inRun: name)
  }

  private func reader(ofRun name: String) -> any HistoryReader { unindexed.contains(name) ? logs : index }
}
