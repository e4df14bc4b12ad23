import PerformanceStatistics
import Testing

@Suite("The exact intervals of shares")
struct ExactIntervalTests {
  // python3 -c "from scipy.special import betainc; print(betainc(2, 3, .1))" and so on, SciPy 1.17
  @Test(
    "The incomplete beta function agrees with SciPy",
    arguments: [
      (0.5, 0.5, 0.5, 0.5), (0.1, 2, 3, 0.0523), (0.99, 30, 1, 0.7397003733882802),
      (0.001, 1, 2000, 0.8648000746025003), (0.3, 300, 700, 0.5036711828607681), (0.999, 0.1, 5, 1),
      (-1, 2, 3, 0), (0, 2, 3, 0), (1, 2, 3, 1), (7, 2, 3, 1),
    ])
  func incompleteBeta(x: Double, a: Double, b: Double, expected: Double) {
    #expect(isClose(IncompleteBeta.regularised(x, a: a, b: b), expected, within: 1e-11))
  }

  @Test("Its quantile is its inverse", arguments: [0.001, 0.025, 0.5, 0.95, 0.999])
  func quantile(probability: Double) {
    for (a, b) in [(0.5, 0.5), (1, 20), (4, 1597), (791, 10)] {
      let x = IncompleteBeta.quantile(probability, a: a, b: b)
      #expect(isClose(IncompleteBeta.regularised(x, a: a, b: b), probability, within: 1e-9))
    }
  }

  // from scipy.stats import beta
  // beta.ppf(.025, k, n - k + 1), beta.ppf(.975, k + 1, n - k), beta.ppf(.95, k + 1, n - k)
  // (binomtest(k, n).proportion_ci(method='exact') has nine digits of these)
  @Test(
    "The interval of Clopper and Pearson agrees with SciPy",
    arguments: [
      (0, 20, 0, 0.16843347098308548, 0.13910834066826516),
      (1, 20, 0.0012650894979560339, 0.24873276277202772, 0.2161061642068473),
      (19, 20, 0.7512672372279723, 0.998734910502044, 0.9974386212234697),
      (20, 20, 0.8315665290169145, 1, 1),
      (0, 1600, 0, 0.002302893920579882, 0.0018705809495947975),
      (3, 1600, 0.0003868371142113314, 0.0054696777985875035, 0.00483884068427464),
      (790, 800, 0.9771325294045096, 0.9939899325398922, 0.993203018007174),
      (0, 0, 0, 1, 1),
    ])
  func clopperPearson(successes: Int, trials: Int, lower: Double, upper: Double, bound: Double) {
    let interval = BinomialInterval(successes: successes, trials: trials)
    #expect(isClose(interval.lower, lower, within: 1e-10) && isClose(interval.upper, upper, within: 1e-10))
    #expect(isClose(BinomialInterval.upperBound(successes: successes, trials: trials), bound, within: 1e-10))
  }

  @Test("The upper bound for none of n is about three in n")
  func ruleOfThree() {
    #expect(abs(BinomialInterval.upperBound(successes: 0, trials: 1000) * 1000 - 3) < 0.01)
  }
}
