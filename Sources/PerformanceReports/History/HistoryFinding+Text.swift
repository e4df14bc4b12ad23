import PerformanceHistory
import PerformanceText

extension HistoryFinding {
  /// One line for the terminal.
  package var text: String {
    switch self {
    case .damaged(let text): "the index is damaged: \(text.printable)"
    case .lost(let log): "\(log.path.printable): its run is not in the index"
    case .outdated(let log): "\(log.path.printable): has grown since it was read"
    case .different(let log): "\(log.path.printable): the index has other numbers"
    case .orphans(let table, let rows):
      "table \(table) of the index has \(Plural.text(rows, "row")) of no run or series"
    case .unreadableLog(let log, let error):
      error.map { "\($0)" } ?? "\(log.path.printable): cannot be opened"
    }
  }
}
