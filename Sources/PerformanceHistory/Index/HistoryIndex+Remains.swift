import Foundation
import PerformanceRecords

extension HistoryIndex {
  /// The runs that are taken over at once.
  private static let runsAtOnce = 50

  /// Adds the runs of another index that this one lacks or has a shorter log of, as far as they can be read.
  /// - Returns: Their numbers; `nil` where the other index cannot be read at all.
  /// - Throws: ``SQLiteError`` where this index cannot be written; the runs of earlier transactions are in.
  func takeOver(from file: URL, library: SQLiteLibrary) throws -> HistoryMessage.Remains? {
    guard let other = try? HistoryIndex.remains(of: file, library: library), let wanted = try? other.lengths() else {
      return nil
    }
    let present = try lengths()
    let names = wanted.filter { present[$0.key] ?? -1 < $0.value }.keys.sorted()
    var remains = HistoryMessage.Remains()
    for begin in stride(from: 0, to: names.count, by: Self.runsAtOnce) {
      let batch = names[begin..<min(begin + Self.runsAtOnce, names.count)]
      let read = batch.compactMap { try? other.contents(ofRun: $0) }
      try add(read)
      remains.kept += read.count
      remains.lost += batch.count - read.count
    }
    return remains
  }

  /// The length of the log of each run, by name; 0 for a run from elsewhere.
  private func lengths() throws -> [String: Int] {
    let rows = try connection.statement("SELECT name, ifnull(bytes, 0) FROM run").rows { ($0.text(0), $0.integer(1)) }
    return Dictionary(rows) { first, _ in first }
  }
}
