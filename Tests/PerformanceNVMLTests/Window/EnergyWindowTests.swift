import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("Energy has a value when the counter is fine enough")
struct EnergyWindowTests {
  @Test("It is off by at most one step at each end, whatever the phase of the steps")
  func precision() throws {
    var random = SplitMix64(seed: 13)
    for _ in 0..<400 {
      let period = UInt64(random.number(in: 10e6...100e6))
      var board = SimulatedBoard(period: period, phase: UInt64(random.number(in: 1...Double(period))))
      board.load = random.number(in: 100...700)
      board.wait(nanoseconds: UInt64(random.number(in: 0...1e9)))
      let start = board.caught(for: .start)
      let seconds = random.number(in: 5.1...12)
      board.work(nanoseconds: UInt64(seconds * 1e9))
      let end = board.caught(for: .end)
      let joules = try #require(EnergyWindow.joules(from: start, to: end).value)
      let step = Double(period) / 1e9 * board.load
      #expect(abs(joules - seconds * board.load) <= 2 * step + 0.002)
    }
  }

  @Test("Steps caught at both ends leave the idling of one step in, and nothing else")
  func caughtSteps() throws {
    var random = SplitMix64(seed: 14)
    for _ in 0..<400 {
      let period = UInt64(random.number(in: 20e6...100e6))
      var board = SimulatedBoard(period: period, phase: UInt64(random.number(in: 1...Double(period))))
      let start = board.caught(for: .start)
      board.work(nanoseconds: 6_000_000_000)
      let end = board.caught(for: .end)
      let excess = try #require(EnergyWindow.joules(from: start, to: end).value) - 6 * board.load
      #expect(excess > -0.1 && excess <= (Double(period) / 1e9 + 0.002) * board.idle + 0.01)
    }
  }

  @Test("A window of less than five seconds is too short")
  func shortWindow() {
    #expect(joules(4.99, 0.01).reason == "insufficient resolution: the window is 4.99 s long, and 5 s are needed")
    #expect(joules(5, 0.01).value == 1000)
  }

  @Test("A window of fewer than fifty steps is too short")
  func fewSteps() {
    #expect(
      joules(6, 0.125).reason
        == "insufficient resolution: the window has 48 steps of the energy counter of 0.125 s each, and 50 are needed")
    #expect(joules(6.25, 0.125).value == 1000)
    #expect(joules(5, 0.1).value == 1000)
  }

  @Test("The slower of two ends counts, and one without a step does not")
  func slowerEnd() {
    #expect(joules(6, 0.01, 0.2).value == nil)
    #expect(joules(6, 0.2, 0.01).value == nil)
    #expect(joules(6, nil, 0.1).value == 1000)
    #expect(joules(6, 0.1, nil).value == 1000)
  }

  @Test("Without two steps at either end it is unavailable")
  func withoutSteps() {
    let reading = joules(60, nil, nil)
    #expect(reading.reason == "insufficient resolution: not seen")
    #expect(!reading.isInvalid)
  }

  @Test("A counter that decreased is invalid, however short the window")
  func decreased() {
    let reading = EnergyWindow.joules(from: tick(0, 500, 0.1), to: tick(1, 20.5, 0.1))
    #expect(
      reading
        == .invalid("the energy counter went back from 500 J to 20.5 J: the driver was loaded again"))
  }

  @Test("A counter that stands still gives no energy of zero")
  func frozen() {
    let reading = EnergyWindow.joules(from: tick(0, 500, 0.1), to: tick(10, 500, 0.1))
    #expect(reading == .unavailable("insufficient resolution: the energy counter did not move"))
  }

  @Test("A reading that failed gives its own reason")
  func failedReading() {
    let broken = EnergyTick(time: 0, energy: .invalid("lost"), period: .invalid("lost"))
    #expect(EnergyWindow.joules(from: broken, to: tick(10, 1, 0.1)) == .invalid("lost"))
    #expect(EnergyWindow.joules(from: tick(0, 1, 0.1), to: broken) == .invalid("lost"))
  }

  @Test("A window is as long as fifty steps, and at least five seconds")
  func length() {
    #expect(EnergyWindow.length(for: .value(0.02)) == 5)
    #expect(EnergyWindow.length(for: .value(0.2)) == 12)
    #expect(EnergyWindow.length(for: .unavailable("not seen")) == 15)
    #expect(EnergyWindow.length(after: EnergyTick(time: 0, energy: .unavailable("x"), period: .unavailable("x"))) == 5)
    #expect(EnergyWindow.length(after: EnergyTick(time: 0, energy: .value(1), period: .value(0.2))) == 12)
  }

  private func joules(_ seconds: Double, _ first: Double?, _ last: Double?) -> Reading<Double> {
    EnergyWindow.joules(from: tick(0, 500, first), to: tick(seconds, 1500, last))
  }

  private func joules(_ seconds: Double, _ period: Double) -> Reading<Double> { joules(seconds, period, period) }

  private func tick(_ seconds: Double, _ joules: Double, _ period: Double?) -> EnergyTick {
    EnergyTick(
      time: UInt64(seconds * 1e9), energy: .value(joules),
      period: period.map { .value($0) } ?? .unavailable("not seen"))
  }
}
