import PerformanceNVML

/// A board with one power while it works and another while it idles, whose energy counter moves in steps.
struct SimulatedBoard {
  /// Nanoseconds between two steps of the counter.
  var period: UInt64
  /// When the first step comes, in nanoseconds.
  var phase: UInt64
  /// While it works, in watts.
  var load = 500.0
  /// While it idles, in watts.
  var idle = 80.0
  /// Nanoseconds that a read of the counter takes.
  var readTime: UInt64 = 20_000
  /// The clock, in nanoseconds; it moves when the board is read, waited for or worked with.
  private(set) var now: UInt64 = 0
  /// The times in which it worked.
  private var work: [Range<UInt64>] = []

  init(period: UInt64, phase: UInt64) {
    self.period = period
    self.phase = phase
  }

  /// Works for some time.
  mutating func work(nanoseconds: UInt64) {
    work.append(now..<now + nanoseconds)
    now += nanoseconds
  }

  /// Lets time pass.
  mutating func wait(nanoseconds: UInt64) { now += nanoseconds }

  /// The counter, in joules, in whole millijoules as the driver gives it.
  mutating func read() -> Reading<Double> {
    now += readTime
    let stepped = now < phase ? 0 : phase + (now - phase) / period * period
    return .value((energy(until: stepped) * 1000).rounded(.down) / 1000)
  }

  /// The energy used up to a moment, in joules.
  func energy(until moment: UInt64) -> Double {
    let worked = work.reduce(0) { sum, range in
      sum + (moment > range.lowerBound ? min(moment, range.upperBound) - range.lowerBound : 0)
    }
    return (Double(worked) * load + Double(moment - worked) * idle) / 1e9
  }

  /// Catches a step as the measurement does.
  mutating func caught(for side: EnergyTick.Side) -> EnergyTick {
    var board = self
    defer { self = board }
    return withUnsafeMutablePointer(to: &board) { board in
      EnergyTick.caught(
        for: side, clock: { board.pointee.now }, pause: { board.pointee.wait(nanoseconds: 1_000_000) },
        read: { board.pointee.read() })
    }
  }
}
