import PerformanceStatistics
import Testing

@Suite("Exact tests of counts")
struct ExactCountTests {
  // python3 -c "from math import comb as c; print([c(2*n-k, n-k)/c(2*n, n) for k, n in ((3, 3), (7, 7), (11, 31))])"
  @Test(
    "The probability that the best values are all of one side",
    arguments: [(3, 3, 0.05), (7, 7, 0.00029137529137529137), (11, 31, 0.00016658881)])
  func precedence(ahead: Int, pairs: Int, expected: Double) {
    #expect(abs(ExactTests.precedence(ahead: ahead, pairs: pairs) - expected) <= 1e-6 * expected)
  }

  @Test("The probability is 1 for no value ahead, and 0 for more than all")
  func precedenceBounds() {
    #expect(ExactTests.precedence(ahead: 0, pairs: 5) == 1 && ExactTests.precedence(ahead: 6, pairs: 5) == 0)
  }

  // python3 -c "from math import comb as c
  // f = lambda a, m, b, n: sum(c(n, k)*c(m, a+b-k) for k in range(b, min(n, a+b)+1))/c(m+n, a+b)
  // print(f(0, 12, 8, 12), f(2, 10, 5, 10), f(3, 5, 0, 5))"
  @Test(
    "The probability that shares of two sides differ by chance",
    arguments: [(0, 12, 8, 12, 0.0006730381), (2, 10, 5, 10, 0.1749226006), (3, 5, 0, 5, 1)])
  func fisher(a: Int, m: Int, b: Int, n: Int, expected: Double) {
    #expect(abs(ExactTests.fisher(first: (a, m), second: (b, n)) - expected) <= 1e-7)
  }

  // A beta-binomial sum: see the text of the rule for shares.
  @Test(
    "A share known only from earlier trials is less certain",
    arguments: [(1, 2, 0, 12, 0.0728), (3, 4, 0, 12, 0.0023), (5, 6, 0, 12, 0.00018), (4, 5, 0, 24, 0.00006)])
  func predictive(s: Int, n: Int, before: Int, trials: Int, expected: Double) {
    #expect(
      abs(ExactTests.predictive(successes: s, trials: n, before: (before, trials)) - expected) <= 0.05 * expected)
  }
}
