import Foundation
import PerformanceHistory
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The newest runs of a history as a table for a terminal.
package struct HistoryRunTable: Sendable {
  /// A run with the numbers of its benchmarks and verdicts.
  package struct Row: Sendable {
    package var run: HistoryRun
    package var digest: RunDigest

    package init(run: HistoryRun, digest: RunDigest) {
      self.run = run
      self.digest = digest
    }
  }

  /// The rows, the newest run first.
  package let rows: [Row]
  private let names: [String]

  /// - Parameter names: The names of all runs of the history.
  package init(_ rows: [Row], of names: [String]) {
    self.rows = rows
    self.names = names
  }

  /// The lines without line feeds; none without runs.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let prefixes = UniquePrefixes(names)
    let table = TextTable(
      columns: [
        .init("run"), .init("time (UTC)"), .init("mode", presence: .whenThereIsRoom), .init("revision"),
        .init("branch", presence: .whenThereIsRoom, narrowest: 8),
        .init("machine class", presence: .whenThereIsRoom, narrowest: 12), .init("benchmarks", alignment: .right),
        .init("outcome", narrowest: 24),
      ], noteTitle: "", rows: rows.map { Self.row($0, prefixes) })
    let cut = rows.count < names.count ? ["shows the last \(rows.count) of \(names.count)"] : []
    return table.lines(width: width, colour: colour) + cut
  }

  private static func row(_ row: Row, _ prefixes: UniquePrefixes) -> TextTable.Row {
    let run = row.run
    let hasPoints = run.pruned ?? .samples < .points
    let cells: [String] = [
      prefixes.prefix(of: run.name).shown(atMost: 60), run.timeText,
      run.mode.isEmpty ? "–" : run.mode.shown(atMost: 12),
      run.revisionText, run.provenance.branch?.shown(atMost: 60) ?? "–",
      run.machine.isEmpty ? "–" : run.machine.shown(atMost: 80),
      hasPoints && run.slowdown == 1 ? "\(row.digest.benchmarks)" : "–",
      run.outcome(row.digest),
    ]
    return TextTable.Row(cells: cells.map { .init(text: $0) })
  }
}

extension HistoryRunTable.Row: Encodable {
  private enum Key: String, CodingKey { case benchmarks, outcomes }

  package func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(digest.benchmarks, forKey: .benchmarks)
    let outcomes = digest.outcomes.map { ($0.name, $1) }
    try container.encode(Dictionary(outcomes, uniquingKeysWith: +), forKey: .outcomes)
  }
}

/// The shortest beginnings by which names differ.
struct UniquePrefixes {
  private let sorted: [String]
  /// A shorter one would be a day or an hour, and ambiguous soon: the day and the time of a run's name.
  private static let least = 15

  init(_ names: [String]) { sorted = names.sorted() }

  /// The beginning of a name that no other one has.
  func prefix(of name: String) -> String {
    guard let index = sorted.firstIndex(of: name) else { return name }
    let neighbours = [index - 1, index + 1].filter(sorted.indices.contains).map { sorted[$0] }
    let common = neighbours.map { name.commonPrefix(with: $0).count }.max() ?? 0
    return String(name.prefix(max(common + 1, Self.least)))
  }
}
