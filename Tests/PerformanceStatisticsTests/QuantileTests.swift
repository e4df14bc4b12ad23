import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("Quantiles are of type 7")
struct QuantileTests {
  struct Reference: Sendable {
    var values: [Double]
    var probabilities: [Double]
    var expected: [Double]
  }

  // python3 -c "import numpy as np; x = [3.1, 0.2, 9.7, 4.4, 4.4, 12.5, 1.05]
  // print(np.quantile(x, [0, .05, .1, .25, .5, .77, .9, .99, 1]).tolist())
  // print(np.quantile([5., 1.], [.1, .5, .9]).tolist(), np.quantile([-7.5, -1e-3, 2e9, 8], [.3, .6]).tolist())"
  static let references = [
    Reference(
      values: [3.1, 0.2, 9.7, 4.4, 4.4, 12.5, 1.05], probabilities: [0, 0.05, 0.1, 0.25, 0.5, 0.77, 0.9, 0.99, 1],
      expected: [0.2, 0.455, 0.71, 2.075, 4.4, 7.686, 10.82, 12.331999999999999, 12.5]),
    Reference(values: [5, 1], probabilities: [0.1, 0.5, 0.9], expected: [1.4, 3, 4.6]),
    Reference(values: [-7.5, -1e-3, 2e9, 8], probabilities: [0.3, 0.6], expected: [-0.7509, 6.3998]),
    Reference(values: [42], probabilities: [0, 0.3, 1], expected: [42, 42, 42]),
  ]

  @Test("Every value agrees with NumPy", arguments: references)
  func reference(reference: Reference) throws {
    for (probability, expected) in zip(reference.probabilities, reference.expected) {
      let value = try #require(Quantile.value(probability, of: reference.values))
      #expect(isClose(value, expected), "at \(probability)")
    }
  }

  @Test("An empty sample has no quantile")
  func emptySample() {
    #expect(Quantile.value(0.5, of: []) == nil)
    #expect(Quantile.median(of: []) == nil)
  }

  @Test(
    "A probability outside of 0 to 1 is clamped",
    arguments: [(-1.0, 1.0), (2.0, 3.0), (-Double.infinity, 1.0), (Double.infinity, 3.0)])
  func clampedProbability(probability: Double, expected: Double) {
    #expect(Quantile.value(probability, of: [3, 1, 2]) == expected)
  }

  @Test("The median is the middle of an odd count and the mean of the middle two of an even one")
  func median() {
    #expect(Quantile.median(of: [9, 1, 4]) == 4)
    #expect(Quantile.median(of: [9, 1, 4, 5]) == 4.5)
  }

  @Test("The quantile of equal values is that value, to the last bit")
  func equalValues() {
    var random = SplitMix64(seed: 1)
    var differing = 0
    for _ in 0..<500 {
      let value = random.number(in: 1e-3...1e9)
      if Quantile.value(random.unit(), of: [value, value, value]) != value { differing += 1 }
    }
    #expect(differing == 0)
  }

  @Test("Values ascend where each is finite and at least the one before")
  func ascending() {
    for values in [[], [1], [1, 1, 2], [-1, 0, 1e300]] { #expect(Quantile.areAscending(values)) }
    for values in [[2, 1], [.nan], [1, .nan, 2], [1, .infinity], [-.infinity, 1]] as [[Double]] {
      #expect(!Quantile.areAscending(values))
    }
  }

  @Test("The descending order keeps equal values as they are")
  func descending() {
    #expect(Quantile.descendingOrder(of: [1, 3, 2, 3, .infinity, 1]) == [4, 1, 3, 2, 0, 5])
    #expect(Quantile.descendingOrder(of: []).isEmpty)
  }

  @Test("A quantile never falls as the probability grows and stays within the sample")
  func monotonic() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<200 {
      let sorted = random.times(Int(1 + random.next() % 40)).sorted()
      var previous = try #require(sorted.first)
      let largest = try #require(sorted.last)
      for step in 0...50 {
        let value = try #require(Quantile.value(Double(step) / 50, ofSorted: sorted))
        // A product and a sum round, by a part in 2⁵²; the ends are never passed.
        if value < previous * (1 - 1e-15) || value > largest { Issue.record("\(value) after \(previous)") }
        previous = value
      }
    }
  }
}
