import PerformanceRecords

/// Finds the caveats about the numbers of a window.
///
/// No rule discards a window: discarding throttled samples can leave none at all (nvbench issue 231).
package enum GPUValidity {
  /// Below this share of the highest clock a window is worthless; nvbench discards such samples.
  package static let lowestClockRatio = 0.75
  /// Below this share of the highest clock the clock may have caused a worse number: half way to a clock that explains
  /// a regression of 20 % by itself.
  package static let cautionClockRatio = 0.90
  /// The share of the window for which lowered clocks do not affect its numbers. The mere occurrence gives false alarms
  /// (DCGM issue 285).
  package static let throttledShare = 0.01
  /// The change of temperature in °C that is not reported, as in llenergymeasure.
  package static let temperatureDrift = 5.0
  /// The share of the samples from which a reason explains a low clock.
  package static let explainingShare = 0.5

  /// The caveats about a window, the gravest first.
  /// - Parameter maximumSMClock: the highest clock of the GPU, in MHz.
  package static func caveats(about window: GPUWindow, maximumSMClock: Reading<Double>) -> [GPUCaveat] {
    let caveats =
      fault(window) + clock(window, maximumSMClock) + throttling(window) + neighbours(window) + notes(window)
    return [GPUCaveat.Severity.contaminated, .ambiguous, .note].flatMap { severity in
      caveats.filter { $0.severity == severity }
    }
  }

  private static func fault(_ window: GPUWindow) -> [GPUCaveat] {
    window.invalidity.map { [GPUCaveat(.contaminated, .invalid($0))] } ?? []
  }

  // MARK: Clocks

  /// A low clock is the GPU's state, unless the work itself or the user causes it: work that reaches the power limit
  /// does so every time, and clocks are locked for measuring.
  private static func clock(_ window: GPUWindow, _ maximum: Reading<Double>) -> [GPUCaveat] {
    guard !window.busySamples.samples.isEmpty || window.samples.samples.isEmpty else {
      return [GPUCaveat(.ambiguous, .idle(samples: window.samples.samples.count))]
    }
    guard let ratio = window.smClockRatio(to: maximum).value, let clock = window.smClockMean.value else {
      return [GPUCaveat(.note, .clockUnknown(window.smClockRatio(to: maximum).reason))]
    }
    guard ratio < cautionClockRatio else { return [] }
    let explanation = explanation(window)
    let severity: GPUCaveat.Severity =
      explanation != nil ? .note : ratio < lowestClockRatio ? .contaminated : .ambiguous
    return [
      GPUCaveat(severity, .lowClock(megahertz: clock.rounded(), share: ratio.asShown, because: explanation))
    ]
  }

  private static func explanation(_ window: GPUWindow) -> GPUCaveat.ClockExplanation? {
    if let share = window.throttleFraction(.power).value, share >= explainingShare {
      return .powerLimit(share: share.asShown)
    }
    if let share = window.busySamples.share(of: .applicationClocks).value, share >= explainingShare { return .locked }
    // Clocks locked by `nvidia-smi -lgc` are reported without a reason (CUDA.jl pull request 2194), and boost may stay
    // below the highest clock. A clock that differs from the baseline's is judged by comparing the two.
    return isFree(window) ? .unlimited : nil
  }

  /// Whether neither samples nor counters show a cause of lowered clocks.
  private static func isFree(_ window: GPUWindow) -> Bool {
    window.busySamples.share(of: .slowdowns).value == 0
      && ThrottleCause.allCases.allSatisfy { (window.throttleFraction($0).value ?? 0) <= throttledShare }
  }

  // MARK: Throttling

  private static func throttling(_ window: GPUWindow) -> [GPUCaveat] {
    let named = [
      slowed(window, .thermal, .contaminated, by: .heat),
      slowed(window, .powerBrake, .contaminated, by: .powerBrake),
      slowed(window, .board, .contaminated, by: .board),
      slowed(window, .reliability, .contaminated, by: .reliability),
    ].compactMap(\.self)
    // The hardware's slowdown usually has one of the causes above.
    let hardware = named.isEmpty ? slowed(window, .hardware, .contaminated, by: .hardware) : nil
    let usual = [
      slowed(window, .power, .note, by: .power), slowed(window, .syncBoost, .note, by: .syncBoost),
    ]
    return named + ([hardware] + usual).compactMap(\.self)
  }

  private static func slowed(
    _ window: GPUWindow, _ cause: ThrottleCause, _ severity: GPUCaveat.Severity, by limit: GPUCaveat.ClockLimit
  ) -> GPUCaveat? {
    guard let share = window.throttleFraction(cause).value, share > throttledShare else { return nil }
    return GPUCaveat(severity, .slowed(by: limit, share: share.asShown))
  }

  // MARK: Surroundings

  private static func neighbours(_ window: GPUWindow) -> [GPUCaveat] {
    guard let count = window.foreignProcesses.value, count > 0 else { return [] }
    return [GPUCaveat(.ambiguous, .contended(processes: Int(count)))]
  }

  private static func notes(_ window: GPUWindow) -> [GPUCaveat] {
    let causes: [GPUCaveat.Cause?] = [
      drift(window), performanceState(window),
      window.eccCorrectedDelta.aboveZero.map { .memoryErrors($0) },
      window.pcieReplayDelta.aboveZero.map { .resentPackets($0) },
      window.samples.failure.map { .samplingStopped($0) },
    ]
    return causes.compactMap { cause in cause.map { GPUCaveat(.note, $0) } }
  }

  private static func drift(_ window: GPUWindow) -> GPUCaveat.Cause? {
    guard let start = window.temperatureStart.value, let end = window.temperatureEnd.value,
      abs(end - start) > temperatureDrift
    else { return nil }
    return .temperature(from: start, to: end)
  }

  private static func performanceState(_ window: GPUWindow) -> GPUCaveat.Cause? {
    guard let worst = window.busySamples.maximum(\.performanceState).value, worst != 0 else { return nil }
    return .performanceState(worst)
  }
}

extension Reading<Double> {
  fileprivate var aboveZero: Double? { value.flatMap { $0 > 0 ? $0 : nil } }
}

extension Double {
  /// A share rounded to a tenth of a per cent: sessions that differ by less have the same caveat.
  fileprivate var asShown: Double { (self * 1000).rounded() / 1000 }
}
