import Foundation
import PerformanceExports
import PerformanceOperations
import PerformanceSystem
import PerformanceText

/// Parts of the texts about usage.
enum UsageTexts {
  /// The most rows of a table.
  static let mostRows = 20

  /// A table of columns, the first of which has names.
  static func table(
    _ titles: [String], _ rows: [[String]], width: Int, colour: Colour
  ) -> [String] {
    let columns = titles.enumerated().map { index, title in
      TextTable.Column(title, alignment: index == 0 ? .left : .right, narrowest: index == 0 ? 16 : nil)
    }
    return TextTable(
      columns: columns, noteTitle: "",
      rows: rows.map { TextTable.Row(cells: $0.map { .init(text: $0.printable) }) }
    ).lines(width: width, colour: colour)
  }

  /// A part as a percentage, `12 %`.
  static func percent(_ share: Double) -> String { "\(Digits.fixed(share * 100, decimals: 0)) %" }

  /// Counts by their names in the order of the names: `2026-11-28 3, 2026-11-29 5`.
  static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  /// The cells of a command: name, count, share, a cell for each ending, the usual duration and that of all.
  static func cells(_ row: CommandUsage.Row) -> [String] {
    [row.command, "\(row.count)", percent(row.share)]
      + UsageEntry.Ending.allCases.map { row.endings[$0.rawValue].map(String.init) ?? "–" }
      + [ValueFormat.duration(seconds: row.medianSeconds), ValueFormat.duration(seconds: row.totalSeconds)]
  }

  /// The parts of the time of commands that measure: `time: build 60 %, measure 40 %`; `nil` without any.
  static func line(_ phases: [PhaseUsage.Row]) -> String? {
    guard !phases.isEmpty else { return nil }
    return "time: " + phases.map { "\($0.phase.printable(atMost: 40)) \(percent($0.share))" }.joined(separator: ", ")
  }

  /// The busiest hour: `busiest: Mon 09:00, 5 commands, 50 % of 10`.
  static func line(_ peak: UsageHeatmap.Peak, of total: Int) -> String {
    let hour = peak.hour < 10 ? "0\(peak.hour)" : "\(peak.hour)"
    return "busiest: \(UsageCalendar.weekdays[peak.weekday]) \(hour):00, \(Plural.text(peak.count, "command")), "
      + "\(percent(peak.share)) of \(total)"
  }

  /// The time and the scatter of a benchmark.
  static func numbers(_ row: BenchmarkUsage.Row) -> [String] {
    [row.nanoseconds.map { ValueFormat.duration(seconds: $0 / 1e9) } ?? "–", row.noise.map { percent($0) } ?? "–"]
  }

  /// Benchmarks below a title, with their numbers.
  static func benchmarks(_ rows: [BenchmarkUsage.Row], title: String) -> ReportDocument.Table {
    ReportDocument.Table(
      [.text(title), .number("runs"), .number("red"), .number("time"), .number("scatter")],
      rows: rows.map { [$0.benchmark, "\($0.runs)", "\($0.red)"] + numbers($0) })
  }

  /// What each kind of machine measured.
  static func machines(_ rows: [RunnerUsage]) -> ReportDocument.Table {
    ReportDocument.Table(
      [.text(machineTitles[0])] + machineTitles.dropFirst().map { .number($0) }, rows: rows.map(cells))
  }

  static let machineTitles = ["machine class", "runs", "red", "broke off", "disturbed", "measured"]

  /// The cells of a kind of machine, as ``machineTitles`` names them.
  static func cells(_ row: RunnerUsage) -> [String] {
    [
      row.machine.isEmpty ? "unknown" : row.machine, "\(row.runs)", "\(row.red)", "\(row.unfinished)",
      percent(row.contaminatedShare), ValueFormat.duration(seconds: row.seconds),
    ]
  }

  /// A pattern as a sentence with its runs.
  static func line(_ pattern: UsagePattern) -> String {
    let runs = pattern.runs.map { $0.printable(atMost: 60) }.joined(separator: ", ")
    return switch pattern.kind {
    case .rerunUntilGreen: "rerun until green: the same commit was red and then green, in \(runs)"
    case .recordedAfterRed: "recorded right after red: new baselines within an hour of a red run, in \(runs)"
    }
  }
}
