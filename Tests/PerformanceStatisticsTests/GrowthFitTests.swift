import Foundation
import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("The growth of costs with a size")
struct GrowthFitTests {
  private static let sizes = [100.0, 300, 1_000, 3_000, 10_000, 30_000, 100_000]
  private static let linear = GrowthModel(power: 1)
  private static let linearithmic = GrowthModel(power: 1, logarithms: 1)
  private static let quadratic = GrowthModel(power: 2)

  private static func points(_ sizes: [Double] = sizes, _ cost: (Double) -> Double) -> [GrowthFit.Point] {
    sizes.map { GrowthFit.Point(size: $0, cost: cost($0)) }
  }

  /// The interval of a fit beside what is expected of the model.
  private static func excess(_ points: [GrowthFit.Point], _ model: GrowthModel) throws -> ClosedRange<Double> {
    let fit = try #require(GrowthFit(points, beside: model))
    return (fit.lower - fit.expected)...(fit.upper - fit.expected)
  }

  @Test("that follows a model has the exponent of the model, with an interval of no width")
  func exact() throws {
    for model in [Self.linear, Self.linearithmic, Self.quadratic, GrowthModel(power: 0)] {
      let fit = try #require(GrowthFit(Self.points { 7 * model.cost(of: $0) }, beside: model))
      #expect(abs(fit.exponent - fit.expected) < 1e-12 && fit.upper - fit.lower < 1e-12)
    }
    let fit = try #require(GrowthFit(Self.points { $0 * $0 }, beside: Self.linear))
    #expect(isClose(fit.exponent, 2) && fit.expected == 1 && fit.smallest == 300 && fit.largest == 100_000)
  }

  @Test("distinguishes linear, linearithmic and quadratic costs, in noise too", arguments: [0, 0.02, 0.05])
  func classes(noise: Double) throws {
    var random = SplitMix64(seed: 11)
    func noisy(_ model: GrowthModel) -> [GrowthFit.Point] {
      Self.points { model.cost(of: $0) * (1 + noise * random.unit()) }
    }
    for _ in 0..<100 {
      let same = try Self.excess(noisy(Self.linear), Self.linear)
      #expect(same.lowerBound < 0.04 && same.upperBound > -0.04)
      #expect(try Self.excess(noisy(Self.linear), Self.linearithmic).upperBound < -0.05)
      #expect(try Self.excess(noisy(Self.linearithmic), Self.linear).lowerBound > 0.05)
      #expect(try Self.excess(noisy(Self.linearithmic), Self.quadratic).upperBound < -0.8)
      #expect(try Self.excess(noisy(Self.quadratic), Self.linearithmic).lowerBound > 0.8)
    }
  }

  @Test("is seen though every size costs something besides", arguments: [0.0, 1e3, 1e4, 1e6])
  func fixedCost(fixed: Double) throws {
    #expect(try Self.excess(Self.points { fixed + $0 * $0 }, Self.linearithmic).lowerBound > 0.3)
    #expect(try Self.excess(Self.points { fixed + $0 }, Self.linear).upperBound <= 1e-12)
  }

  @Test("is moved little by one cost that is far off")
  func outlier() throws {
    for index in Self.sizes.indices {
      var points = Self.points { $0 }
      points[index].cost *= 1.9
      let fit = try #require(GrowthFit(points, beside: Self.linear))
      #expect(abs(fit.exponent - 1) < 1e-9)
    }
  }

  @Test("has an interval with the coverage that it says")
  func coverage() throws {
    for sizes in [Array(Self.sizes.prefix(4)), Self.sizes] {
      var random = SplitMix64(seed: 5)
      // Costs that do not grow, so that no size is left out.
      let fits = (0..<2_000).compactMap { _ in
        GrowthFit(Self.points(sizes) { _ in exp(random.unit()) }, beside: GrowthModel(power: 0))
      }
      let covered = fits.count { ($0.lower...$0.upper).contains(0) }
      let coverage = try #require(fits.first).coverage
      #expect(abs(Double(covered) / 2_000 - coverage) < 0.03, "\(covered) of 2000, said \(coverage)")
    }
  }

  @Test("takes the middle cost of equal sizes, and leaves out what has no logarithm")
  func degenerate() throws {
    let costs = Self.points([10, 100, 1_000, 10_000]) { $0 }
    let more = [(10.0, 9.0), (10, 11), (0, 5), (-1, 5), (50, 0), (50, .nan), (.infinity, 1)]
    let points = costs + more.map { GrowthFit.Point(size: $0, cost: $1) }
    let fit = try #require(GrowthFit(points, beside: Self.linear))
    #expect(fit == GrowthFit(costs, beside: Self.linear))
    #expect(GrowthFit([], beside: Self.linear) == nil)
    #expect(GrowthFit(Self.points([10, 10, 0]) { $0 + 1 }, beside: Self.linear) == nil)
  }

  @Test("has the exact distribution of inversions")
  func inversions() {
    #expect(InversionCounts.distribution(of: 1) == [1])
    let counts = [1.0, 3, 5, 6, 5, 3, 1]
    #expect(zip(InversionCounts.distribution(of: 4), counts).allSatisfy { isClose($0, $1 / 24) })
    #expect(isClose(InversionCounts.distribution(of: 9).reduce(0, +), 1))
  }

  @Test("of a model over a range is that of a power")
  func models() {
    #expect(isClose(Self.quadratic.exponent(from: 10, to: 1_000), 2))
    let linearithmic = Self.linearithmic.exponent(from: 100, to: 100_000)
    #expect((1.1..<1.15).contains(linearithmic), "\(linearithmic)")
    #expect(Self.linearithmic.cost(of: 1) == 1)
  }
}
