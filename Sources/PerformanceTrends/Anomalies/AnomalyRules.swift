/// The constants of ``AnomalyDetector``; `Scripts/measure-forecasts` shows how they were chosen.
enum AnomalyRules {
  /// The values on either side that a value is compared with.
  static let reach = 50
  /// The fewest other values that have a band.
  static let fewest = 12
  /// The share of a half of a normal distribution that is within ``tailDeviations`` standard deviations.
  static let tail = 0.95
  static let tailDeviations = 1.959963984540054
  /// A cell of the clock or the calendar counts with at least this many values…
  static let cellValues = 8
  /// …of at least this many different days, or weeks for a weekday: eight runs of one disturbed day are no habit.
  static let cellPeriods = 4
  /// The part of the spread that is left at most where a season counts. Medians of cells without a season leave more.
  static let seasonalSpread = 0.8
  /// Distances are cut at this many median ones in the spread.
  static let seasonalCut = 10.0
}
