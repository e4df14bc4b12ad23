import PerformanceRecords
import PerformanceText
import PerformanceTrends

extension Trend {
  /// The difference of a change's levels.
  package func difference(_ change: ChangePoint) -> String { difference(from: change.before, to: change.after) }

  /// The difference of two levels: a percentage with one decimal, as small steps matter here.
  package func difference(from before: Double, to after: Double) -> String {
    guard before > 0, after >= 0 else {
      return before == after
        ? "±0 %" : "\(ValueFormat.text(before, of: metric)) → \(ValueFormat.text(after, of: metric))"
    }
    return ValueFormat.ratioChange(after / before)
  }

  /// The accumulated change since the best level; `nil` where the newest level is the best one.
  func driftText(on axis: TrendAxis) -> String? {
    guard let drift, timesWorse(drift.current.value, than: drift.best.value) > 1 else {
      return drift == nil ? nil : "drift: none, the newest level is the best one"
    }
    let best = ValueFormat.text(drift.best.value, of: metric)
    var text = "drift: \(difference(from: drift.best.value, to: drift.current.value)) since the best level, "
    text += "\(best) at \(axis.label(drift.best.index))"
    if let gradualText { text += "; \(gradualText)" }
    return text
  }

  /// The part of a drift that is none of the changes; `nil` for none.
  var gradualText: String? {
    drift?.gradual.flatMap { $0 == 1 ? nil : "\(ValueFormat.ratioChange($0)) of it between the changes" }
  }

  /// The line since the newest change.
  func slopeText(_ drift: Drift) -> String? {
    guard let line = drift.line else { return nil }
    let probability = line.probability < 0.001 ? "p < 0.001" : "p = \(Digits.fixed(line.probability, decimals: 3))"
    guard line.isDrifting else {
      return "since the newest change no slope beyond chance (\(probability))"
    }
    let (slope, period) = line.perWeek.map { ($0, "a week") } ?? (line.perPoint, "a run")
    let interval = slope.interval.map { " [\(signed($0.lowerBound)), \(signed($0.upperBound))]" } ?? ""
    return "since the newest change \(signed(slope.value)) \(period)\(interval), \(probability)"
  }

  private func signed(_ value: Double) -> String {
    (value > 0 ? "+" : value < 0 ? "−" : "±") + ValueFormat.text(abs(value), of: metric.asQuantity)
  }

  /// The limits and when they are reached.
  package var forecastTexts: [String] {
    forecasts.map { forecast in
      let budget = "the budget \(forecast.budget.limitText(of: metric))"
      return forecast.runs == 0
        ? "\(budget) is exceeded" : "crosses \(budget) in \(forecast.text)"
    }
  }
}

extension Trend.Forecast {
  /// The runs with their interval: `about 12 runs [8, 20]`.
  package var text: String { "about \(Plural.text(runs, "run")) [\(interval.lowerBound), \(interval.upperBound)]" }
}

extension ChangePoint {
  /// How a plot marks it.
  var mark: TrendPlot.Mark.Kind {
    if wentAway { return .wentAway }
    switch certainty {
    case .confirmed: return .confirmed
    case .provisional: return .provisional
    case .minor: return .minor
    }
  }

  /// How much can be built on it.
  package var certaintyText: String {
    if wentAway { return "went away" }
    switch certainty {
    case .confirmed: return "confirmed"
    case .provisional: return "provisional"
    case .minor: return "minor"
    }
  }
}

extension MetricDescription {
  /// The metric for numbers that are not whole ones, such as a slope of a count.
  fileprivate var asQuantity: MetricDescription {
    var metric = self
    metric.kind = .sampled
    return metric
  }
}
