import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("The Mann–Whitney distribution is exact")
struct MannWhitneyTests {
  struct Reference: Sendable {
    var first: Int
    var second: Int
    /// U and the probability of at most U.
    var cumulative: [(u: Int, probability: Double)]
  }

  // SciPy 1.17: P(U ≤ k) is the exact one-sided p value of a sample whose U is k.
  //   from scipy.stats import mannwhitneyu as u; import numpy as np
  //   def cdf(m, n, k):
  //     x = []
  //     for _ in range(m): d = min(k, n); k -= d; x.append(d + .5 + len(x) * 1e-3)
  //     return float(u(x, np.arange(1, n + 1), alternative='less', method='exact').pvalue)
  static let references = [
    Reference(first: 2, second: 3, cumulative: [(0, 0.1), (1, 0.2), (2, 0.4), (3, 0.6), (4, 0.8), (5, 0.9), (6, 1)]),
    Reference(
      first: 1, second: 12, cumulative: [(0, 0.07692307692307693), (5, 0.46153846153846156), (11, 0.9230769230769231)]),
    Reference(
      first: 4, second: 5,
      cumulative: [
        (0, 0.007936507936507936), (5, 0.14285714285714285), (10, 0.5476190476190477), (19, 0.9920634920634921),
      ]
    ),
    Reference(
      first: 9, second: 12,
      cumulative: [
        (0, 3.4021705848331236e-06), (27, 0.0292416561766407), (54, 0.513863845133195), (107, 0.9999965978294152),
      ]
    ),
    Reference(
      first: 15, second: 12,
      cumulative: [(1, 1.1504924683010562e-07), (45, 0.01407063793656875), (90, 0.5095657121030658)]),
  ]

  @Test("Every cumulative probability agrees with SciPy", arguments: references)
  func cumulativeProbability(reference: Reference) {
    let distribution = MannWhitney.distribution(first: reference.first, second: reference.second)
    #expect(distribution.count == reference.first * reference.second + 1)
    for (u, expected) in reference.cumulative {
      let probability = distribution[...u].reduce(0, +)
      #expect(isClose(probability, expected, within: 1e-10), "U ≤ \(u)")
    }
  }

  @Test(
    "The probabilities sum to 1, are symmetric, and do not depend on which sample is first",
    arguments: [(1, 1), (1, 12), (3, 7), (9, 12), (15, 12), (15, 36)])
  func symmetry(first: Int, second: Int) {
    let distribution = MannWhitney.distribution(first: first, second: second)
    #expect(isClose(distribution.reduce(0, +), 1))
    #expect(distribution.allSatisfy { $0 > 0 })
    #expect(zip(distribution, distribution.reversed()).allSatisfy { isClose($0, $1, within: 1e-9) })
    let swapped = MannWhitney.distribution(first: second, second: first)
    #expect(swapped.count == distribution.count)
    #expect(zip(distribution, swapped).allSatisfy { isClose($0, $1, within: 1e-9) })
  }

  @Test("Without observations U is 0 for certain", arguments: [(0, 5), (5, 0), (-1, 3)])
  func withoutObservations(first: Int, second: Int) {
    #expect(MannWhitney.distribution(first: first, second: second) == [1])
  }
}
