import PerformanceHistory
import PerformanceRecords
import PerformanceStatistics

/// Limits that the newest results of each series would have kept.
package struct BudgetSuggestion: Sendable {
  /// The results that are looked at.
  package var results = 30
  /// The percentage that is added to the worst of them.
  package var margin = 10.0

  package init(results: Int = 30, margin: Double = 10) {
    self.results = results
    self.margin = margin
  }

  /// How many scaled absolute deviations from the median are one result's own accident.
  private static let mostDeviations = 5.0
  /// The ratio of the standard deviation of a normal distribution to its median absolute deviation.
  private static let normalScale = 1.4826

  /// The worst of the newest values, without those that lie far from the others; `nil` without values.
  ///
  /// One disturbed run must not choose a limit, and a level that returns often is no accident: only values beyond five
  /// scaled median deviations are left out.
  package func worst(of values: [Double], better direction: MetricDescription.Direction) -> Double? {
    let newest = values.suffix(results).filter(\.isFinite)
    guard let median = Quantile.median(of: newest) else { return nil }
    let deviation = (Quantile.median(of: newest.map { abs($0 - median) }) ?? 0) * Self.normalScale
    let reach = deviation > 0 ? Self.mostDeviations * deviation : .infinity
    return direction.bestFirst(newest.filter { abs($0 - median) <= reach }).last
  }

  /// The limit: the worst value and the margin, rounded to three digits in the direction that leaves more room.
  package func limit(of values: [Double], better direction: MetricDescription.Direction) -> Double? {
    worst(of: values, better: direction).map { worst in
      Self.rounded(direction.value(abs(worst) * margin / 100, worseThan: worst), direction)
    }
  }

  /// The budget of a series; `nil` without results.
  package func rule(for series: HistorySeries, _ points: [HistoryPoint.InRun], owner: String?) -> BudgetRule? {
    guard let limit = limit(of: points.map(\.point.value), better: series.direction) else { return nil }
    let count = min(points.count, results)
    return BudgetRule(
      id: Self.id(of: series), benchmark: BenchmarkPattern(literally: series.benchmark), metric: series.metric,
      limit: limit, owner: owner, note: "worst of \(count) + \(Self.text(margin)) %")
  }

  private static func rounded(_ value: Double, _ direction: MetricDescription.Direction) -> Double {
    guard value != 0, value.isFinite else { return value }
    let step = pow10(Int(log10Floor(abs(value))) - 2)
    let steps = value / step
    // A limit of exactly three digits must not grow by the last bit of a division.
    if abs(steps - steps.rounded()) < 1e-9 { return steps.rounded() * step }
    return steps.rounded(direction == .lowerIsBetter ? .up : .down) * step
  }

  private static func log10Floor(_ value: Double) -> Double {
    var (exponent, power) = (0.0, 1.0)
    while power * 10 <= value { (exponent, power) = (exponent + 1, power * 10) }
    while power > value { (exponent, power) = (exponent - 1, power / 10) }
    return exponent
  }

  private static func pow10(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { power, _ in exponent < 0 ? power / 10 : power * 10 }
  }

  private static func text(_ margin: Double) -> String { Int(exactly: margin).map { "\($0)" } ?? "\(margin)" }

  /// A name of letters, digits and '-', from the benchmark and the metric.
  static func id(of series: HistorySeries) -> String {
    let name = series.benchmark.shortDescription + "-" + series.metric
    var id = ""
    for character in name {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if isPlain { id.append(character) } else if !id.hasSuffix("-"), !id.isEmpty { id.append("-") }
    }
    while id.hasSuffix("-") { id.removeLast() }
    return id.isEmpty ? "budget" : id
  }
}
