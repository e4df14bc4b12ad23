import PerformanceExports
import PerformanceOperations
import PerformanceSystem
import PerformanceText

extension WeeklyUsage {
  /// The page.
  func document(_ calendar: UsageCalendar) -> ReportDocument {
    ReportDocument(
      title: "Usage from \(calendar.day(begin)) to \(calendar.day(end)) (\(calendar.timeZone.identifier))",
      summary: [.paragraph(summary)],
      sections: [
        .init("Commands", commands.isEmpty ? [] : [.table(commandTable), .paragraph(times)]),
        .init("Benchmarks", benchmarkCount == 0 ? [] : [.paragraph(benchmarkText)] + tables),
        .init("Machines", runners.isEmpty ? [] : [.table(UsageTexts.machines(runners))]),
        .init("Suspicious sequences", patterns.isEmpty ? [] : [.list(patterns.map(UsageTexts.line))]),
      ])
  }

  private var summary: String {
    let sessions = sessionSeconds.map { ", usually \(ValueFormat.duration(seconds: $0))" } ?? ""
    let broken = unfinishedRunCount > 0 ? ", \(unfinishedRunCount) broke off" : ""
    return "\(Plural.text(commandCount, "command")), \(previousCommandCount) in the week before; "
      + "\(Plural.text(sessionCount, "session"))\(sessions); "
      + "\(Plural.text(runCount, "run")), \(redRunCount) of them red\(broken)"
  }

  private var commandTable: ReportDocument.Table {
    ReportDocument.Table(
      [.text("command"), .number("count"), .number("share")]
        + UsageEntry.Ending.allCases.map { .number($0.rawValue) } + [.number("usual"), .number("in all")],
      rows: commands.map(UsageTexts.cells))
  }

  private var times: String {
    [UsageTexts.line(phases), peak.map { UsageTexts.line($0, of: commandCount) }].compactMap { $0 }
      .joined(separator: "; ")
  }

  private var benchmarkText: String {
    let stayed = completionShare.map { ", \(UsageTexts.percent($0)) of the added ones stay" } ?? ""
    return "\(Plural.text(benchmarkCount, "benchmark")): \(addedCount) added, \(removedCount) removed\(stayed)"
  }

  private var tables: [ReportDocument.Block] {
    [("red most often", red), ("slowest", slowest), ("most scatter", noisiest)].compactMap { title, rows in
      rows.isEmpty ? nil : .table(UsageTexts.benchmarks(rows, title: title))
    }
  }
}
