/// The exact confidence interval of a share, from the successes among trials.
package struct BinomialInterval: Equatable, Sendable, Codable {
  /// The lower end of the share.
  package var lower: Double
  /// The upper end of the share.
  package var upper: Double

  /// The interval of Clopper and Pearson (1934): no share outside of it gives such a count with more than half of the
  /// remaining probability.
  /// - Parameters:
  ///   - successes: 0…trials.
  ///   - trials: without any, the interval is 0…1.
  ///   - confidence: the least coverage, in 0…1.
  package init(successes: Int, trials: Int, confidence: Double = 0.95) {
    let (k, n, tail) = (Double(successes), Double(trials), (1 - confidence) / 2)
    lower = successes <= 0 ? 0 : IncompleteBeta.quantile(tail, a: k, b: n - k + 1)
    upper = Self.upper(successes, of: trials, above: tail)
  }

  /// The greatest share compatible with the count: a one-sided bound, 3/n for none of n (95 %).
  package static func upperBound(successes: Int, trials: Int, confidence: Double = 0.95) -> Double {
    upper(successes, of: trials, above: 1 - confidence)
  }

  private static func upper(_ successes: Int, of trials: Int, above tail: Double) -> Double {
    successes >= trials
      ? 1 : IncompleteBeta.quantile(1 - tail, a: Double(successes) + 1, b: Double(trials - successes))
  }
}
