import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("Tests of many series")
struct FalseDiscoveryTests {
  @Test("The example of Benjamini and Hochberg has four discoveries")
  func published() {
    let probabilities = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
    ]
    #expect(FalseDiscovery.accepted(probabilities.reversed()).reversed().prefix { $0 }.count == 4)
  }

  @Test("Of a thousand series without a trend hardly one is called drifting")
  func chance() {
    var random = SplitMix64(seed: 3)
    let accepted = (0..<50).map { _ in FalseDiscovery.accepted((0..<1_000).map { _ in random.unit() }).count { $0 } }
    #expect(accepted.count { $0 > 0 } <= 7)
  }

  @Test("One test counts as it would alone, and none of none")
  func few() {
    #expect(FalseDiscovery.accepted([0.04]) == [true])
    #expect(FalseDiscovery.accepted([0.06]) == [false])
    #expect(FalseDiscovery.accepted([]).isEmpty)
  }
}
