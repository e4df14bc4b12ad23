/// The energy counter at a moment when it moved.
///
/// The counter moves in steps, every 10 to 100 ms depending on the board (ML.ENERGY's Zeus and PAPI issue 525 describe
/// both). A value read at any other moment is up to one step old; one read just as it moved is fresh.
package struct EnergyTick: Hashable, Sendable {
  /// Which end of a window the tick is wanted for.
  package enum Side: Hashable, Sendable {
    /// Before the work: the latest tick, so that as little as possible of the idling before the work is in the window.
    case start
    /// After the work: the earliest tick, for the same reason.
    case end
  }

  /// How long the counter is watched, in nanoseconds: two steps of the slowest boards known, and a half.
  package static let patience: UInt64 = 250_000_000

  /// When it was read, in nanoseconds of the monotonic clock.
  package var time: UInt64
  /// The counter, in joules.
  package var energy: Reading<Double>
  /// The time between two of its steps, in seconds; unavailable when fewer than two were seen.
  package var period: Reading<Double>

  /// A tick from its parts.
  package init(time: UInt64, energy: Reading<Double>, period: Reading<Double>) {
    self.time = time
    self.energy = energy
    self.period = period
  }

  /// Watches the counter until it has moved twice or the patience is over.
  /// - Parameters:
  ///   - side: which of two ticks is wanted.
  ///   - clock: the monotonic clock, in nanoseconds.
  ///   - pause: waits between two reads; its length is how exact times of ticks are.
  ///   - read: reads the counter, in joules.
  package static func caught(
    for side: Side, clock: () -> UInt64, pause: () -> Void, read: () -> Reading<Double>
  ) -> EnergyTick {
    let begin = clock()
    var latest = (time: begin, energy: read())
    var ticks: [(time: UInt64, energy: Reading<Double>)] = []
    while latest.energy.value != nil, ticks.count < 2, clock() - begin < patience {
      pause()
      let energy = read()
      let now = (time: clock(), energy: energy)
      if energy != latest.energy { ticks.append(now) }
      latest = now
      // A step of more than half the patience: the next one comes too late, and waiting for it would only add idling.
      if ticks.count == 1, ticks[0].time - begin > patience / 2 { break }
    }
    // Without a reading there is no tick, whatever was seen before.
    guard latest.energy.value != nil else {
      return EnergyTick(time: latest.time, energy: latest.energy, period: latest.energy)
    }
    let tick = (side == .start ? ticks.last : ticks.first) ?? latest
    return EnergyTick(time: tick.time, energy: tick.energy, period: period(of: ticks))
  }

  private static func period(of ticks: [(time: UInt64, energy: Reading<Double>)]) -> Reading<Double> {
    guard ticks.count == 2 else {
      return .unavailable("the energy counter moved fewer than two times in \(patience / 1_000_000) ms")
    }
    return .value(Double(ticks[1].time - ticks[0].time) / 1e9)
  }
}
