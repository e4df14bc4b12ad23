import PerformanceRecords
import PerformanceReports
import PerformanceText

extension PeriodReport {
  /// The most regressions for which a search is proposed.
  private static let mostSearches = 3
  /// The most budgets that are named.
  private static let mostBudgets = 3

  /// What to do next, each with the command to type.
  var advice: [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = []
    let commands = (run.map { NextCommands(summary: $0.summary).lines } ?? []) + searches
    if !commands.isEmpty { blocks.append(.commands(commands)) }
    let hints = crossings + scattered
    if !hints.isEmpty { blocks.append(.list(hints)) }
    return blocks
  }

  /// The search for the commit of each open regression that began between commits that are known, with others between
  /// them.
  private var searches: [String] {
    var seen: Set<String> = []
    let commands = episodes.filter(\.isOpen).compactMap { episode -> String? in
      guard let good = episode.lastGood.map({ history.axis.positions[$0] }), let from = good.revision,
        case let bad = history.axis.positions[episode.first], let to = bad.revision,
        !(good.number.map { $0 + 1 == bad.number } ?? false),
        let name = episode.benchmark.description.quotedForShell
      else { return nil }
      let ends = "--good \(from.prefix(12)) --bad \(to.prefix(12))".shown(atMost: 100)
      return "find the commit: \(PerftestCommand.prefix) bisect \(name) \(ends)"
    }
    return Array(commands.filter { seen.insert($0).inserted }.prefix(Self.mostSearches))
  }

  private var crossings: [String] {
    let trends = history.trends.filter { !$0.forecasts.isEmpty }
    return trends.flatMap { trend in trend.forecastTexts.map { "\(Self.name(trend)) \($0)" } }
      .prefix(Self.mostBudgets).map { $0 }
  }

  /// Benchmarks whose spread hides changes: how to make them sharper.
  private var scattered: [String] {
    let wide = run?.summary.verdicts.filter { ($0.smallestDetectableChange ?? 0) > 0.5 } ?? []
    guard let run, let worst = wide.first else { return [] }
    let others = wide.count > 1 ? " and \(wide.count - 1) more" : ""
    return [
      "\(run.summary.name(of: worst.subject))\(others) would not show a slowdown below "
        + "\(ValueFormat.share(worst.smallestDetectableChange ?? 0)): record on a quieter machine, or measure more work "
        + "in one iteration"
    ]
  }
}
