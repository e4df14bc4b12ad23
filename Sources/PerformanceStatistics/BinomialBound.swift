/// Exact bounds of a probability from counted trials.
package enum BinomialBound {
  /// The largest probability of an event that is still credible after `events` in `trials`.
  ///
  /// The upper limit of Clopper and Pearson (1934): the p with P(X ≤ events | trials, p) = 1 − confidence. With no event
  /// it is close to 3 / trials at 95 % (the "rule of three").
  package static func upper(events: Int, trials: Int, confidence: Double = 0.95) -> Double {
    guard trials > 0, events >= 0, events < trials else { return 1 }
    var low = Double(events) / Double(trials)
    var high = 1.0
    for _ in 0..<60 {  // 60 halvings reach the last bit of a Double
      let middle = (low + high) / 2
      if cumulative(events, trials: trials, probability: middle) > 1 - confidence {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  /// P(X ≤ events) of the binomial distribution, summed in logarithms so that large counts do not underflow.
  private static func cumulative(_ events: Int, trials: Int, probability: Double) -> Double {
    guard probability > 0 else { return 1 }
    guard probability < 1 else { return events >= trials ? 1 : 0 }
    let odds = Logarithm.natural(probability) - Logarithm.natural(1 - probability)
    var term = Double(trials) * Logarithm.natural(1 - probability)
    var sum = Logarithm.exponential(term)
    for count in 0..<events {
      term += Logarithm.natural(Double(trials - count) / Double(count + 1)) + odds
      sum += Logarithm.exponential(term)
    }
    return min(sum, 1)
  }
}
