/// The energy counter at a time when it advanced.
///
/// The counter advances in steps, every 10 to 100 ms depending on the board (see ML.ENERGY's Zeus and PAPI issue 525).
/// A value read at any other time is up to one step old; one read just after a step is current.
package struct EnergyTick: Hashable, Sendable {
  /// The end of a window that the tick belongs to.
  package enum Side: Hashable, Sendable {
    /// Before the work: the latest tick, to keep idling before the work out of the window.
    case start
    /// After the work: the earliest tick, for the same reason.
    case end
  }

  /// How long the counter is watched, in nanoseconds: two and a half steps of the slowest known boards.
  package static let patience: UInt64 = 250_000_000

  /// The time of the read, in nanoseconds of the monotonic clock.
  package var time: UInt64
  /// The counter, in joules.
  package var energy: Reading<Double>
  /// The time between two of its steps, in seconds; unavailable when fewer than two were observed.
  package var period: Reading<Double>

  package init(time: UInt64, energy: Reading<Double>, period: Reading<Double>) {
    self.time = time
    self.energy = energy
    self.period = period
  }

  /// Watches the counter until it has advanced twice or the patience is over.
  /// - Parameters:
  ///   - side: which of two ticks is returned.
  ///   - clock: the monotonic clock, in nanoseconds.
  ///   - pause: waits between two reads; its duration is the precision of the ticks.
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
      // A step of more than half the patience: the next one would come too late, and waiting would only add idling.
      if ticks.count == 1, ticks[0].time - begin > patience / 2 { break }
    }
    // Without a current reading there is no tick, whatever was read before.
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
