import PerformanceNVML
import PerformanceRecords
import Testing

@Suite("The caveats of a GPU window")
struct GPUValidityTests {
  @Test("A quiet window at full clocks has no caveat")
  func quiet() {
    #expect(GPUValidity.caveats(about: .fabricated(), maximumSMClock: .value(1980)) == [])
  }

  static let clocks: [(mhz: Double, severity: GPUCaveat.Severity?)] = [
    (2000, nil), (1800, nil), (1799, .ambiguous), (1500, .ambiguous), (1499, .contaminated), (345, .contaminated),
  ]

  @Test("A low clock is a caveat, a very low one disturbs the window", arguments: clocks)
  func lowClock(mhz: Double, severity: GPUCaveat.Severity?) {
    let window = GPUWindow.fabricated(samples: Self.unexplained(mhz))
    #expect(
      GPUValidity.caveats(about: window, maximumSMClock: .value(2000)).map(\.severity) == [severity].compactMap(\.self))
  }

  /// Samples of a driver that gives no reason for a low clock.
  private static func unexplained(_ mhz: Double) -> GPUSamples {
    .fabricated {
      $1.smClock = .value(mhz)
      $1.throttleReasons = .unavailable("not supported")
    }
  }

  @Test("A lowered clock without a cause gives a note: it is locked, or the highest one is never reached")
  func unexplainedClock() {
    let window = GPUWindow.fabricated(samples: .fabricated { $1.smClock = .value(1400) })
    #expect(
      GPUValidity.caveats(about: window, maximumSMClock: .value(2000)) == [
        GPUCaveat(.note, .lowClock(megahertz: 1400, share: 0.7, because: .unlimited))
      ])
  }

  @Test("A low clock is named with its numbers")
  func clockNumbers() {
    let window = GPUWindow.fabricated(samples: Self.unexplained(1001))
    #expect(
      window.caveats(.contaminated, maximumSMClock: 2000) == [
        "The GPU ran at 1001 MHz, 50.0 % of its highest clock."
      ])
  }

  @Test("A clock that the work's own power lowers gives a note")
  func powerLimitedClock() {
    let window = GPUWindow.fabricated(
      end: throttled(.power, seconds: 6), samples: .fabricated { $1.smClock = .value(1000) })
    #expect(window.caveats(.contaminated) == [])
    #expect(
      window.caveats(.note).first == """
        The GPU ran at 1000 MHz, 50.5 % of its highest clock: the work reached the power limit for 60.0 % of the time.
        """)
    let seldom = GPUWindow.fabricated(
      end: throttled(.power, seconds: 4), samples: .fabricated { $1.smClock = .value(1000) })
    #expect(seldom.caveats(.contaminated).count == 1)
  }

  @Test("A clock that the user has locked gives a note")
  func lockedClock() {
    let samples = GPUSamples.fabricated {
      $1.smClock = .value(1200)
      $1.throttleReasons = .value(.applicationClocks)
    }
    #expect(
      GPUWindow.fabricated(samples: samples).caveats(.note) == [
        "The GPU ran at 1200 MHz, 60.6 % of its highest clock: its clocks are locked."
      ])
  }

  @Test("An idle GPU is a caveat: the work may be elsewhere")
  func idle() {
    let idle = GPUSamples.fabricated {
      $1.smClock = .value(345)
      $1.throttleReasons = .value(.idle)
      $1.performanceState = .value(8)
    }
    let window = GPUWindow.fabricated(samples: idle)
    #expect(
      GPUValidity.caveats(about: window, maximumSMClock: .value(1980)) == [
        GPUCaveat(.ambiguous, .idle(samples: 100))
      ])
  }

  @Test("An unknown clock gives a note")
  func unknownClock() {
    let window = GPUWindow.fabricated(samples: GPUSamples())
    #expect(
      window.caveats(.note) == [
        "Whether the GPU ran at its full clock is unknown: the window was too short for a sample."
      ])
  }

  static let gravest: [ThrottleCause] = [.thermal, .board, .reliability, .powerBrake, .hardware]

  @Test("Throttling for more than a hundredth of the window disturbs it", arguments: gravest)
  func throttling(cause: ThrottleCause) {
    #expect(GPUWindow.fabricated(end: throttled(cause, seconds: 0.1)).caveats(.contaminated) == [])
    #expect(GPUWindow.fabricated(end: throttled(cause, seconds: 0.2)).caveats(.contaminated).count == 1)
  }

  @Test("The power limit and other GPUs of a group give a note", arguments: [ThrottleCause.power, .syncBoost])
  func powerLimit(cause: ThrottleCause) {
    let window = GPUWindow.fabricated(end: throttled(cause, seconds: 9))
    #expect(GPUValidity.caveats(about: window, maximumSMClock: .value(1980)).map(\.severity) == [.note])
  }

  @Test("A slowdown by the hardware in samples disturbs the window")
  func hardwareThrottling() {
    let window = GPUWindow.fabricated(
      end: .fabricated(seconds: 10, joules: 6000).with {
        for cause in ThrottleCause.allCases { $0.counters.throttleTimes[cause] = .unavailable("not counted") }
      },
      samples: .fabricated { if $0 < 2 { $1.throttleReasons = .value(.hardwareSlowdown) } })
    #expect(window.caveats(.contaminated) == ["The GPU was slowed down by its hardware for 2.0 % of the window."])
  }

  @Test("A process of another program makes a window contended")
  func foreignProcess() {
    let crowded = WindowSnapshot.fabricated(seconds: 10, joules: 6000).with {
      $0.surroundings.processes = .value([42, 43].map { GPUProcess(pid: $0) })
    }
    #expect(
      GPUWindow.fabricated(end: crowded).caveats(.ambiguous) == [
        "Another process was on the GPU (contended)."
      ])
  }

  @Test("A change of temperature of more than five degrees gives a note", arguments: [44.9, 55.1])
  func temperature(degrees: Double) {
    let changed = WindowSnapshot.fabricated(seconds: 10, joules: 6000).with {
      $0.surroundings.temperature = .value(degrees)
    }
    #expect(
      GPUWindow.fabricated(end: changed).caveats(.note) == [
        "The GPU went from 50 °C to \(degrees) °C."
      ])
    let steady = WindowSnapshot.fabricated(seconds: 10, joules: 6000).with { $0.surroundings.temperature = .value(55) }
    #expect(GPUWindow.fabricated(end: steady).caveats(.note) == [])
  }

  @Test("States, repaired faults and incomplete sampling give a note")
  func notes() {
    var samples = GPUSamples.fabricated { if $0 == 3 { $1.performanceState = .value(2) } }
    samples.failure = "NVML did not answer in 2 s"
    let end = WindowSnapshot.fabricated(seconds: 10, joules: 6000).with {
      $0.surroundings.eccCorrected = .value(4)
      $0.surroundings.pcieReplays = .value(5)
    }
    #expect(
      GPUWindow.fabricated(end: end, samples: samples).caveats(.note) == [
        "The GPU was in performance state P2 under load, and P0 is the fastest.",
        "The GPU had 4 memory errors, all corrected.", "The GPU had 2 packets that PCIe had to send again.",
        "The GPU was not sampled to the end: NVML did not answer in 2 s.",
      ])
  }

  @Test("The gravest caveat comes first")
  func order() {
    let window = GPUWindow.fabricated(
      start: .fabricated().with { $0.surroundings.processes = .value([GPUProcess(pid: 1)]) },
      end: throttled(.thermal, seconds: 5).with { $0.surroundings.temperature = .value(90) })
    #expect(
      GPUValidity.caveats(about: window, maximumSMClock: .value(1980)).map(\.severity)
        == [.contaminated, .ambiguous, .note])
  }

  // MARK: Faults

  static let faults: [(GPUWindow, String)] = [
    (.fabricated(xids: .value(2)), "the GPU reported faults (XID): 2 in the window"),
    (
      .fabricated(end: .fabricated(seconds: 10, joules: 6000).with { $0.surroundings.eccUncorrected = .value(1) }),
      "the GPU's memory had errors that could not be corrected: 1 in the window"
    ),
    (
      .fabricated(
        end: .fabricated(seconds: 10, joules: 6000).with { $0.surroundings.memory = .invalid("GPU_IS_LOST") }),
      "GPU_IS_LOST"
    ),
    (.fabricated(start: .fabricated().with { $0.energy.energy = .invalid("RESET_REQUIRED") }), "RESET_REQUIRED"),
  ]

  @Test("After a fault only numbers that count faults hold", arguments: faults)
  func fault(window: GPUWindow, reason: String) {
    let counters = ["gpu.eccCorrectedDelta", "gpu.eccUncorrectedDelta", "gpu.pcieReplayDelta", "gpu.xidCount"]
    for value in window.values(maximumSMClock: .value(1980)) where !counters.contains(value.name) {
      #expect(value.reading == .invalid(reason), "\(value.name)")
    }
    #expect(counters.allSatisfy { window.value($0)?.value != nil })
    #expect(window.caveats(.contaminated) == ["No number of the GPU is valid: \(reason)."])
  }

  @Test("Every metric has a value in a window in which every quantity was read")
  func complete() {
    let values = GPUWindow.fabricated().values(maximumSMClock: .value(1980))
    #expect(values.filter { $0.reading.value == nil } == [])
    #expect(Set(values.map(\.name)).count == values.count)
    #expect(values.allSatisfy { $0.name.hasPrefix("gpu.") })
  }

  private func throttled(_ cause: ThrottleCause, seconds: Double) -> WindowSnapshot {
    .fabricated(seconds: 10, joules: 6000).with { $0.counters.throttleTimes[cause] = .value(seconds) }
  }
}
