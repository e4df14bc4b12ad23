/// The energy of the board between two snapshots, with the requirements on the window.
///
/// With 50 steps of the counter in the window, the step that is lost or added at each end is at most 4 % of the result;
/// with 5 s of load, boards that sample their power for a quarter of the time have averaged it ("Part-time Power
/// Measurements", Yang, Adámek and Armour, SC24).
package enum EnergyWindow {
  /// The shortest window, in seconds.
  package static let shortest = 5.0
  /// The fewest steps of the counter in a window.
  package static let fewestSteps = 50.0
  /// A margin for the estimated step time, which is read once at each end: without it, a read 5 ms late on a busy
  /// machine would leave a counter with steps of 100 ms with 49 steps in the window.
  private static let margin = 1.2

  /// The required length of a window, in seconds, for a counter with this time between two steps.
  ///
  /// An unknown step time is assumed to be the time for which the counter was watched.
  package static func length(for period: Reading<Double>) -> Double {
    max(shortest, margin * fewestSteps * (period.value ?? Double(EnergyTick.patience) / 1e9))
  }

  /// The required length of a window that began with this read, in seconds; an unreported counter requires none.
  package static func length(after start: EnergyTick) -> Double {
    start.energy.value == nil ? shortest : length(for: start.period)
  }

  /// The energy between two reads of the counter, in joules, or the reason why it is unknown.
  ///
  /// Invalid after a reset of the counter, which starts at 0 when the driver is loaded.
  package static func joules(from start: EnergyTick, to end: EnergyTick) -> Reading<Double> {
    start.energy.flatMap { first in
      end.energy.flatMap { last in
        guard last >= first else {
          return .invalid(
            """
            the energy counter went back from \(GPUText.number(first)) J to \(GPUText.number(last)) J: the driver was \
            loaded again
            """)
        }
        if let reason = insufficientResolution(from: start, to: end) { return .unavailable(reason) }
        guard last > first else { return .unavailable("insufficient resolution: the energy counter did not move") }
        return .value(last - first)
      }
    }
  }

  private static func insufficientResolution(from start: EnergyTick, to end: EnergyTick) -> String? {
    let seconds = MonotonicTime.seconds(from: start.time, to: end.time)
    guard seconds >= shortest else {
      return """
        insufficient resolution: the window is \(GPUText.number(seconds)) s long, and \(GPUText.number(shortest)) s \
        are needed
        """
    }
    // The longer step time of the two ends: a counter may advance more slowly on an idle board.
    guard let period = [start.period.value, end.period.value].compactMap(\.self).max() else {
      return "insufficient resolution: \(start.period.reason ?? "the steps of the energy counter were not seen")"
    }
    // The ends are times of reads, slightly after the counter advanced: 49.99 steps are 50.
    let steps = (seconds / max(period, 1e-9)).rounded()
    guard steps >= fewestSteps else {
      return """
        insufficient resolution: the window has \(GPUText.number(steps)) steps of the energy counter of \
        \(GPUText.number(period)) s each, and \(GPUText.number(fewestSteps)) are needed
        """
    }
    return nil
  }
}
