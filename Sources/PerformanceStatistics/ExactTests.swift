import Foundation

/// Exact tests of counts.
package enum ExactTests {
  /// The probability that the `ahead` best of `2·pairs` values all belong to one given side, when both sides are alike.
  ///
  /// The precedence test: `C(2n − k, n − k) / C(2n, n)`. It depends on the order of the values only.
  package static func precedence(ahead: Int, pairs: Int) -> Double {
    guard ahead > 0, ahead <= pairs else { return ahead > pairs ? 0 : 1 }
    return exp(logChoose(2 * pairs - ahead, pairs - ahead) - logChoose(2 * pairs, pairs))
  }

  /// The probability of at least this many successes among the second trials, given all successes of both (Fisher).
  package static func fisher(first: (successes: Int, trials: Int), second: (successes: Int, trials: Int)) -> Double {
    let successes = first.successes + second.successes
    let trials = first.trials + second.trials
    guard second.successes > 0, trials > 0 else { return 1 }
    let all = logChoose(trials, successes)
    let most = min(successes, second.trials)
    guard second.successes <= most else { return 0 }
    return (second.successes...most).reduce(0.0) { sum, count in
      guard successes - count <= first.trials else { return sum }
      return sum + exp(logChoose(second.trials, count) + logChoose(first.trials, successes - count) - all)
    }
  }

  /// The probability of at least this many successes among fresh trials, where the true share is estimated from earlier
  /// ones: averaged over a beta distribution that begins with half a trial of each kind (Jeffreys).
  package static func predictive(
    successes: Int, trials: Int, before: (successes: Int, trials: Int)
  ) -> Double {
    guard successes > 0 else { return 1 }
    guard successes <= trials else { return 0 }
    let (a, b) = (Double(before.successes) + 0.5, Double(before.trials - before.successes) + 0.5)
    let base = logBeta(a, b)
    return (successes...trials).reduce(0.0) { sum, count in
      sum + exp(logChoose(trials, count) + logBeta(a + Double(count), b + Double(trials - count)) - base)
    }
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
}
