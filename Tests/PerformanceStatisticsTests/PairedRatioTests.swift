import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("The ratio of two costs that were measured in turn")
struct PairedRatioTests {
  private static let base = Array(repeating: 100.0, count: 30)

  @Test("is that of undisturbed samples, whatever the noise on either side", arguments: [1.0, 1.1, 1.3, 2])
  func noise(factor: Double) throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let (first, second) = (random.times(30), random.times(30))
      let ratio = try #require(PairedRatio.estimate(first.map { $0 * factor }, second))
      #expect(abs(ratio / factor - 1) < 0.03, "\(ratio)")
    }
  }

  @Test("is unmoved by interruptions that always hit the samples of one body")
  func resonance() throws {
    // In the order ABBA every fourth sample is one of the first body.
    let first = Self.base.indices.map { $0.isMultiple(of: 2) ? 100.0 : 260 }
    #expect(try #require(PairedRatio.estimate(first, Self.base)) == 1)
  }

  @Test("is unmoved by one sample that is far too short")
  func lucky() throws {
    #expect(try #require(PairedRatio.estimate([40] + Self.base.dropFirst(), Self.base)) == 1)
  }

  @Test("follows machine states that hit both bodies of a pair")
  func states() throws {
    let states = Self.base.indices.map { $0 < 20 ? 1.8 : 1 }
    let (first, second) = (states.map { 130 * $0 }, states.map { 100 * $0 })
    #expect(isClose(try #require(PairedRatio.estimate(first, second)), 1.3))
  }

  @Test("is none without samples and for samples that are not positive")
  func unusable() {
    #expect(PairedRatio.estimate([], []) == nil)
    #expect(PairedRatio.estimate([1], []) == nil)
    for value in [0, -1, .nan, .infinity] { #expect(PairedRatio.estimate([value], [1]) == nil) }
    #expect(PairedRatio.estimate([3], [2]) == 1.5)
  }
}
