/// The constants of ``ChangeDetector``; each was chosen by cross-validation, and the optimum is flat around all of them.
enum ChangeRules {
  /// A split must be `threshold · ln(n)` strong: about a third of the false reports that were allowed.
  static let threshold = 1.5
  /// The same for the newest splits: the newest change is the one that somebody acts on, so it may have a larger part of
  /// the false reports (0.02 more per 1 000 points, and 5.5 % more of the late changes found).
  static let newestThreshold = 1.1
  /// A split with at most this many points after it is one of the newest, and an outer segment of at most this many points
  /// may be a spike.
  static let newest = 15
  /// Shorter series count as this long: `ln(n)` alone let 0.5 to 1.4 false reports per 1 000 points through there.
  static let shortestForThreshold = 90
  /// The fewest points of a segment.
  static let segment = 6
  /// The fewest points of the last segment, whose change is provisional until it has ``segment`` points.
  static let lastSegment = 3
  /// Where a whole stretch has no split, windows of half its length are searched, down to this length: a bump that lasts a
  /// tenth of the series has no single split that stands out.
  static let smallestWindow = 32
  /// How many points on either side of a change are considered. It bounds the time; 100 gave the same changes.
  static let context = 200
  /// How far the position of a change may be moved at once.
  static let reach = 4
  /// A step must fit this many times better than a straight line: its position is fitted besides.
  static let lineMargin = 1.03
  /// The part of the range of all levels that a step must be, or it is minor: people see no less in a plot.
  static let relevance = 0.2
  /// How many points a spike can have.
  static let spike = 3
  /// Levels within this part of a step from each other count as the same.
  static let away = 0.25
  /// Residuals are cut at this many standard deviations.
  static let cut = 3.0
  /// The largest autocorrelation that is believed.
  static let largestAutocorrelation = 0.95
  /// Makes the median of absolute residuals a standard deviation, for normally distributed noise.
  static let normalDeviations = 1.4826
}
