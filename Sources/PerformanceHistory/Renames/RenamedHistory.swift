import PerformanceRecords

/// A history in which the points of a renamed benchmark belong to one series, under its present name.
///
/// Names are stored as they were measured, and renames are applied to results. So a rename needs no change of the
/// index, and has the same effect on the logs. Where both names were measured in one run, that of the present name
/// counts.
struct RenamedHistory: HistoryReader {
  let base: any HistoryReader
  let renames: HistoryRenames

  func runs(in period: ClosedRange<Double>) throws -> [HistoryRun] { try base.runs(in: period) }

  func series(of benchmark: BenchmarkID?) throws -> [HistorySeries] {
    let found =
      try benchmark.map { id in try renames.names(of: id).flatMap { try base.series(of: $0) } }
      ?? base.series(of: nil)
    return Array(Set(found.map(renamed))).sorted(by: \.self)
  }

  func points(of series: HistorySeries, last count: Int) throws -> [HistoryPoint.InRun] {
    let all = oldNames(of: series)
    guard all.count > 1 else { return try base.points(of: all[0], last: count) }
    return Self.merged(try all.map { try base.points(of: $0, last: count) }, last: count)
  }

  func forEach(
    of series: [HistorySeries], inRuns names: [String],
    _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void
  ) throws {
    // A series of several names is complete when all of them were read.
    var unfinished: [HistorySeries: [HistorySeries]] = [:]
    var measured: [HistorySeries] = []
    for series in series {
      let all = oldNames(of: series)
      measured += all
      if all.count > 1 { for name in all { unfinished[name] = all } }
    }
    var read: [HistorySeries: [HistoryPoint.Listed]] = [:]
    try base.forEach(of: measured, inRuns: names) { series, points in
      if unfinished[series] == nil { try body(series, points) } else { read[series] = points }
    }
    for series in series {
      guard let all = unfinished[series] else { continue }
      var seen: Set<Int> = []
      let points = all.compactMap { read[$0] }.joined().filter { seen.insert($0.position).inserted }
      if !points.isEmpty { try body(series, points.inOrder) }
    }
  }

  /// The points of a series under each of its names, the present one first.
  private static func merged(_ points: [[HistoryPoint.InRun]], last count: Int) -> [HistoryPoint.InRun] {
    var seen: Set<String> = []
    let first = points.joined().filter { seen.insert($0.run.name).inserted }
    return Array(first.inOrderOfTime(\.run).suffix(max(count, 0)))
  }

  /// A run as it was measured, under the names of then.
  func contents(ofRun name: String) throws -> RunContents? { try base.contents(ofRun: name) }

  func digest(ofRun name: String) throws -> RunDigest? { try base.digest(ofRun: name) }

  func outcomes() throws -> [String: [Verdict.Outcome: Int]] { try base.outcomes() }

  func exceededBudgets() throws -> [String: [HistoryVerdict]] { try base.exceededBudgets() }

  func summaries(ofRun name: String) throws -> [RunContents.Row] {
    renamed(try base.summaries(ofRun: name), \.series)
  }

  func points(ofRun name: String) throws -> [HistoryPoint.InSeries] {
    renamed(try base.points(ofRun: name), \.series).sorted(by: \.series)
  }

  /// The results of a run under the present names. Of several that have one name now, the one counts whose name is
  /// nearest to it.
  private func renamed<Result>(_ results: [Result], _ series: WritableKeyPath<Result, HistorySeries>) -> [Result] {
    var kept: [(measured: BenchmarkID, result: Result)] = []
    var positions: [HistorySeries: Int] = [:]
    for var result in results {
      let measured = result[keyPath: series].benchmark
      let present = renamed(result[keyPath: series])
      result[keyPath: series] = present
      guard let position = positions[present] else {
        positions[present] = kept.count
        kept.append((measured, result))
        continue
      }
      let names = renames.names(of: measured)
      let first = names.first { $0 == measured || $0 == kept[position].measured }
      if first == measured { kept[position] = (measured, result) }
    }
    return kept.map(\.result)
  }

  func sessions(of series: HistorySeries, inRun name: String) throws -> SeriesSessions? {
    for series in oldNames(of: series) {
      if let sessions = try base.sessions(of: series, inRun: name) { return sessions }
    }
    return nil
  }

  private func renamed(_ series: HistorySeries) -> HistorySeries {
    var series = series
    series.benchmark = renames.current(series.benchmark)
    return series
  }

  /// The series under each of its names, the present one first.
  private func oldNames(of series: HistorySeries) -> [HistorySeries] {
    renames.names(of: series.benchmark).map { name in
      var named = series
      named.benchmark = name
      return named
    }
  }
}
