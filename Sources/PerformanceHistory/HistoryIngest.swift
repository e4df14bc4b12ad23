import Foundation
import PerformanceRecords
import PerformanceSystem

/// Takes the logs that are new or have grown into the index.
///
/// A log is on the disk before its run is in the index, and in the list of indexed logs only afterwards. So a crash at any
/// point leaves each run in a log that is kept, in the index, or in both.
struct HistoryIngest {
  let state: StateFolder
  let renewal: HistoryIndex.Renewal

  /// The points after which a transaction ends: many at once are written in the order of their pages.
  private static let pointsAtOnce = 50_000

  /// Takes them in, and lists the logs that may be removed.
  /// - Returns: The number of runs that were added or have grown, and what was left out.
  /// - Throws: ``SQLiteError``; the runs of earlier transactions are in.
  func fill(_ index: HistoryIndex) throws -> (added: Int, messages: [HistoryMessage]) {
    let result = try add(to: index)
    list(try index.logs())
    return result
  }

  /// Takes them in.
  /// - Returns: The number of runs that were added or have grown, and what was left out.
  /// - Throws: ``SQLiteError``; the runs of earlier transactions are in.
  func add(to index: HistoryIndex) throws -> (added: Int, messages: [HistoryMessage]) {
    let known = try index.logs()
    var messages: [HistoryMessage] = []
    var added = 0
    var batch: [(log: URL, contents: RunContents)] = []
    var points = 0
    func add() throws {
      let additions = try index.add(batch.map(\.contents), renewal: renewal)
      added += additions.count { $0 == .added }
      messages += zip(batch, additions).compactMap { $1.message(about: $0.log) }
      (batch, points) = ([], 0)
    }
    for log in state.eventLogs.reversed() {
      guard isWanted(log, known: known[log.lastPathComponent]) else { continue }
      guard RunContents.Log.synchronize(log) else {
        // Another process may have removed the log since it was listed.
        if FileManager.default.fileExists(atPath: log.path) { messages.append(.unsynchronizedLog(log)) }
        continue
      }
      do {
        guard let contents = try RunContents.read(log: log) else { continue }
        batch.append((log, contents))
        points += contents.rows.count
      } catch {
        messages.append(.unreadableLog(log, error as? InputError))
      }
      if points >= Self.pointsAtOnce { try add() }
    }
    if !batch.isEmpty { try add() }
    return (added, messages)
  }

  private func isWanted(_ log: URL, known bytes: Int?) -> Bool {
    if case .always = renewal { return true }
    return RunContents.Log.bytes(of: log) != bytes
  }

  /// Lists the logs that may be removed. Without the list they only stay longer.
  private func list(_ known: [String: Int]) {
    let present = Set(state.eventLogs.map(\.lastPathComponent))
    let list = IndexedLogs(bytes: known.filter { present.contains($0.key) })
    if list != IndexedLogs(file: state.indexedLogs) { try? list.write(to: state.indexedLogs) }
  }
}

extension HistoryIndex {
  /// The length of each log when it was read, by name; those of removed runs too, which are not read again.
  func logs() throws -> [String: Int] {
    var logs: [String: Int] = [:]
    for table in ["pruned", "run"] {
      try connection.statement("SELECT log, bytes FROM \(table) WHERE log IS NOT NULL").forEachRow {
        logs[$0.text(0)] = $0.integer(1)
      }
    }
    return logs
  }
}

extension HistoryIndex.Addition {
  /// The message about a log that was not added.
  fileprivate func message(about log: URL) -> HistoryMessage? {
    switch self {
    case .added, .alreadyIn: nil
    case .sameRun(let other): .sameRun(log: log, as: other)
    case .shorter: .shorterLog(log)
    }
  }
}
