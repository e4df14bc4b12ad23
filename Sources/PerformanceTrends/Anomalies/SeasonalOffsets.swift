import PerformanceStatistics

/// What the hour of the day and the weekday of a value usually add to it, both in UTC.
struct SeasonalOffsets {
  /// One for each value; 0 where no season is known.
  let values: [Double]

  private static let day = 86_400.0

  /// - Parameters:
  ///   - residuals: the values without their levels.
  ///   - times: seconds since 1970, one for each.
  init(_ residuals: [Double], times: [Double]) {
    let days = times.map { ($0 / Self.day).rounded(.down) }
    let hours = zip(times, days).map { (($0 - $1 * Self.day) / 3600).rounded(.down) }
    let ofHours = Self.offsets(residuals, cells: hours, periods: days)
    let rest = zip(residuals, ofHours).map { $0 - $1 }
    // The days of a week differ in what is left of the hours: nightly runs have one hour. 1970 began on a Thursday.
    let weeks = days.map { (($0 + 3) / 7).rounded(.down) }
    let ofWeekdays = Self.offsets(rest, cells: zip(days, weeks).map { $0 + 3 - 7 * $1 }, periods: weeks)
    values = zip(ofHours, ofWeekdays).map { $0 + $1 }
  }

  /// The medians of the cells that have enough values, around the median of all; 0 unless they explain enough of the spread.
  private static func offsets(_ residuals: [Double], cells: [Double], periods: [Double]) -> [Double] {
    let none = residuals.map { _ in 0.0 }
    let members = Dictionary(grouping: residuals.indices) { cells[$0] }
    let known = members.filter { _, indices in
      indices.count >= AnomalyRules.cellValues && Set(indices.map { periods[$0] }).count >= AnomalyRules.cellPeriods
    }
    guard known.count > 1, let middle = Quantile.median(of: residuals) else { return none }
    var offsets = none
    for indices in known.values {
      let offset = (Quantile.median(of: indices.map { residuals[$0] }) ?? middle) - middle
      for index in indices { offsets[index] = offset }
    }
    let rest = zip(residuals, offsets).map { $0 - $1 }
    return spread(rest) <= AnomalyRules.seasonalSpread * spread(residuals) ? offsets : none
  }

  /// The mean distance from the median, of which far ones are cut. The median distance would not see one slow weekday of
  /// seven, and single far values would hide every season from the mean.
  private static func spread(_ values: [Double]) -> Double {
    let middle = Quantile.median(of: values) ?? 0
    let distances = values.map { abs($0 - middle) }
    let cut = AnomalyRules.seasonalCut * (Quantile.median(of: distances) ?? 0)
    return distances.reduce(0) { $0 + min($1, cut) }
  }
}
