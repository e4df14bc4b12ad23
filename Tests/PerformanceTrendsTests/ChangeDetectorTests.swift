import Foundation
import PerformanceTestSupport
import PerformanceTrends
import Testing

@Suite("The changes of a series")
struct ChangeDetectorTests {
  @Test("are those that a plain implementation finds", arguments: try ChangeFixture.all())
  func fixture(fixture: ChangeFixture) {
    let changes = ChangeDetector.changes(in: fixture.values)
    #expect(changes.confirmed == fixture.confirmed)
    #expect(changes.provisional == fixture.provisional)
    #expect(changes.minor == fixture.minor)
    #expect(changes.filter { $0.certainty == .confirmed }.map(\.wentAway) == fixture.wentAway)
    #expect(changes.allSatisfy { $0.last == $0.index - 1 })
  }

  // MARK: - Steps

  @Test("have their index, the levels of both sides, the ratio and the effect")
  func step() throws {
    let values = zip(Series.noise(60, level: 0, seed: 1), 0..<60).map { $0 + ($1 < 40 ? 1_000 : 1_100) }
    let change = try #require(ChangeDetector.changes(in: values).first)
    #expect(change.index == 40 && change.last == 39 && change.certainty == .confirmed && !change.wentAway)
    #expect(abs(change.before - 1_000) < 3 && abs(change.after - 1_100) < 3)
    #expect(try abs(#require(change.ratio) - 1.1) < 0.005)
    #expect(change.effect(.lowerIsBetter) == .regression && change.effect(.higherIsBetter) == .improvement)
    let back = try #require(ChangeDetector.changes(in: values.reversed()).first)
    #expect(back.index == 20 && back.effect(.lowerIsBetter) == .improvement)
    #expect(back.effect(.higherIsBetter) == .regression)
  }

  @Test("of ten percent are found within one point, and of two percent mostly, in quiet noise")
  func power() {
    var found = [0, 0]
    for seed in 0..<100 as Range<UInt64> {
      let noise = Series.noise(100, deviation: 10, seed: 100 + seed)
      let position = 30 + Int(seed % 40)
      for (index, size) in [1.1, 1.02].enumerated() {
        let values = noise.enumerated().map { $1 * ($0 < position ? 1 : size) }
        let confirmed = ChangeDetector.changes(in: values).confirmed
        if confirmed.contains(where: { abs($0 - position) <= 1 }) { found[index] += 1 }
      }
    }
    #expect(found[0] >= 99 && found[1] >= 80, "\(found)")
  }

  @Test("are provisional with three to five points after them, and confirmed with six")
  func certainty() {
    let noise = Series.noise(46, seed: 3)
    func changes(_ after: Int) -> [ChangePoint] {
      ChangeDetector.changes(in: noise.prefix(40) + noise.suffix(after).map { $0 * 1.2 })
    }
    #expect(changes(2).isEmpty)
    for after in 3...5 { #expect(changes(after).provisional == [40] && changes(after).confirmed.isEmpty) }
    #expect(changes(6).confirmed == [40])
  }

  @Test("are in the same places in another unit, below 0 and in the other direction")
  func units() throws {
    for fixture in try ChangeFixture.all() {
      let changes = ChangeDetector.changes(in: fixture.values)
      for (factor, offset) in [(1_024.0, 0.0), (0.25, 0), (1, -8_192), (-1, 0)] {
        let moved = ChangeDetector.changes(in: fixture.values.map { $0 * factor + offset })
        #expect(moved.map(\.index) == changes.map(\.index), "\(fixture.name)")
        #expect(moved.map(\.certainty) == changes.map(\.certainty), "\(fixture.name)")
      }
    }
  }

  @Test("have a ratio only between amounts")
  func ratios() {
    func ratio(_ before: Double, _ after: Double) -> Double? {
      ChangePoint(last: 1, index: 2, before: before, after: after, certainty: .confirmed).ratio
    }
    #expect(ratio(2, 3) == 1.5 && ratio(2, 0) == 0)
    #expect(ratio(0, 3) == nil && ratio(-2, 3) == nil && ratio(2, -3) == nil)
    let fromZero = ChangeDetector.changes(in: Array(repeating: 0, count: 12) + Array(repeating: 7, count: 12))
    #expect(fromZero.confirmed == [12] && fromZero.first?.ratio == nil)
  }

  // MARK: - No steps

  @Test("are none in noise, whatever its distribution")
  func noise() {
    var reported = 0
    for seed in 0..<100 as Range<UInt64> {
      let normal = Series.noise(100, seed: 1_000 + seed)
      let shapes: [(Double) -> Double] = [
        { $0 }, { exp($0 / 10 - 100) }, { 1 / ($0 - 999.9) }, { ($0 / 4).rounded() }, { $0 < 1_001 ? $0 : $0 * 1.4 },
      ]
      for shape in shapes { reported += ChangeDetector.changes(in: normal.map(shape)).count }
    }
    #expect(reported <= 5, "\(reported) in 50 000 points")
  }

  /// The noise of each seed has spikes that would be changes without the test for them.
  @Test("are none where one to three points are spikes, wherever they are", arguments: [40, 42, 47] as [UInt64])
  func spikes(seed: UInt64) {
    let noise = Series.noise(60, seed: seed)
    for width in 1...3 {
      for position in 0...(60 - width) {
        var values = noise
        for index in position..<(position + width) { values[index] *= 1.3 }
        let changes = ChangeDetector.changes(in: values)
        #expect(changes.confirmed.isEmpty && changes.minor.isEmpty, "\(width) at \(position)")
        // Nothing distinguishes it from a change yet.
        let isLast = width > 1 && position + width > 57
        #expect(changes.isEmpty || isLast, "\(width) at \(position)")
      }
    }
  }

  @Test("are none in ramps, two modes and changes of variance")
  func otherShapes() {
    var reported = [0, 0, 0]
    for seed in 0..<30 as Range<UInt64> {
      let noise = Series.noise(100, level: 0, seed: 2_000 + seed)
      let shapes = [
        noise.enumerated().map { 1_000 + $1 + 2 * Double($0) },
        noise.enumerated().map { 1_000 + $1 + ($0 * 7 % 24 < 7 ? 300 : 0) },
        noise.enumerated().map { 1_000 + $1 * ($0 < 50 ? 1 : 3) },
      ]
      for (index, shape) in shapes.enumerated() { reported[index] += ChangeDetector.changes(in: shape).count }
    }
    #expect(reported[0] <= 1 && reported[1] <= 1 && reported[2] <= 6, "\(reported)")
  }

  @Test("are none in constant series, and none in series of fewer than nine points")
  func degenerate() {
    for count in 0...8 {
      let steps = (0..<count).map { $0 * 2 < count ? 100.0 : 200 }
      #expect(ChangeDetector.changes(in: steps).isEmpty)
    }
    for value in [0, 7, -7, 1e300, .leastNonzeroMagnitude, .nan, .infinity] {
      for count in [0, 1, 5, 40] {
        #expect(ChangeDetector.changes(in: Array(repeating: value, count: count)).isEmpty)
      }
    }
  }

  @Test("end for numbers whose differences and squares overflow")
  func overflow() {
    var random = SplitMix64(seed: 30)
    let huge = (0..<60).map { ($0 < 30 ? 1 : -1) * 1.7e308 * random.unit() }
    #expect(ChangeDetector.changes(in: huge).count <= 2)
    let drift = Drift(huge, times: huge, changes: ChangeDetector.changes(in: huge), direction: .lowerIsBetter)
    #expect(drift?.crossing(of: -.greatestFiniteMagnitude)?.distance.isFinite != false)
    let tiny = (0..<60).map { Double($0 < 30 ? 1 : 2) * .leastNonzeroMagnitude }
    #expect(ChangeDetector.changes(in: tiny).map(\.index) == [30])
  }

  @Test("of very short series need equal values on the sides")
  func short() {
    func steps(_ first: Int, _ second: Int) -> [Double] {
      Array(repeating: 1, count: first) + Array(repeating: 2, count: second)
    }
    #expect(ChangeDetector.changes(in: steps(6, 6)).confirmed == [6])
    #expect(ChangeDetector.changes(in: steps(10, 6)).confirmed == [10])
    #expect(ChangeDetector.changes(in: steps(20, 3)).provisional == [20])
    #expect(ChangeDetector.changes(in: (0..<12).map { Double($0 < 6 ? $0 : 1_000 + $0) }).isEmpty)
  }

  // MARK: - Missing values

  @Test("keep their indices where values are not finite, and say which point was the last before them")
  func gaps() throws {
    let noise = Series.noise(50, seed: 8)
    var values: [Double] = []
    for (index, value) in noise.enumerated() {
      if index % 5 == 0 { values.append([.nan, .infinity, -.infinity][index / 5 % 3]) }
      values.append(index < 25 ? value : value * 1.3)
    }
    let change = try #require(ChangeDetector.changes(in: values).first)
    // Five gaps are before the 25 values, and the sixth is between the levels.
    #expect(change.index == 31 && change.last == 29 && change.certainty == .confirmed)
  }

  @Test("that went away have a later level like that of before")
  func wentAway() {
    let noise = Series.noise(60, level: 0, seed: 9)
    func changes(_ levels: [Double]) -> [ChangePoint] {
      ChangeDetector.changes(in: noise.enumerated().map { $1 + levels[$0 / 20] })
    }
    #expect(changes([1_000, 1_100, 1_010]).map(\.wentAway) == [true, false])
    #expect(changes([1_000, 1_100, 1_050]).map(\.wentAway) == [false, false])
    #expect(changes([1_000, 1_100, 1_200]).map(\.wentAway) == [false, false])
  }
}
