import Foundation
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("How fast something grows")
struct GrowthTests {
  private static let week = 604_800.0

  /// Weeks with one addition each.
  private static func weekly(_ amounts: [Double]) -> [(time: Double, amount: Double)] {
    amounts.enumerated().map { (time: (Double($0) + 0.5) * week, amount: $1) }
  }

  /// Runs on weekdays at random hours, of random sizes around 1.
  private static func runs(days: Int, aDay: Int, seed: UInt64) -> [(time: Double, amount: Double)] {
    var random = SplitMix64(seed: seed)
    return (0..<days).flatMap { day -> [(time: Double, amount: Double)] in
      guard day % 7 < 5 else { return [] }
      let count = Int(random.unit() * Double(2 * aDay + 1))
      return (0..<count).map { _ in
        (time: (Double(day) + random.unit()) * 86_400, amount: exp(random.number(in: -0.7...0.7)))
      }
    }
  }

  @Test("A steady growth has its rate without a spread, and reaches a limit when its gap is filled")
  func steady() throws {
    let growth = try #require(Growth(Self.weekly([5, 5, 5, 5, 5, 5]), now: 6 * Self.week))
    #expect(growth.perWeek == 5 && growth.interval == 5...5 && growth.isCertain && growth.weeks == 5)
    #expect(growth.crossing(of: 20) == Crossing(distance: 4, interval: 4...4))
    #expect(growth.crossing(of: 0)?.distance == 0 && growth.crossing(of: -1)?.distance == 0)
  }

  @Test("Three weeks are too few, and of many the newest twelve count")
  func weeks() throws {
    #expect(Growth(Self.weekly([5, 5, 5, 5]), now: 4 * Self.week) == nil)
    #expect(Growth(Self.weekly([5, 5, 5, 5]), now: 4.5 * Self.week)?.weeks == 4)
    #expect(Growth([], now: 0) == nil)
    let later = Array(repeating: 1.0, count: 20) + Array(repeating: 3, count: 12)
    let growth = try #require(Growth(Self.weekly(later), now: 32 * Self.week))
    #expect(growth.weeks == 12 && growth.perWeek == 3)
  }

  @Test("What the first run brought at once is no growth")
  func firstRun() throws {
    let additions = Self.weekly([900, 0, 0, 0, 0, 0, 0])
    let growth = try #require(Growth(additions, now: 7 * Self.week))
    #expect(growth.perWeek == 0 && !growth.isCertain && growth.crossing(of: 10) == nil)
  }

  @Test("Idle weeks since the last addition count")
  func idle() throws {
    let growth = try #require(Growth(Self.weekly([4, 4, 4]), now: 12 * Self.week))
    #expect(growth.perWeek == 0 && growth.crossing(of: 10) == nil)
  }

  @Test("One large week moves the rate little, and says that nothing is certain")
  func outlier() throws {
    let growth = try #require(Growth(Self.weekly([0, 2, 2, 2, 2, 90, 2, 2, 2, 2, 2, 2, 2]), now: 13 * Self.week))
    #expect(growth.perWeek < 12, "\(growth)")
    #expect(!growth.isCertain && growth.crossing(of: 10) == nil)
  }

  @Test("A date is at most a year ahead, and its end at most two")
  func horizon() throws {
    let steady = try #require(Growth(Self.weekly(Array(repeating: 1, count: 10)), now: 10 * Self.week))
    #expect(steady.crossing(of: 52) != nil && steady.crossing(of: 53) == nil)
    let uneven = try #require(Growth(Self.weekly([0, 1, 3, 1, 2.6, 0.4, 2, 1, 3]), now: 9 * Self.week))
    #expect(uneven.isCertain && uneven.crossing(of: 20) != nil && uneven.crossing(of: 86) == nil, "\(uneven)")
  }

  @Test("The ends of an interval are where the band of a prediction has the gap")
  func ends() throws {
    let growth = try #require(Growth(Self.weekly([0, 5, 8, 6, 9, 7, 5, 8, 6]), now: 9 * Self.week))
    let half = growth.interval.upperBound - growth.perWeek
    let gap = 40.0
    let crossing = try #require(growth.crossing(of: gap))
    // The growth differs by `half` a week, and what each week adds by as much as the weeks before differed.
    func width(_ weeks: Double) -> Double { half * (weeks * weeks + weeks * Double(growth.weeks)).squareRoot() }
    let (first, last) = (crossing.interval.lowerBound, crossing.interval.upperBound)
    #expect(abs(growth.perWeek * first + width(first) - gap) < 1e-9)
    #expect(abs(growth.perWeek * last - width(last) - gap) < 1e-9)
  }

  @Test("The interval covers the later date in nine of ten made histories or more")
  func coverage() {
    var (said, covered) = (0, 0)
    let days = 63
    for seed in 0..<300 as Range<UInt64> {
      let all = Self.runs(days: days * 3, aDay: 4, seed: 50 + seed)
      let now = Double(days) * 86_400
      // The mean of the sizes is sinh(0.7) / 0.7.
      let gap = 4.0 * 5 / 7 * sinh(0.7) / 0.7 * Double(days)
      guard let crossing = Growth(all.filter { $0.time < now }, now: now)?.crossing(of: gap) else { continue }
      var total = 0.0
      let reached = all.filter { $0.time >= now }.sorted { $0.time < $1.time }.first { addition in
        total += addition.amount
        return total >= gap
      }
      said += 1
      // A weekend adds nothing.
      let weeks = reached.map { ($0.time - now) / Self.week } ?? .infinity
      covered += (crossing.interval.lowerBound - 0.3...crossing.interval.upperBound + 0.3).contains(weeks) ? 1 : 0
    }
    #expect(said > 250 && Double(covered) >= 0.9 * Double(said) && covered < said, "\(covered) of \(said)")
  }
}
