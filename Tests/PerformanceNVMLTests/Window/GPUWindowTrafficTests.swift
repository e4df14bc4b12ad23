import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("The traffic and throttling of a GPU window")
struct GPUWindowTrafficTests {
  @Test("A counter of 32 bits may wrap between any two samples")
  func wraps() throws {
    var random = SplitMix64(seed: 16)
    for _ in 0..<100 {
      var (counter, total) = (random.next() & 0xffff_ffff, UInt64(0))
      let first = counter
      func advance() -> UInt64 {
        let bytes = UInt64(random.number(in: 0...4.2e9))
        total += bytes
        counter = (counter + bytes) & 0xffff_ffff
        return counter
      }
      // The first sample is at the time of the snapshot, and does not count.
      let samples = GPUSamples.fabricated { index, sample in
        sample.traffic = .fabricated(index == 0 ? first : advance())
        if index == 50 { sample.traffic.pcieReceived = .unavailable("now and then") }
      }
      let window = GPUWindow.fabricated(
        start: .fabricated().with { $0.counters.traffic = .fabricated(first) },
        end: .fabricated(seconds: 10).with { $0.counters.traffic = .fabricated(advance()) }, samples: samples)
      #expect(window.pcieTransmittedPerIteration == .value(Double(total) / 100))
    }
  }

  @Test("A sample without a counter is skipped")
  func missingSample() {
    let samples = GPUSamples.fabricated {
      $1.traffic = .fabricated(UInt64($0) * 1000)
      if $0 % 3 == 1 { $1.traffic.pcieReceived = .unavailable("now and then") }
    }
    let window = GPUWindow.fabricated(
      end: .fabricated(seconds: 10).with { $0.counters.traffic = .fabricated(100_000) }, samples: samples)
    #expect(window.pcieReceivedPerIteration == .value(1000))
  }

  @Test("A driver that does not count bytes gives its reason")
  func uncounted() {
    let old = WindowSnapshot.fabricated(seconds: 10).with {
      $0.counters.traffic.pcieReceived = .unavailable("driver 555 has it")
    }
    #expect(GPUWindow.fabricated(end: old).pcieReceivedPerIteration == .unavailable("driver 555 has it"))
    #expect(GPUWindow.fabricated(end: old).pcieTransmittedPerIteration == .value(0))
  }

  @Test("NVLink's bytes are those between the snapshots")
  func nvlink() {
    let window = GPUWindow.fabricated(
      end: .fabricated(seconds: 10).with {
        $0.counters.traffic.nvlinkTransmitted = .value(5000)
        $0.counters.traffic.nvlinkReceived = .value(700)
      })
    #expect(window.nvlinkTransmittedPerIteration == .value(50))
    #expect(window.nvlinkReceivedPerIteration == .value(7))
  }

  @Test("Throttling is the share of the window that the driver counted")
  func throttling() {
    let window = window(.thermal, seconds: 2.5)
    #expect(window.throttleFraction(.thermal) == .value(0.25))
    #expect(window.throttleFraction(.power) == .value(0))
  }

  @Test("More throttling than time passed is in an unknown unit, and the samples count instead")
  func unknownUnit() {
    var window = window(.power, seconds: 10_000)
    #expect(window.throttleFraction(.power) == .value(0))
    window.samples = .fabricated { if $0 < 30 { $1.throttleReasons = .value([.powerCap, .syncBoost]) } }
    #expect(window.throttleFraction(.power) == .value(0.3))
    // The counters are not read in the very moment of the clock.
    #expect(self.window(.power, seconds: 10.1).throttleFraction(.power) == .value(1))
  }

  @Test("A counter of time in an unknown unit is unavailable where no sample has the cause")
  func unknownCause() {
    #expect(
      window(.board, seconds: 10_000).throttleFraction(.board)
        == .unavailable("the driver counts 10000 s of throttling in 10 s, so its unit is unknown"))
  }

  @Test("Without the driver's counter the samples count, where they have the cause")
  func sampledCauses() {
    func unavailable(_ cause: ThrottleCause) -> Reading<Double> {
      GPUWindow.fabricated(
        start: .fabricated().with { $0.counters.throttleTimes[cause] = .unavailable("not counted") },
        samples: .fabricated {
          if $0 < 20 { $1.throttleReasons = .value(.hardwareThermal) }
          if $0 == 20 { $1.throttleReasons = .value(.softwareThermal) }
        }
      ).throttleFraction(cause)
    }
    #expect(unavailable(.thermal) == .value(0.21))
    #expect(unavailable(.hardware) == .value(0.2))
    #expect(unavailable(.power) == .value(0))
    #expect(unavailable(.reliability) == .unavailable("not counted"))
    #expect(unavailable(.board) == .unavailable("not counted"))
  }

  @Test("A counter of time that decreased is invalid")
  func decreased() {
    let window = GPUWindow.fabricated(start: .fabricated().with { $0.counters.throttleTimes[.thermal] = .value(9) })
    #expect(window.throttleFraction(.thermal).isInvalid)
  }

  private func window(_ cause: ThrottleCause, seconds: Double) -> GPUWindow {
    .fabricated(end: .fabricated(seconds: 10, joules: 6000).with { $0.counters.throttleTimes[cause] = .value(seconds) })
  }
}
