import Foundation
import PerformanceRecords

extension HistoryIndex {
  /// What became of a run that was to be added.
  package enum Addition: Equatable, Sendable {
    /// It is in.
    case added
    /// It was in, as long or longer; perhaps a prune has removed it since.
    case alreadyIn
    /// Another log has a run of the same name, which stays.
    case sameRun(log: String)
    /// The log is shorter than when it was read before; what was read then stays.
    case shorter
  }

  /// When a run that is in already is written again.
  package enum Renewal: Sendable {
    /// When its log has grown.
    case grown
    /// Always.
    case always
  }

  /// Adds runs in one transaction. A run that is in already is replaced by a longer one of the same log.
  /// - Returns: What became of each.
  /// - Throws: ``SQLiteError``; then nothing was added.
  @discardableResult
  package func add(_ runs: [RunContents], renewal: Renewal = .grown) throws -> [Addition] {
    try connection.writing {
      var names = try IndexNames(connection)
      var rows: [PointRow] = []
      let additions = try runs.enumerated().map { position, contents in
        let (addition, number) = try number(for: contents, renewal)
        guard let number else { return addition }
        try insert(contents.run, contents, as: number)
        try insert(contents.verdicts, of: number, &names)
        for (index, row) in contents.rows.enumerated() {
          rows.append(
            PointRow(series: try names.number(of: row.series), run: number, contents: position, index: index))
        }
        return addition
      }
      // In the order of the keys each page is written once.
      rows.sort { ($0.series, $0.run) < ($1.series, $1.run) }
      let writer = try PointWriter(connection)
      for row in rows { try writer.insert(runs[row.contents].rows[row.index], row, &names) }
      return additions
    }
  }

  // MARK: - Runs

  /// The number for a run; `nil` where it is not to be written.
  private func number(for contents: RunContents, _ renewal: Renewal) throws -> (Addition, Int?) {
    if let log = contents.log?.name {
      // Another run had this file before: of that one no log is left.
      for table in ["run", "pruned"] {
        try connection.statement("UPDATE \(table) SET log = NULL WHERE log = ? AND name <> ?").bind(log)
          .bind(contents.run.name).run()
      }
    }
    let known = try connection.statement("SELECT id, log, bytes FROM run WHERE name = ?").bind(contents.run.name)
      .first { (number: $0.integer(0), log: $0.optionalText(1), bytes: $0.optionalInteger(2) ?? 0) }
    guard let known else {
      guard try !staysPruned(contents, renewal) else { return (.alreadyIn, nil) }
      return (.added, try freeNumber(at: contents.run.time))
    }
    if let log = known.log, let own = contents.log?.name, log != own { return (.sameRun(log: log), nil) }
    let bytes = contents.log?.bytes ?? 0
    if bytes < known.bytes { return (contents.log == nil ? .alreadyIn : .shorter, nil) }
    if bytes == known.bytes, case .grown = renewal { return (.alreadyIn, nil) }
    try remove(run: known.number)
    return (.added, known.number)
  }

  /// Whether a prune has removed the run, and it is to stay removed: unless its log has grown since.
  private func staysPruned(_ contents: RunContents, _ renewal: Renewal) throws -> Bool {
    let bytes = try connection.statement("SELECT bytes FROM pruned WHERE name = ?").bind(contents.run.name)
      .first { $0.optionalInteger(0) ?? 0 }
    guard let bytes else { return false }
    if case .grown = renewal, contents.log?.bytes ?? 0 <= bytes { return true }
    try connection.statement("DELETE FROM pruned WHERE name = ?").bind(contents.run.name).run()
    return false
  }

  /// 2020-01-01 in seconds since 1970.
  private static let origin = 1_577_836_800.0
  /// The numbers up to this one take four bytes in a row.
  private static let greatest = Double(Int32.max / 2)

  /// The second of a time, or the next that no other run has.
  private func freeNumber(at time: Double) throws -> Int {
    let second = Int(min(max((time - Self.origin).rounded(.down), 0), Self.greatest))
    // The first number from here whose successor is free.
    let sql = """
      SELECT CASE WHEN EXISTS (SELECT 1 FROM run WHERE id = ?1)
        THEN (
          SELECT id + 1 FROM run AS r WHERE id >= ?1 AND NOT EXISTS (SELECT 1 FROM run WHERE id = r.id + 1)
          ORDER BY id LIMIT 1)
        ELSE ?1 END
      """
    return try connection.statement(sql).bind(second).first { $0.integer(0) } ?? second
  }

  /// Removes a run and everything that belongs to it.
  func remove(run number: Int) throws {
    try removeRows(of: ["point", "session", "sample"], ofRun: number)
    try connection.statement("DELETE FROM verdict WHERE run = ?").bind(number).run()
    try connection.statement("DELETE FROM run WHERE id = ?").bind(number).run()
  }

  /// Removes the rows of a run from tables that are ordered by series.
  func removeRows(of tables: [String], ofRun number: Int) throws {
    for table in tables {
      // With the series named, each row is found by its key.
      let sql = "DELETE FROM \(table) WHERE run = ? AND series IN (SELECT id FROM series)"
      try connection.statement(sql).bind(number).run()
    }
  }

  private func insert(_ run: HistoryRun, _ contents: RunContents, as number: Int) throws {
    let start = try contents.start.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    try connection.statement("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(number).bind(run.name).bind(contents.log?.name).bind(contents.log?.bytes)
      .bind(run.time).bind(run.seconds).bind(run.isFinished ? 1 : 0).bind(run.mode)
      .bind(run.provenance.revision).bind(run.provenance.branch).bind(run.provenance.dirty.map { $0 ? 1 : 0 })
      .bind(run.provenance.position).bind(run.provenance.provider).bind(run.provenance.buildURL)
      .bind(run.provenance.change).bind(run.toolchain).bind(run.machine).bind(run.slowdown).bind(start)
      .bind(run.pruned?.rawValue ?? 0).run()
  }

  private func insert(_ verdicts: [HistoryVerdict], of run: Int, _ names: inout IndexNames) throws {
    for (ordinal, verdict) in verdicts.enumerated() {
      try connection.statement("INSERT INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(run).bind(ordinal).bind(try names.number(of: verdict.subject.id))
        .bind(verdict.subject.benchmark == nil ? 1 : 0).bind(verdict.metric).bind(verdict.budget?.name)
        .bind(try names.number(of: verdict.outcome.name)).bind(try names.number(of: verdict.reason.name))
        .bind(verdict.baseline).bind(verdict.now).run()
    }
  }
}
