extension GPUWindow {
  /// How much more time than passed a counter may show: it is not read in the moment of the clock.
  private static let timingSlack = 1.02

  /// The share of the window in which a cause lowered the clocks, in 0…1.
  ///
  /// By the time that the driver counts, else by the share of samples in which the cause was in force.
  package func throttleFraction(_ cause: ThrottleCause) -> Reading<Double> {
    countedFraction(cause).or {
      cause.reasons.isEmpty ? countedFraction(cause) : samples.share(of: cause.reasons)
    }
  }

  private func countedFraction(_ cause: ThrottleCause) -> Reading<Double> {
    let missing = Reading<Double>.unavailable("it was not read")
    return (start.counters.throttleTimes[cause] ?? missing).flatMap { first in
      (end.counters.throttleTimes[cause] ?? missing).flatMap { last in
        guard last >= first else { return .invalid("a counter of throttling went back: the driver was loaded again") }
        guard span > 0 else { return .unavailable("no time passed between the edges") }
        // The header and DCGM say nanoseconds, and nvidia-smi prints microseconds. A unit that makes the clocks low for
        // longer than the window is not the one that was assumed.
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
