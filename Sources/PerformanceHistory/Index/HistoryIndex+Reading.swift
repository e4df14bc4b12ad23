import Foundation
import PerformanceRecords

extension HistoryIndex: HistoryReader {
  package func runs(in period: ClosedRange<Double>) throws -> [HistoryRun] {
    let sql = "SELECT \(Self.runColumns) FROM run WHERE run.time BETWEEN ? AND ? ORDER BY run.time, run.name"
    return try connection.statement(sql).bind(period.lowerBound).bind(period.upperBound)
      .rows { try Self.run($0, from: 0) }
  }

  package func series(of benchmark: BenchmarkID?) throws -> [HistorySeries] {
    try connection.reading {
      let ids = try IndexNames.benchmarks(connection)
      // Of a series no point is left where its runs were replaced by others.
      let sql = """
        SELECT \(IndexNames.seriesColumns) FROM series
        WHERE EXISTS (SELECT 1 FROM point WHERE point.series = series.id)
        """
      return try connection.statement(sql).rows { row in
        ids[row.integer(0)].map { IndexNames.series(row, of: $0) }
      }.compactMap { $0 }.filter { benchmark == nil || $0.benchmark == benchmark }.sorted(by: \.self)
    }
  }

  package func points(of series: HistorySeries, last count: Int) throws -> [HistoryPoint.InRun] {
    try connection.reading {
      guard let number = try number(of: series) else { return [] }
      let sql = """
        SELECT \(Self.pointColumns), \(Self.runColumns) FROM point JOIN run ON run.id = point.run
        WHERE point.series = ? ORDER BY point.run DESC LIMIT ?
        """
      return try connection.statement(sql).bind(number).bind(max(count, 0)).rows { row in
        HistoryPoint.InRun(run: try Self.run(row, from: 7), point: try point(row))
      }.inOrderOfTime(\.run)
    }
  }

  package func forEach(
    of series: [HistorySeries], inRuns names: [String],
    _ body: (HistorySeries, [HistoryPoint.Listed]) throws -> Void
  ) throws {
    try connection.reading {
      let positions = try positions(ofRuns: names)
      guard let first = positions.keys.min(), let last = positions.keys.max() else { return }
      // The points of a series lie in the order of their runs: those of other runs between them cost less than a search
      // for each.
      let sql = """
        SELECT \(Self.pointColumns), point.run FROM point
        WHERE point.series = ? AND point.run BETWEEN ? AND ? ORDER BY point.run
        """
      for series in series {
        guard let number = try number(of: series) else { continue }
        var points: [HistoryPoint.Listed] = []
        try connection.statement(sql).bind(number).bind(first).bind(last).forEachRow { row in
          guard let position = positions[row.integer(7)] else { return }
          points.append(HistoryPoint.Listed(position: position, point: try point(row)))
        }
        if !points.isEmpty { try body(series, points.inOrder) }
      }
    }
  }

  /// The positions of runs in a list of names, by the numbers of the runs.
  private func positions(ofRuns names: [String]) throws -> [Int: Int] {
    let places = Dictionary(zip(names, names.indices)) { first, _ in first }
    var positions: [Int: Int] = [:]
    try connection.statement("SELECT id, name FROM run").forEachRow { positions[$0.integer(0)] = places[$0.text(1)] }
    return positions
  }

  package func points(ofRun name: String) throws -> [HistoryPoint.InSeries] {
    try connection.reading {
      guard let number = try number(ofRun: name) else { return [] }
      let ids = try IndexNames.benchmarks(connection)
      let sql = """
        SELECT \(Self.pointColumns), \(IndexNames.seriesColumns)
        FROM series CROSS JOIN point ON point.series = series.id AND point.run = ?
        """
      return try connection.statement(sql).bind(number).rows { row -> HistoryPoint.InSeries? in
        guard let id = ids[row.integer(7)] else { return nil }
        return HistoryPoint.InSeries(series: IndexNames.series(row, of: id, from: 7), point: try point(row))
      }.compactMap { $0 }.sorted(by: \.series)
    }
  }

  package func summaries(ofRun name: String) throws -> [RunContents.Row] {
    try connection.reading {
      guard let number = try number(ofRun: name) else { return [] }
      return try rows(ofRun: number, try IndexNames.benchmarks(connection), .summaries)
    }
  }

  package func sessions(of series: HistorySeries, inRun name: String) throws -> SeriesSessions? {
    try connection.reading {
      guard let series = try number(of: series), let run = try number(ofRun: name) else { return nil }
      let sql = """
        SELECT session.summaries, sample.samples FROM session
        LEFT JOIN sample ON sample.series = session.series AND sample.run = session.run
        WHERE session.series = ? AND session.run = ?
        """
      let found = try connection.statement(sql).bind(series).bind(run).first { ($0.bytes(0), $0.bytes(1)) }
      guard let found else { return nil }
      guard let sessions = SeriesSessions(summaries: found.0, samples: found.1) else { throw Self.damage(of: name) }
      return sessions
    }
  }

  package func contents(ofRun name: String) throws -> RunContents? {
    try connection.reading {
      let sql = "SELECT \(Self.runColumns), run.start, run.log, run.bytes, run.id FROM run WHERE run.name = ?"
      let found = try connection.statement(sql).bind(name).first { row in
        let start = try row.optionalText(16).map { try Self.start($0, of: name) }
        let log = row.optionalText(17).map { RunContents.Log(name: $0, bytes: row.integer(18)) }
        return (contents: RunContents(run: try Self.run(row, from: 0), start: start, log: log), number: row.integer(19))
      }
      guard let found else { return nil }
      var contents = found.contents
      let ids = try IndexNames.benchmarks(connection)
      contents.rows = try rows(ofRun: found.number, ids, .samples).sorted(by: \.series)
      contents.verdicts = try verdicts(ofRun: found.number, ids)
      return contents
    }
  }

  package func digest(ofRun name: String) throws -> RunDigest? {
    try connection.reading {
      guard let number = try number(ofRun: name) else { return nil }
      var benchmarks: Set<Int> = []
      var counts: [Int: Int] = [:]
      let points = """
        SELECT series.benchmark, point.outcome FROM series
        CROSS JOIN point ON point.series = series.id AND point.run = ?
        """
      try connection.statement(points).bind(number).forEachRow { row in
        benchmarks.insert(row.integer(0))
        if let outcome = row.optionalInteger(1) { counts[outcome, default: 0] += 1 }
      }
      try connection.statement("SELECT outcome FROM verdict WHERE run = ?").bind(number).forEachRow { row in
        counts[row.integer(0), default: 0] += 1
      }
      var digest = RunDigest(benchmarks: benchmarks.count)
      for (outcome, count) in counts {
        if let outcome = try words.outcome(outcome) { digest.outcomes[outcome, default: 0] += count }
      }
      return digest
    }
  }

  // MARK: - Rows of a run

  /// How much of a row is read.
  private enum Depth {
    case summaries, samples

    var samples: (column: String, join: String) {
      switch self {
      case .summaries: ("NULL", "")
      case .samples:
        ("sample.samples", "LEFT JOIN sample ON sample.series = point.series AND sample.run = point.run")
      }
    }
  }

  /// The rows of a run in the order of their series' numbers.
  private func rows(ofRun number: Int, _ ids: [Int: BenchmarkID], _ depth: Depth) throws -> [RunContents.Row] {
    let sql = """
      SELECT \(Self.pointColumns), \(IndexNames.seriesColumns), session.summaries, \(depth.samples.column)
      FROM series CROSS JOIN point ON point.series = series.id AND point.run = ?
      LEFT JOIN session ON session.series = point.series AND session.run = point.run
      \(depth.samples.join)
      """
    return try connection.statement(sql).bind(number).rows { row -> RunContents.Row? in
      guard let id = ids[row.integer(7)] else { return nil }
      return RunContents.Row(
        series: IndexNames.series(row, of: id, from: 7), point: try point(row), summaries: row.bytes(14),
        samples: row.bytes(15))
    }.compactMap { $0 }
  }

  static let verdictColumns = "benchmark, whole, metric, budget, outcome, reason, baseline, now"

  private func verdicts(ofRun number: Int, _ ids: [Int: BenchmarkID]) throws -> [HistoryVerdict] {
    let sql = "SELECT \(Self.verdictColumns) FROM verdict WHERE run = ? ORDER BY ordinal"
    return try connection.statement(sql).bind(number).rows { try verdict($0, ids) }.compactMap { $0 }
  }

  /// The verdict of a row that begins with ``verdictColumns``.
  func verdict(_ row: SQLiteStatement, _ ids: [Int: BenchmarkID]) throws -> HistoryVerdict? {
    guard let id = ids[row.integer(0)], let outcome = try words.outcome(row.integer(4)),
      let reason = try words.reason(row.integer(5))
    else { return nil }
    return HistoryVerdict(
      subject: row.integer(1) == 1 ? .function(id.function) : .benchmark(id), metric: row.optionalText(2),
      budget: row.optionalText(3).map { Budget.Statistic(name: $0) }, outcome: outcome, reason: reason,
      baseline: row.optionalNumber(6), now: row.optionalNumber(7))
  }

  // MARK: - Numbers

  private func number(ofRun name: String) throws -> Int? {
    try connection.statement("SELECT id FROM run WHERE name = ?").bind(name).first { $0.integer(0) }
  }

  private func number(of series: HistorySeries) throws -> Int? {
    guard let benchmark = try IndexNames.number(of: series.benchmark, connection) else { return nil }
    let sql = """
      SELECT id FROM series WHERE benchmark = ? AND metric = ? AND unit = ? AND direction = ? AND kind = ?
      AND relative = ? AND environment = ?
      """
    return try connection.statement(sql)
      .bind(benchmark).bind(series.metric).bind(series.unit.rawValue).bind(series.direction.rawValue)
      .bind(series.kind.rawValue).bind(series.relativeTo?.name ?? "").bind(series.environment)
      .first { $0.integer(0) }
  }

  // MARK: - Columns

  private static let pointColumns = """
    point.value, point.sessions, point.samples, point.statistics, point.outcome, point.reason, point.baseline
    """

  private func point(_ row: SQLiteStatement) throws -> HistoryPoint {
    let value = row.number(0)
    guard let statistics = PointStatistics(bytes: row.bytes(3), around: value) else { throw Self.damage(of: "point") }
    return HistoryPoint(
      value: value, sessions: row.integer(1), samples: row.integer(2), statistics: statistics,
      outcome: try words.outcome(row.optionalInteger(4)), reason: try words.reason(row.optionalInteger(5)),
      baseline: row.optionalNumber(6))
  }

  private static let runColumns = """
    run.name, run.time, run.seconds, run.finished, run.mode, run.revision, run.branch, run.dirty, run.position,
    run.provider, run.build, run.change, run.toolchain, run.machine, run.slowdown,
    run.pruned
    """

  private static func run(_ row: SQLiteStatement, from first: Int32) throws -> HistoryRun {
    var provenance = RunProvenance()
    provenance.revision = row.optionalText(first + 5)
    provenance.branch = row.optionalText(first + 6)
    provenance.dirty = row.optionalInteger(first + 7).map { $0 == 1 }
    provenance.position = row.optionalInteger(first + 8)
    provenance.provider = row.optionalText(first + 9)
    provenance.buildURL = row.optionalText(first + 10)
    provenance.change = row.optionalText(first + 11)
    return HistoryRun(
      name: row.text(first), time: row.number(first + 1), seconds: row.number(first + 2),
      isFinished: row.integer(first + 3) == 1, mode: row.text(first + 4), provenance: provenance,
      toolchain: row.text(first + 12), machine: row.text(first + 13), slowdown: row.number(first + 14),
      pruned: HistoryTier(rawValue: row.integer(first + 15)))
  }

  private static func start(_ text: String, of name: String) throws(SQLiteError) -> RunStart {
    do {
      return try JSONDecoder().decode(RunStart.self, from: Data(text.utf8))
    } catch {
      throw damage(of: name)
    }
  }

  private static func damage(of name: String) -> SQLiteError {
    SQLiteError(code: SQLiteCode.corrupt, message: name)
  }
}
