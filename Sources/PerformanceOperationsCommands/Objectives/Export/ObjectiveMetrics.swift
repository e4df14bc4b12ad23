import PerformanceOperations

/// The events and budgets of objectives in the text format of Prometheus.
///
/// The counters are totals over the whole history, so that they never fall between two pushes.
package enum ObjectiveMetrics {
  static let events = "perf_objective_events_total"
  static let bad = "perf_objective_bad_total"
  static let remaining = "perf_objective_budget_remaining_ratio"
  static let target = "perf_objective_target_ratio"
  static let burnRate = "perf_objective_burn_rate"

  /// - Parameter standings: each with the count of all its events.
  package static func text(of standings: [(standing: ObjectiveStanding, all: EventCount)]) -> String {
    let cumulative = standings.filter { $0.standing.objective.isCumulative }
    return family(events, "counter", "Valid events of an objective.", cumulative) { "\($0.all.total)" }
      + family(bad, "counter", "Bad events of an objective.", cumulative) { "\($0.all.bad)" }
      + family(target, "gauge", "The promised share of good events.", standings) { "\($0.standing.objective.target)" }
      + family(
        remaining, "gauge", "The rest of the error budget, as a share of it.",
        standings.filter { $0.standing.budget.count.total > 0 }
      ) { "\($0.standing.budget.remaining)" }
      + burnRates(standings.map { $0.standing })
  }

  /// A sample for each window that has events. The long window of one pair may be the short one of another.
  private static func burnRates(_ standings: [ObjectiveStanding]) -> String {
    let samples = standings.flatMap { standing -> [String] in
      var rates: [String: Double] = [:]
      for alert in standing.rates.alerts {
        if alert.long.total > 0 { rates[alert.window.unit.text(alert.window.long)] = alert.longRate }
        if alert.short.total > 0 { rates[alert.window.unit.text(alert.window.short)] = alert.shortRate }
      }
      return rates.sorted { $0.key < $1.key }.map { window, rate in
        "\(burnRate){objective=\"\(standing.objective.id)\",window=\"\(window)\"} \(rate)\n"
      }
    }
    guard !samples.isEmpty else { return "" }
    return "# HELP \(burnRate) How many times as fast as allowed the error budget is used.\n"
      + "# TYPE \(burnRate) gauge\n" + samples.joined()
  }

  private static func family(
    _ name: String, _ type: String, _ help: String, _ standings: [(standing: ObjectiveStanding, all: EventCount)],
    _ value: ((standing: ObjectiveStanding, all: EventCount)) -> String
  ) -> String {
    guard !standings.isEmpty else { return "" }
    let samples = standings.map { "\(name){objective=\"\($0.standing.objective.id)\"} \(value($0))\n" }
    return "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" + samples.joined()
  }
}

extension BurnWindow.Unit {
  /// The length of a window as a label: `5m`, `72h`, `20 runs`.
  fileprivate func text(_ length: Double) -> String {
    switch self {
    case .hours: length < 1 ? "\(Int((length * 60).rounded()))m" : "\(Int(length.rounded()))h"
    case .runs: "\(Int(length)) runs"
    }
  }
}
