extension GPUWindow {
  /// The excess over the elapsed time that a counter may show: it is not read at exactly the time of the clock.
  private static let timingSlack = 1.02

  /// The share of the window in which a cause lowered the clocks, in 0…1.
  ///
  /// The time counted by the driver, or the share of samples with the cause, if that is greater: samples miss short
  /// slowdowns, and a driver that counts microseconds would have counted almost nothing.
  package func throttleFraction(_ cause: ThrottleCause) -> Reading<Double> {
    let counted = countedFraction(cause)
    guard !cause.reasons.isEmpty else { return counted }
    let sampled = samples.share(of: cause.reasons)
    guard let seen = sampled.value else { return counted }
    return counted.map { max($0, seen) }.or { sampled }
  }

  private func countedFraction(_ cause: ThrottleCause) -> Reading<Double> {
    let missing = Reading<Double>.unavailable("it was not read")
    return (start.counters.throttleTimes[cause] ?? missing).flatMap { first in
      (end.counters.throttleTimes[cause] ?? missing).flatMap { last in
        guard last >= first else { return .invalid("a counter of throttling went back: the driver was loaded again") }
        guard span > 0 else { return .unavailable("no time passed between the two ends of the window") }
        // The header and DCGM document nanoseconds, but nvidia-smi prints microseconds. A unit in which the clocks were
        // low for longer than the window is wrong.
        guard last - first <= span * Self.timingSlack else {
          return .unavailable(
            """
            the driver counts \(GPUText.number(last - first)) s of throttling in \(GPUText.number(span)) s, so its \
            unit is unknown
            """)
        }
        return .value(min((last - first) / span, 1))
      }
    }
  }
}
