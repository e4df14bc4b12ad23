import Foundation
import PerformanceOperations
import PerformanceRecords
import PerformanceReports
import PerformanceSystem
import PerformanceText
import PerformanceTrends
import PerformanceWorkflows

/// Forecasts for a terminal: what is reached first comes first, and what to do about it last.
struct ForecastText {
  /// One screen.
  private static let usualRows = 20
  private static let bytes = MetricDescription(name: "bytes", unit: .bytes)

  private let budgets: BudgetForecasts
  private let capacity: [CapacityForecast]
  private let now: Double

  /// - Parameter now: seconds since 1970.
  init(_ budgets: BudgetForecasts, _ capacity: [CapacityForecast], now: Double) {
    (self.budgets, self.capacity, self.now) = (budgets, capacity, now)
  }

  /// The lines, without line feeds.
  /// - Parameter isWhole: whether all budgets are shown.
  func lines(width: Int, colour: Colour, isWhole: Bool) -> [String] {
    let shown = isWhole ? budgets.entries[...] : budgets.entries.prefix(Self.usualRows)
    let rest = budgets.entries.count - shown.count
    var lines = [budgetHead]
    if !shown.isEmpty { lines += [""] + table(of: shown).lines(width: width, colour: colour) }
    if rest > 0 { lines.append("and \(rest) more: add --all") }
    lines += [""] + capacityTable.lines(width: width, colour: colour)
    return lines + (commands.isEmpty ? [] : [""] + commands)
  }

  // MARK: - Budgets

  private var budgetHead: String {
    guard budgets.budgetCount > 0 else { return "no number of the newest run has a budget" }
    let over = budgets.entries.count { $0.forecast.runs == 0 }
    let near = budgets.entries.count - over
    let counts = [over > 0 ? "\(over) exceeded" : nil, near > 0 ? "\(near) approached" : nil].compactMap { $0 }
    let text = counts.isEmpty ? "none exceeded, no slope towards one" : counts.joined(separator: ", ")
    return "\(Plural.text(budgets.budgetCount, "budget")): \(text)"
  }

  private func table(of entries: some Sequence<BudgetForecasts.Entry>) -> TextTable {
    TextTable(
      columns: [
        .init("crossed in"), .init("benchmark", narrowest: 20), .init("metric", narrowest: 8), .init("limit"),
        .init("level", alignment: .right), .init("budget", presence: .whenThereIsRoom, narrowest: 12),
      ],
      noteTitle: "",
      rows: entries.map { entry in
        let (trend, forecast) = (entry.trend, entry.forecast)
        let isOver = forecast.runs == 0
        let texts = [
          isOver ? "exceeded" : forecast.text, trend.benchmark?.shortDescription.shown(atMost: 120) ?? "",
          trend.metric.name.shown(atMost: 40), forecast.budget.limitText(of: trend.metric),
          ValueFormat.text(forecast.level, of: trend.metric), forecast.budget.origin?.id.shown(atMost: 60) ?? "",
        ]
        return TextTable.Row(cells: texts.map { .init(text: $0, style: isOver ? .red : .yellow) })
      })
  }

  // MARK: - Capacity

  private var capacityTable: TextTable {
    TextTable(
      columns: [
        .init("capacity"), .init("now", alignment: .right), .init("limit", alignment: .right), .init("a week adds"),
        .init("reached on"),
      ],
      noteTitle: "",
      rows: capacity.map { forecast in
        let texts = [
          forecast.subject.text, amount(forecast.now, forecast), forecast.limit.map { amount($0, forecast) } ?? "none",
          growth(forecast), reached(forecast),
        ]
        let style: Style = forecast.crossing.map { $0.distance == 0 ? .red : .yellow } ?? .plain
        return TextTable.Row(cells: texts.map { .init(text: $0, style: style) })
      })
  }

  private func amount(_ value: Double, _ forecast: CapacityForecast) -> String {
    forecast.subject == .series ? Digits.fixed(value, decimals: 0) : ValueFormat.text(value, of: Self.bytes)
  }

  private func growth(_ forecast: CapacityForecast) -> String {
    guard let growth = forecast.growth else { return "fewer than 4 weeks are known" }
    guard growth.isCertain else { return "nothing for certain" }
    func text(_ value: Double) -> String {
      forecast.subject == .series ? Digits.fixed(value, decimals: 1) : ValueFormat.text(value, of: Self.bytes)
    }
    return "\(text(growth.perWeek)) [\(text(growth.interval.lowerBound)), \(text(growth.interval.upperBound))]"
  }

  private func reached(_ forecast: CapacityForecast) -> String {
    guard let crossing = forecast.crossing else { return forecast.limit == nil ? "–" : "not within a year" }
    if crossing.distance == 0 { return "exceeded" }
    return "\(day(crossing.distance)) [\(day(crossing.interval.lowerBound)), \(day(crossing.interval.upperBound))]"
  }

  private func day(_ weeks: Double) -> String {
    Date(timeIntervalSince1970: now + weeks * CapacityForecast.secondsPerWeek).text(utc: "yyyy-MM-dd")
  }

  // MARK: - What to do

  private var commands: [String] {
    let perftest = PerftestCommand.prefix
    var commands: [String] = []
    if let first = budgets.entries.first, let name = first.trend.benchmark?.description.quotedForShell {
      let metric = first.trend.metric.name.quotedForShell.map { " --metric \($0)" } ?? ""
      commands.append("since when: \(perftest) trend \(name)\(metric)")
    }
    let reached = Set(capacity.filter { $0.crossing != nil }.map(\.subject))
    if !reached.isDisjoint(with: [.state, .disk]) {
      commands.append("what a prune removes: \(perftest) history prune --dry-run")
    }
    if reached.contains(.series) { commands.append("benchmarks that come and go: \(perftest) usage benchmarks") }
    return commands
  }
}
