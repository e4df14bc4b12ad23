import PerformanceRecords

extension HistoryIndex {
  /// Counts what a prune at this time removes.
  /// - Parameter now: Seconds since 1970.
  /// - Throws: ``SQLiteError``.
  func pruning(_ retention: HistoryRetention, now: Double) throws -> HistoryPruning {
    try connection.reading { try counted(retention, now: now) }
  }

  /// Removes what is older than it is to be kept, in one transaction.
  ///
  /// A run whose log is still there would come back with the next update: the index keeps the names of removed runs.
  /// - Parameter now: Seconds since 1970.
  /// - Throws: ``SQLiteError``; then nothing was removed.
  func prune(_ retention: HistoryRetention, now: Double) throws -> HistoryPruning {
    try connection.writing {
      let pruning = try counted(retention, now: now)
      // The outer tiers first: what belongs to them goes with them.
      for tier in HistoryTier.allCases.reversed() {
        for run in try runs(losing: tier, before: retention.cutoff(tier, now: now)) { try remove(tier, ofRun: run) }
      }
      return pruning
    }
  }

  /// Gives the space of removed rows back to the file system.
  /// - Throws: ``SQLiteError``.
  func shrink() throws {
    try connection.execute("VACUUM")
    try checkpoint()
  }

  /// The number of runs that a prune has removed, or removed something of.
  func prunedRuns() throws -> Int {
    let sql = "SELECT (SELECT count(*) FROM pruned) + (SELECT count(*) FROM run WHERE pruned > 0)"
    return try connection.statement(sql).first { $0.integer(0) } ?? 0
  }

  /// The names of the runs that a prune has removed.
  func removedNames() throws -> [String] { try connection.statement("SELECT name FROM pruned").rows { $0.text(0) } }

  // MARK: - Runs

  /// The numbers of the runs that lose a tier.
  private func runs(losing tier: HistoryTier, before cutoff: Double) throws -> [Int] {
    try connection.statement("SELECT id FROM run WHERE time < ? AND pruned < ?").bind(cutoff).bind(tier.rawValue)
      .rows { $0.integer(0) }
  }

  private func counted(_ retention: HistoryRetention, now: Double) throws -> HistoryPruning {
    var pruning = HistoryPruning(retention: retention)
    for tier in HistoryTier.allCases {
      let runs = try runs(losing: tier, before: retention.cutoff(tier, now: now))
      var removal = HistoryPruning.Removal(runs: runs.count)
      for run in runs {
        let (rows, bytes) = try size(of: tier, ofRun: run)
        removal.rows += rows
        removal.bytes += bytes
      }
      pruning.removals[tier] = removal
    }
    return pruning
  }

  /// The rows that only this tier has, and their bytes.
  private func size(of tier: HistoryTier, ofRun run: Int) throws -> (rows: Int, bytes: Int) {
    func measured(_ sql: String) throws -> (rows: Int, bytes: Int) {
      try connection.statement(sql).bind(run).first { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
    }
    switch tier {
    case .samples:
      return try measured(
        """
        SELECT count(*), total(length(samples) + 10) FROM series
        CROSS JOIN sample ON sample.series = series.id AND sample.run = ?
        """)
    case .points:
      let (rows, bytes) = try measured(
        """
        SELECT count(*), total(ifnull(length(statistics), 0) + 36) FROM series
        CROSS JOIN point ON point.series = series.id AND point.run = ?
        """)
      let sessions = try measured(
        """
        SELECT count(*), total(length(summaries) + 10) FROM series
        CROSS JOIN session ON session.series = series.id AND session.run = ?
        """)
      return (rows, bytes + sessions.bytes)
    case .verdicts:
      let (rows, bytes) = try measured("SELECT count(*), count(*) * 40 FROM verdict WHERE run = ?")
      let head = try measured("SELECT 0, ifnull(length(start), 0) + 250 FROM run WHERE id = ?")
      return (rows, bytes + head.bytes)
    }
  }

  // MARK: - Removing

  private func remove(_ tier: HistoryTier, ofRun run: Int) throws {
    switch tier {
    case .samples: try removeRows(of: ["sample"], ofRun: run)
    case .points:
      try moveVerdicts(ofRun: run)
      try removeRows(of: ["point", "session", "sample"], ofRun: run)
    case .verdicts:
      try connection.statement("INSERT OR REPLACE INTO pruned SELECT name, log, bytes FROM run WHERE id = ?").bind(run)
        .run()
      return try remove(run: run)
    }
    try connection.statement("UPDATE run SET pruned = ? WHERE id = ?").bind(tier.rawValue).bind(run).run()
  }

  /// Keeps the verdicts of points, except that most of them are `same`.
  private func moveVerdicts(ofRun run: Int) throws {
    let sql = """
      INSERT INTO verdict
      SELECT point.run,
        (SELECT ifnull(max(ordinal), -1) FROM verdict WHERE verdict.run = ?1)
          + row_number() OVER (ORDER BY point.series),
        series.benchmark, 0, series.metric, NULL, point.outcome, point.reason, point.baseline, point.value
      FROM series CROSS JOIN point ON point.series = series.id AND point.run = ?1
      WHERE point.reason IS NOT NULL AND point.outcome NOT IN (SELECT id FROM word WHERE text = 'same')
      """
    try connection.statement(sql).bind(run).run()
  }
}
