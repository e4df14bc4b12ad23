import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("The energy counter is read as it moves")
struct EnergyTickTests {
  @Test("A step has its time, and the time between two steps")
  func step() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<500 {
      let period = UInt64(random.number(in: 5e6...124e6))
      var board = SimulatedBoard(period: period, phase: UInt64(random.number(in: 1e6...Double(period))))
      let side: EnergyTick.Side = random.unit() < 0.5 ? .start : .end
      let tick = board.caught(for: side)
      let late = (tick.time - board.phase) % period
      #expect(late < 1_100_000, "the moment is that of a step, or up to one pause later")
      #expect(abs(try #require(tick.period.value) - Double(period) / 1e9) < 0.0022)
      #expect(tick.energy.value == board.energy(until: tick.time - late).flooredToMillijoules)
    }
  }

  @Test("Before the work the later of two steps counts, after it the earlier one")
  func side() {
    var first = SimulatedBoard(period: 100_000_000, phase: 30_000_000)
    #expect(first.caught(for: .start).time / 1_000_000 == 130)
    var second = SimulatedBoard(period: 100_000_000, phase: 30_000_000)
    #expect(second.caught(for: .end).time / 1_000_000 == 30)
  }

  @Test(
    "Waiting ends after a quarter of a second, whatever the counter does", arguments: [EnergyTick.Side.start, .end])
  func timeout(side: EnergyTick.Side) {
    var random = SplitMix64(seed: 12)
    for _ in 0..<300 {
      let period = UInt64(random.number(in: 1e6...2e9))
      var board = SimulatedBoard(period: period, phase: UInt64(random.number(in: 1...Double(period))))
      board.readTime = UInt64(random.number(in: 1e3...20e6))
      _ = board.caught(for: side)
      #expect(board.now <= EnergyTick.patience + 1_000_000 + 2 * board.readTime)
    }
  }

  @Test("A counter that does not move is read without a step")
  func frozen() {
    var board = SimulatedBoard(period: 1_000_000_000, phase: 900_000_000)
    let tick = board.caught(for: .start)
    #expect(tick.energy == .value(0))
    #expect(tick.period == .unavailable("the energy counter moved fewer than two times in 250 ms"))
    #expect(board.now >= EnergyTick.patience)
  }

  @Test("A step too late for a second one ends the wait")
  func lateStep() {
    var board = SimulatedBoard(period: 200_000_000, phase: 150_000_000)
    let tick = board.caught(for: .start)
    #expect(board.now < 152_000_000)
    #expect(tick.time == board.now)
    #expect(tick.period.value == nil)
  }

  @Test(
    "A counter that fails gives no step",
    arguments: [Reading<Double>.unavailable("no counter"), .invalid("lost")])
  func lostCounter(answer: Reading<Double>) {
    for answers in [0, 3] {
      var reads = 0
      let tick = EnergyTick.caught(for: .start, clock: { UInt64(reads) * 1000 }, pause: {}) {
        reads += 1
        return reads <= answers ? .value(Double(reads / 3)) : answer
      }
      #expect(reads == answers + 1)
      #expect(tick.energy == answer)
      #expect(tick.period == answer)
    }
  }
}

extension Double {
  /// The number in whole thousandths.
  fileprivate var flooredToMillijoules: Double { (self * 1000).rounded(.down) / 1000 }
}
