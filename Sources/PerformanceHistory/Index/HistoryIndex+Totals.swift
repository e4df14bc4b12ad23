import PerformanceRecords

extension HistoryIndex {
  package func outcomes() throws -> [String: [Verdict.Outcome: Int]] {
    // The points of a run lie apart from each other, so all are counted at once.
    let sql = """
      SELECT run.name, counted.outcome, counted.number FROM (
        SELECT run, outcome, count(*) AS number FROM point WHERE outcome IS NOT NULL GROUP BY run, outcome
        UNION ALL SELECT run, outcome, count(*) FROM verdict GROUP BY run, outcome
      ) AS counted JOIN run ON run.id = counted.run
      """
    return try connection.reading {
      var outcomes: [String: [Verdict.Outcome: Int]] = [:]
      try connection.statement(sql).forEachRow { row in
        guard let outcome = try words.outcome(row.integer(1)) else { return }
        outcomes[row.text(0), default: [:]][outcome, default: 0] += row.integer(2)
      }
      return outcomes
    }
  }

  package func exceededBudgets() throws -> [String: [HistoryVerdict]] {
    let sql = """
      SELECT \(Self.verdictColumns), run.name FROM verdict JOIN run ON run.id = verdict.run
      WHERE verdict.outcome = (SELECT id FROM word WHERE text = ?) ORDER BY verdict.run, verdict.ordinal
      """
    return try connection.reading {
      let ids = try IndexNames.benchmarks(connection)
      var exceeded: [String: [HistoryVerdict]] = [:]
      try connection.statement(sql).bind(Verdict.Outcome.overBudget.name).forEachRow { row in
        if let verdict = try verdict(row, ids) { exceeded[row.text(8), default: []].append(verdict) }
      }
      return exceeded
    }
  }

  package func contributions() throws -> [HistoryContribution] {
    // The numbers of runs are in the order of time.
    let sql = """
      SELECT run.time, counted.number, ifnull(fresh.number, 0) FROM (
        SELECT run, count(*) AS number FROM point GROUP BY run
      ) AS counted JOIN run ON run.id = counted.run LEFT JOIN (
        SELECT first, count(*) AS number FROM (SELECT min(run) AS first FROM point GROUP BY series) GROUP BY first
      ) AS fresh ON fresh.first = run.id ORDER BY run.time, run.name
      """
    return try connection.statement(sql).rows { row in
      HistoryContribution(time: row.number(0), points: row.integer(1), newSeries: row.integer(2))
    }
  }
}
