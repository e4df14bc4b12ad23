/// The state of a pair of windows for an objective.
package struct BurnRateAlert: Equatable, Sendable {
  package var window: BurnWindow
  /// The burn rate that both windows must exceed.
  package var factor: Double
  package var long: EventCount
  package var short: EventCount
  /// The burn rates of both windows.
  package var longRate: Double
  package var shortRate: Double
  package var isFiring: Bool

  /// Evaluates a pair of windows that can fire.
  /// - Parameters:
  ///   - period: in the unit of the window.
  ///   - long: the events of the long window.
  ///   - short: those of the short one.
  init(_ window: BurnWindow, target: Double, period: Double, long: EventCount, short: EventCount) {
    let allowance = 1 - target
    (self.window, self.long, self.short) = (window, long, short)
    factor = window.factor(period: period)
    (longRate, shortRate) = (long.errorRate / allowance, short.errorRate / allowance)
    isFiring =
      longRate > factor && shortRate > factor && EventGuard.isCertain(long, above: factor * allowance)
  }
}

/// The pairs of windows of an objective at a time.
package struct BurnRates: Equatable, Sendable {
  package let alerts: [BurnRateAlert]
  /// The pairs that can never fire for this target, and were left out.
  package let impossible: [BurnWindow]

  /// Evaluates the four pairs: in hours where the long window has enough events, else in runs.
  ///
  /// A window of an hour is empty in a repository with five runs a day, and with three events a single bad one would be
  /// a third of them.
  /// - Parameters:
  ///   - events: in the order of time.
  ///   - period: the period of the objective.
  ///   - now: seconds since 1970.
  package init(_ events: [ObjectiveEvents], target: Double, period: ObjectivePeriod, now: Double) {
    var alerts: [BurnRateAlert] = []
    var impossible: [BurnWindow] = []
    for (hours, runs) in zip(BurnWindow.hours, BurnWindow.runs) {
      let selections = period.hours.map { [(hours, $0), (runs, period.runs)] } ?? [(runs, period.runs)]
      let possible = selections.filter { $0.0.isPossible(target: target, period: $0.1) }
      impossible += selections.map { $0.0 }.filter { window in !possible.contains { $0.0 == window } }
      let counted = possible.map { window, period in
        BurnRateAlert(
          window, target: target, period: period, long: Self.count(events, in: window.long, window.unit, now: now),
          short: Self.count(events, in: window.short, window.unit, now: now))
      }
      let filled = counted.first {
        $0.long.total >= EventGuard.fewestEvents(for: $0.factor * (1 - target))
      }
      if let alert = filled ?? counted.last { alerts.append(alert) }
    }
    (self.alerts, self.impossible) = (alerts, impossible)
  }

  /// The pairs that fire, those that page first.
  package var firing: [BurnRateAlert] { alerts.filter(\.isFiring) }

  private static func count(
    _ events: [ObjectiveEvents], in length: Double, _ unit: BurnWindow.Unit, now: Double
  ) -> EventCount {
    switch unit {
    case .hours: EventCount(events.lazy.filter { $0.time > now - length * 3_600 && $0.time <= now })
    case .runs: EventCount(events.lazy.filter { $0.time <= now && $0.total > 0 }.suffix(Int(length)))
    }
  }
}
