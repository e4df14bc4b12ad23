import Foundation
import PerformanceRecords
import PerformanceSystem

/// Compares an index with itself and with the logs.
struct HistoryCheck {
  let index: HistoryIndex
  let state: StateFolder

  /// The problems; none where every log's run is in, once, with the same numbers.
  /// - Throws: ``SQLiteError``.
  func findings() throws -> [HistoryFinding] {
    try index.damage().map { .damaged($0) } + index.orphans() + state.eventLogs.reversed().compactMap(finding)
  }

  private func finding(_ log: URL) throws -> HistoryFinding? {
    let read: RunContents?
    do {
      read = try RunContents.read(log: log)
    } catch {
      return .unreadableLog(log, error as? InputError)
    }
    guard let read else { return nil }
    guard let kept = try index.contents(ofRun: read.run.name), kept.log?.name == read.log?.name else {
      guard let then = try index.bytes(ofPruned: read) else { return .lost(log) }
      return then < read.log?.bytes ?? 0 ? .outdated(log) : nil
    }
    if let now = read.log?.bytes, let then = kept.log?.bytes, then < now { return .outdated(log) }
    return kept.matches(read) ? nil : .different(log)
  }
}

extension RunContents {
  /// Whether they are those of a log, as far as a prune has left them.
  fileprivate func matches(_ log: RunContents) -> Bool {
    guard let pruned = run.pruned else { return self == log }
    var (own, log) = (self, log)
    log.run.pruned = pruned
    for index in log.rows.indices { log.rows[index].samples = [] }
    // Verdicts on points are among the others now.
    if pruned >= .points { (own.rows, own.verdicts, log.rows, log.verdicts) = ([], [], [], []) }
    return own == log
  }
}

extension HistoryIndex {
  /// The length of the log of a run that a prune removed; `nil` for another run or log.
  fileprivate func bytes(ofPruned contents: RunContents) throws -> Int? {
    try connection.statement("SELECT bytes FROM pruned WHERE name = ? AND log = ?").bind(contents.run.name)
      .bind(contents.log?.name).first { $0.integer(0) }
  }

  /// The texts of SQLite's own check.
  fileprivate func damage() throws -> [String] {
    try connection.statement("PRAGMA integrity_check").rows { $0.text(0) }.filter { $0 != "ok" }
  }

  /// Rows that belong to no run or series. A key cannot occur twice.
  fileprivate func orphans() throws -> [HistoryFinding] {
    try ["point", "session", "sample", "verdict"].compactMap { table in
      let series = table == "verdict" ? "" : "OR series NOT IN (SELECT id FROM series)"
      let sql = "SELECT count(*) FROM \(table) WHERE run NOT IN (SELECT id FROM run) \(series)"
      let rows = try connection.statement(sql).first { $0.integer(0) } ?? 0
      return rows == 0 ? nil : .orphans(table: table, rows: rows)
    }
  }
}
