/// A pair of windows that finds a budget burning: the long one shows that it matters, the short one that it still burns.
package struct BurnWindow: Equatable, Sendable {
  /// How soon somebody should look.
  package enum Severity: String, Sendable, Encodable {
    case page, ticket
  }

  /// What a window is counted in.
  package enum Unit: String, Sendable, Codable {
    case hours, runs
  }

  package var unit: Unit
  package var long: Double
  package var short: Double
  /// The share of the budget of a period whose loss in the long window is an alert.
  package var fraction: Double
  package var severity: Severity

  /// The pairs of the SRE Workbook: 2 % in 1 h, 5 % in 6 h, 10 % in a day, 10 % in three days.
  package static let hours = [
    BurnWindow(unit: .hours, long: 1, short: 1.0 / 12, fraction: 0.02, severity: .page),
    BurnWindow(unit: .hours, long: 6, short: 0.5, fraction: 0.05, severity: .page),
    BurnWindow(unit: .hours, long: 24, short: 2, fraction: 0.1, severity: .ticket),
    BurnWindow(unit: .hours, long: 72, short: 6, fraction: 0.1, severity: .ticket),
  ]

  /// The same counted in runs, for periods of 500: a run is a coarse unit, so that the fractions are greater.
  package static let runs = [
    BurnWindow(unit: .runs, long: 4, short: 1, fraction: 0.1, severity: .page),
    BurnWindow(unit: .runs, long: 20, short: 2, fraction: 0.25, severity: .page),
    BurnWindow(unit: .runs, long: 80, short: 7, fraction: 0.5, severity: .ticket),
    BurnWindow(unit: .runs, long: 240, short: 20, fraction: 0.5, severity: .ticket),
  ]

  /// The burn rate at which the fraction is lost in the long window: fraction · period / window.
  /// - Parameter period: in the unit of the window.
  package func factor(period: Double) -> Double { fraction * period / long }

  /// Whether the pair can fire at all: a burn rate is at most 1 / allowance.
  package func isPossible(target: Double, period: Double) -> Bool { factor(period: period) * (1 - target) < 1 }

  /// The fewest events in the long window among which a single bad one does not fire.
  package func fewestEvents(target: Double, period: Double) -> Int {
    EventGuard.fewestEvents(for: factor(period: period) * (1 - target))
  }
}
