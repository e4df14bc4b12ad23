extension RatioInterval {
  /// The interval of the ratio of two floors, around the displayed ratio.
  ///
  /// Only sessions near the floor of their side count: the others depend on how busy the machine was. Their pairwise
  /// ratios give the order-statistic interval of Mann and Whitney, which is extended to the ratio of the floors,
  /// because an interval that excludes the displayed number would belong to another estimator.
  /// - Parameters:
  ///   - now: session summaries, each greater than 0.
  ///   - baseline: session summaries, each greater than 0.
  ///   - floors: the number of each side.
  ///   - share: the greatest distance of a session from its floor, as a share of it.
  /// - Returns: `nil` when either side is empty or has a value that is not positive.
  package init?(
    now: [Double], baseline: [Double], floors: (now: Double, baseline: Double), near share: Double
  ) {
    func near(_ values: [Double], _ floor: Double) -> [Double] { values.filter { abs($0 - floor) <= share * floor } }
    guard floors.now > 0, floors.baseline > 0, (now + baseline).allSatisfy({ $0 > 0 && $0.isFinite }),
      let interval = RatioInterval(now: near(now, floors.now), baseline: near(baseline, floors.baseline))
    else { return nil }
    let ratio = floors.now / floors.baseline
    self.init(
      lower: min(interval.lower, ratio), upper: max(interval.upper, ratio), coverage: interval.coverage)
  }
}
