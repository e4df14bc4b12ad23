import PerformanceStatistics
import PerformanceTestSupport
import Testing

@Suite("The slopes between pairs of points")
struct PairwiseSlopesTests {
  private static func slopes(_ points: [(Double, Double)]) throws -> PairwiseSlopes {
    try #require(PairwiseSlopes(points.map { (x: $0.0, y: $0.1) }))
  }

  @Test("are all of them, and their median is the slope of a line with a far point")
  func median() throws {
    let line = try Self.slopes([(0, 1), (1, 3), (2, 5), (3, 7), (4, 900)])
    #expect(line.count == 10 && line.median == 2)
    // 1, 4 and 2.5.
    let three = try Self.slopes([(2, 7), (0, 2), (1, 3)])
    #expect(three.count == 3 && three.median == 2.5 && three.range(excluding: 0) == 1...4)
    // 1, 2, 4 and the slopes between them: 1, 3/2, 7/3, 2, 3, 4.
    #expect(try Self.slopes([(0, 0), (1, 1), (2, 3), (3, 7)]).median == (2 + 7.0 / 3) / 2)
  }

  @Test("have a range without the outermost, of which one or two always remain")
  func range() throws {
    let four = try Self.slopes([(0, 0), (1, 1), (2, 3), (3, 7)])
    #expect(four.range(excluding: 1) == 1.5...3 && four.range(excluding: 2) == 2...(7.0 / 3))
    #expect(four.range(excluding: 99) == four.range(excluding: 2))
    #expect(try Self.slopes([(0, 0), (1, 5)]).range(excluding: 3) == 5...5)
  }

  @Test("are none between points of one x, and none without a number")
  func equal() throws {
    #expect(PairwiseSlopes([]) == nil && PairwiseSlopes([(1, 2)]) == nil && PairwiseSlopes([(1, 2), (1, 3)]) == nil)
    let slopes = try Self.slopes([(1, 2), (1, 3), (2, 4)])
    #expect(slopes.count == 2 && slopes.range(excluding: 0) == 1...2)
    // The difference of the outer ones is infinite in both directions.
    let huge = try Self.slopes([(-1.7e308, -1.7e308), (0, 0), (1.7e308, 1.7e308)])
    #expect(huge.count == 2 && huge.median == 1)
  }

  @Test("of many points are selected as from all of them in order", arguments: [1, 4, 1_000_000] as [UInt64])
  func many(levels: UInt64) throws {
    var random = SplitMix64(seed: levels)
    // Few levels have many equal slopes.
    let points = (0..<150).map { (Double($0), Double(random.next() % levels)) }
    let slopes = try Self.slopes(points)
    let all = points.indices.flatMap { first in
      points[(first + 1)...].map { ($0.1 - points[first].1) / ($0.0 - points[first].0) }
    }.sorted()
    #expect(slopes.count == all.count && slopes.median == Quantile.median(of: all))
    for excluded in [0, 1, 40, 2_000, 5_586] {
      #expect(slopes.range(excluding: excluded) == all[excluded]...all[all.count - 1 - excluded], "\(excluded)")
    }
  }
}
