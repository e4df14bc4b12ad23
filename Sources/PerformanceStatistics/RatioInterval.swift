/// A confidence interval of a ratio, with its actual coverage.
package struct RatioInterval: Equatable, Sendable, Codable {
  /// The lower end of the ratio; 1 means no change.
  package var lower: Double
  /// The upper end of the ratio.
  package var upper: Double
  /// The probability, in 0…1, that such an interval covers the true ratio.
  package var coverage: Double

  package init(lower: Double, upper: Double, coverage: Double) {
    self.lower = lower
    self.upper = upper
    self.coverage = coverage
  }

  /// The interval of `now / baseline` from the order statistics of all pairwise ratios.
  ///
  /// Inverts the Mann–Whitney test (Hodges and Lehmann 1963; Moses 1965): distribution-free, exact, and without a
  /// random generator. With few sessions the requested coverage is impossible; then the interval is the whole range of
  /// the ratios and `coverage` is smaller (1 session against 12: 11/13 = 84.6 %).
  /// - Parameters:
  ///   - now: session summaries, each greater than 0.
  ///   - baseline: session summaries, each greater than 0.
  ///   - confidence: the requested coverage in 0…1.
  /// - Returns: `nil` when either side is empty or has a value that is not positive.
  package init?(now: [Double], baseline: [Double], confidence: Double = 0.95) {
    guard !now.isEmpty, !baseline.isEmpty, (now + baseline).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let ratios = now.flatMap { value in baseline.map { value / $0 } }.sorted()
    let tail = DistributionTail(
      of: MannWhitney.distribution(first: now.count, second: baseline.count), atMost: (1 - confidence) / 2)
    self.init(
      lower: ratios[tail.excluded], upper: ratios[ratios.count - 1 - tail.excluded], coverage: 1 - 2 * tail.probability)
  }
}
