import PerformanceStatistics
import Testing

@Suite struct `The binomial bound is that of Clopper and Pearson` {
  // python3 -c "from scipy.stats import beta
  // for e, n, c in (…): print(e, n, c, beta.ppf(c, e + 1, n - e))"
  static let references: [(events: Int, trials: Int, confidence: Double, upper: Double)] = [
    (0, 10, 0.95, 0.2588655508930522), (0, 524, 0.95, 0.0057007351130288555), (0, 52338, 0.95, 5.7236549735306876e-05),
    (1, 20, 0.95, 0.2161061642068473), (3, 52338, 0.95, 0.00014813910384530273), (7, 50, 0.9, 0.22419222369365138),
    (19, 20, 0.95, 0.9974386212234697), (5000, 10000, 0.99, 0.5116798553587388),
  ]

  @Test(arguments: references)
  func `The upper bound agrees with SciPy`(events: Int, trials: Int, confidence: Double, upper: Double) {
    #expect(isClose(BinomialBound.upper(events: events, trials: trials, confidence: confidence), upper, within: 1e-10))
  }

  @Test(arguments: [10, 100, 2000])
  func `It falls with more trials and grows with more events and more confidence`(trials: Int) {
    #expect(BinomialBound.upper(events: 0, trials: trials) > BinomialBound.upper(events: 0, trials: 2 * trials))
    #expect(BinomialBound.upper(events: 0, trials: trials) < BinomialBound.upper(events: 1, trials: trials))
    #expect(
      BinomialBound.upper(events: 2, trials: trials, confidence: 0.9)
        < BinomialBound.upper(events: 2, trials: trials, confidence: 0.99))
  }

  @Test(arguments: [(0, 0), (5, 5), (6, 5), (-1, 5)])
  func `Where nothing can be said the bound is 1`(events: Int, trials: Int) {
    #expect(BinomialBound.upper(events: events, trials: trials) == 1)
  }
}
