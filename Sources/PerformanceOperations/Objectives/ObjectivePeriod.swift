/// The period that the budget of an objective covers.
package enum ObjectivePeriod: Equatable, Sendable {
  case days(Int)
  case runs(Int)

  package static let usual = ObjectivePeriod.days(30)
  /// The runs for which the windows in runs were chosen.
  private static let usualRuns = 500

  /// The period in hours; `nil` where it is counted in runs.
  var hours: Double? {
    if case .days(let days) = self { Double(days) * 24 } else { nil }
  }

  /// The period in runs, as the windows that are counted in runs use it.
  var runs: Double {
    if case .runs(let runs) = self { Double(runs) } else { Double(Self.usualRuns) }
  }

  /// The events of the period that ends now.
  /// - Parameters:
  ///   - events: in the order of time.
  ///   - now: seconds since 1970.
  package func events(of events: [ObjectiveEvents], now: Double) -> [ObjectiveEvents] {
    let past = events.filter { $0.time <= now }
    switch self {
    case .days(let days): return past.filter { $0.time > now - Double(days) * 86_400 }
    case .runs(let runs): return Array(past.filter { $0.total > 0 }.suffix(runs))
    }
  }
}
