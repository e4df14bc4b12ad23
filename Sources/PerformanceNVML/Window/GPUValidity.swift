import PerformanceRecords

/// What is to be held against the numbers of a window.
///
/// No rule throws a window away: discarding throttled samples was seen to leave none at all (nvbench issue 231).
package enum GPUValidity {
  /// Below this share of the highest clock a window proves nothing; nvbench discards samples below it.
  package static let lowestClockRatio = 0.75
  /// Below this share of the highest clock a worse number may be the clock's: half way to a clock that explains a
  /// regression of 20 % by itself.
  package static let cautionClockRatio = 0.90
  /// The share of the window in which slowed clocks go unnoticed in its numbers. A bare "it happened" gives false alarms
  /// (DCGM issue 285).
  package static let throttledShare = 0.01
  /// How many °C a window may warm up or cool down unmentioned, as in llenergymeasure.
  package static let temperatureDrift = 5.0
  /// From this share of the samples on, a reason explains a low clock.
  package static let explainingShare = 0.5

  /// The doubts about a window, the gravest first.
  /// - Parameter maximumSMClock: the highest clock that the GPU may have, in MHz.
  package static func caveats(about window: GPUWindow, maximumSMClock: Reading<Double>) -> [GPUCaveat] {
    let caveats =
      fault(window) + clock(window, maximumSMClock) + throttling(window) + neighbours(window) + notes(window)
    return [GPUCaveat.Kind.contaminated, .ambiguous, .note].flatMap { kind in caveats.filter { $0.kind == kind } }
  }

  private static func fault(_ window: GPUWindow) -> [GPUCaveat] {
    window.invalidity.map { [GPUCaveat(kind: .contaminated, text: "No number of the GPU holds: \($0).")] } ?? []
  }

  // MARK: Clocks

  /// A low clock is the GPU's state, unless the work itself or the user holds it there: work that reaches the power
  /// limit does so every time, and locked clocks are locked for the sake of measuring.
  private static func clock(_ window: GPUWindow, _ maximum: Reading<Double>) -> [GPUCaveat] {
    guard !window.busySamples.samples.isEmpty || window.samples.samples.isEmpty else {
      let count = window.samples.samples.count
      return [
        GPUCaveat(kind: .ambiguous, text: "The GPU was idle in all \(count) samples: the work may run on another one.")
      ]
    }
    guard let ratio = window.smClockRatio(to: maximum).value, let clock = window.smClockMean.value else {
      let reason = window.smClockRatio(to: maximum).reason ?? "it was not read"
      return [GPUCaveat(kind: .note, text: "Whether the GPU ran at its full clock is unknown: \(reason).")]
    }
    guard ratio < cautionClockRatio else { return [] }
    let finding =
      "The GPU ran at \(GPUText.number(clock.rounded())) MHz, \(GPUText.percent(ratio)) of its highest clock"
    if let explanation = explanation(window) {
      return [GPUCaveat(kind: .note, text: "\(finding): \(explanation).")]
    }
    return [GPUCaveat(kind: ratio < lowestClockRatio ? .contaminated : .ambiguous, text: "\(finding).")]
  }

  private static func explanation(_ window: GPUWindow) -> String? {
    if let share = window.throttleFraction(.power).value, share >= explainingShare {
      return "the work reached the power limit for \(GPUText.percent(share)) of the time"
    }
    if let share = window.busySamples.share(of: .applicationClocks).value, share >= explainingShare {
      return "its clocks are locked"
    }
    // Clocks that `nvidia-smi -lgc` locks were reported without any reason (CUDA.jl pull request 2194), and boost may end
    // below the highest clock. Where a clock differs from the baseline's it is judged beside that.
    return isFree(window) ? "nothing held it down" : nil
  }

  /// Whether neither samples nor counters tell of anything that lowered the clocks.
  private static func isFree(_ window: GPUWindow) -> Bool {
    window.busySamples.share(of: .slowdowns).value == 0
      && ThrottleCause.allCases.allSatisfy { (window.throttleFraction($0).value ?? 0) <= throttledShare }
  }

  // MARK: Throttling

  private static func throttling(_ window: GPUWindow) -> [GPUCaveat] {
    let named = [
      slowed(window, .thermal, .contaminated, "heat"), slowed(window, .powerBrake, .contaminated, "the power brake"),
      slowed(window, .board, .contaminated, "a limit of the board"),
      slowed(window, .reliability, .contaminated, "the voltage that keeps it reliable"),
    ].compactMap(\.self)
    // The hardware's slowdown has one of the causes above more often than not.
    let hardware = named.isEmpty ? slowed(window, .hardware, .contaminated, "its hardware") : nil
    let usual = [
      slowed(window, .power, .note, "the power limit"),
      slowed(window, .syncBoost, .note, "another GPU of its sync boost group"),
    ]
    return named + ([hardware] + usual).compactMap(\.self)
  }

  private static func slowed(
    _ window: GPUWindow, _ cause: ThrottleCause, _ kind: GPUCaveat.Kind, _ name: String
  ) -> GPUCaveat? {
    guard let share = window.throttleFraction(cause).value, share > throttledShare else { return nil }
    return GPUCaveat(
      kind: kind, text: "The GPU was slowed down by \(name) for \(GPUText.percent(share)) of the window.")
  }

  // MARK: Surroundings

  private static func neighbours(_ window: GPUWindow) -> [GPUCaveat] {
    guard let count = window.foreignProcesses.value, count > 0 else { return [] }
    let who = count == 1 ? "A process of others was" : "\(Int(count)) processes of others were"
    return [GPUCaveat(kind: .ambiguous, text: "\(who) on the GPU (contended).")]
  }

  private static func notes(_ window: GPUWindow) -> [GPUCaveat] {
    [
      drift(window), performanceState(window),
      count(window.eccCorrectedDelta, "memory errors, all corrected"),
      count(window.pcieReplayDelta, "packets that PCIe had to send again"),
      window.samples.failure.map { "The GPU was not sampled to the end: \($0)." },
    ].compactMap { text in text.map { GPUCaveat(kind: .note, text: $0) } }
  }

  private static func drift(_ window: GPUWindow) -> String? {
    guard let start = window.temperatureStart.value, let end = window.temperatureEnd.value,
      abs(end - start) > temperatureDrift
    else { return nil }
    return "The GPU went from \(GPUText.number(start)) °C to \(GPUText.number(end)) °C."
  }

  private static func performanceState(_ window: GPUWindow) -> String? {
    guard let worst = window.busySamples.maximum(\.performanceState).value, worst != 0 else { return nil }
    return "The GPU was in performance state P\(worst) under load, and P0 is the fastest."
  }

  private static func count(_ delta: Reading<Double>, _ what: String) -> String? {
    delta.value.flatMap { $0 > 0 ? "The GPU had \(GPUText.number($0)) \(what)." : nil }
  }
}
