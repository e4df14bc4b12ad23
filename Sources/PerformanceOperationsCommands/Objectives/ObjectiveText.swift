import PerformanceOperations
import PerformanceText

extension ErrorBudget.State {
  var text: String {
    switch self {
    case .noData: "no data"
    default: rawValue
    }
  }

  var style: Style {
    switch self {
    case .ok: .plain
    case .watch, .warning, .noData: .yellow
    case .freeze, .exhausted: .red
    }
  }
}

extension ObjectivePeriod {
  var text: String {
    switch self {
    case .days(let days): "\(days) d"
    case .runs(let runs): Plural.text(runs, "run")
    }
  }
}

extension BurnWindow {
  /// The long and the short window: `1 h / 5 min`, `20 / 2 runs`.
  var text: String {
    switch unit {
    case .hours: "\(Self.duration(hours: long)) / \(Self.duration(hours: short))"
    case .runs: "\(Int(long)) / \(Int(short)) runs"
    }
  }

  private static func duration(hours: Double) -> String {
    hours < 1 ? "\(Int((hours * 60).rounded())) min" : "\(Int(hours.rounded())) h"
  }
}

extension BurnRateAlert {
  /// What burns and how fast: `page: burns 20.0 times as fast as allowed in 1 h / 5 min (limit 14.4; 8 of 40 bad)`.
  var text: String {
    "\(window.severity.rawValue): burns \(Digits.fixed(longRate, decimals: 1)) times as fast as allowed in "
      + "\(window.text) (limit \(Digits.fixed(factor, decimals: 2)); \(long.bad) of \(long.total) bad)"
  }
}

extension ObjectiveStanding {
  /// The first row of the objective, and a note of what deserves attention.
  func row() -> TextTable.Row {
    let count = budget.count
    let share = count.total == 0 ? "–" : ValueFormat.percent(1 - count.errorRate)
    let left = count.total == 0 ? "–" : ValueFormat.share(budget.remaining)
    let cells = [
      objective.id, ValueFormat.percent(objective.target), share, "\(count.good)/\(count.total)", objective.period.text,
      left, budget.state.text,
    ]
    return TextTable.Row(
      cells: cells.map { TextTable.Cell(text: $0, style: budget.state.style) }, note: notes.joined(separator: "; "))
  }

  private var notes: [String] {
    var notes = rates.firing.map(\.text)
    if stopsReleases { notes.append("releases should stop") }
    let isSpent = budget.state == .freeze || budget.state == .exhausted
    if isSpent, !budget.isFrozen { notes.append("by a single bad event, which stops no release") }
    if let exhaustion, exhaustion < 30 {
      let unit = if case .days = objective.period { "days" } else { "runs" }
      notes.append("used up in about \(Digits.fixed(exhaustion, decimals: 0)) \(unit)")
    }
    return notes
  }
}

extension ValueFormat {
  /// A share of good events with as many digits as an objective has: `99.9 %`, `100 %`.
  static func percent(_ share: Double) -> String {
    let percent = (share * 1e5).rounded() / 1e3
    let decimals = percent == percent.rounded() ? 0 : (percent * 10) == (percent * 10).rounded() ? 1 : 3
    return Digits.fixed(percent, decimals: decimals) + " %"
  }
}
