import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("The numbers of a GPU window")
struct GPUWindowTests {
  @Test("Energy and mean power come from the counter")
  func energy() {
    let window = GPUWindow.fabricated()
    #expect(window.energyTotal == .value(5000))
    #expect(window.energyPerIteration == .value(50))
    #expect(window.powerMean == .value(500))
  }

  @Test("Without energy the mean power comes from the samples, and no energy is zero")
  func withoutEnergy() {
    let short = GPUWindow.fabricated(
      end: .fabricated(seconds: 3, joules: 2500), samples: .fabricated(30) { $1.power = .value($0 < 15 ? 100 : 300) })
    #expect(short.energyPerIteration.value == nil)
    #expect(short.energyPerIteration.reason?.hasPrefix("insufficient resolution: ") == true)
    // 14 intervals of 100 W, one of 200 W on the way up, 14 of 300 W.
    #expect(short.powerMean == .value(200))
    #expect(short.powerMax == .value(300))
  }

  @Test("Trapezoids weigh by time, so that a late sample counts for its whole interval")
  func trapezoids() {
    let samples = GPUSamples.fabricated(3) { index, sample in
      sample.time = [1_000_000_000, 1_100_000_000, 2_000_000_000][index]
      sample.power = .value([100, 100, 300][index])
    }
    #expect(GPUWindow.fabricated(end: .fabricated(seconds: 1), samples: samples).powerMean == .value(190))
  }

  @Test("A single sample is no mean power")
  func singleSample() {
    let window = GPUWindow.fabricated(end: .fabricated(seconds: 1), samples: .fabricated(1))
    #expect(window.powerMean == .unavailable("a mean power needs two samples"))
  }

  @Test("A board that MIG has divided has no energy and no power", arguments: [true, false])
  func divided(isAtStart: Bool) {
    let divided = WindowSnapshot.fabricated(seconds: isAtStart ? 0 : 10, joules: isAtStart ? 1000 : 6000).with {
      $0.surroundings.isDivided = .value(true)
    }
    let window = isAtStart ? GPUWindow.fabricated(start: divided) : GPUWindow.fabricated(end: divided)
    for reading in [window.energyTotal, window.energyPerIteration, window.powerMean, window.powerMax] {
      #expect(reading.reason?.hasPrefix("the board is shared: MIG") == true)
      #expect(!reading.isInvalid)
    }
  }

  @Test("Cycles distinguish a slower clock from slower code")
  func cycles() {
    let fast = GPUWindow.fabricated()
    var slow = GPUWindow.fabricated(samples: .fabricated { $1.smClock = .value(990) })
    slow.elapsed *= 2
    #expect(fast.timePerIteration == .value(99_000_000))
    #expect(slow.timePerIteration == .value(198_000_000))
    // 99 ms at 1980 MHz.
    #expect(fast.cyclesPerIteration == .value(196_020_000))
    #expect(slow.cyclesPerIteration == fast.cyclesPerIteration)
  }

  @Test("The clock is that of samples in which there was work")
  func clock() {
    let idlesNowAndThen = GPUSamples.fabricated { index, sample in
      guard index % 2 == 0 else { return }
      sample.throttleReasons = .value(.idle)
      sample.smClock = .value(345)
    }
    let window = GPUWindow.fabricated(samples: idlesNowAndThen)
    #expect(window.smClockMean == .value(1980))
    #expect(window.smClockRatio(to: .value(1980)) == .value(1))
    #expect(window.smClockRatio(to: .unavailable("not reported")) == .unavailable("not reported"))
    #expect(window.smClockRatio(to: .value(0)).value == nil)
  }

  @Test("Memory grows by its highest point, and leaks by the remainder")
  func memory() {
    let peak = GPUSamples.fabricated { index, sample in
      sample.memory = .value(GPUMemory(total: 80 << 30, free: 0, used: (index == 7 ? 5 : 2) << 30))
    }
    let window = GPUWindow.fabricated(samples: peak)
    #expect(window.memoryPeakDelta == .value(Double(4 << 30)))
    #expect(window.memoryLeak == .value(0))
    let freed = GPUWindow.fabricated(
      end: .fabricated(seconds: 10).with {
        $0.surroundings.memory = .value(GPUMemory(total: 80 << 30, free: 80 << 30, used: 1 << 29))
      }, samples: GPUSamples())
    #expect(freed.memoryPeakDelta == .value(0))
    #expect(freed.memoryLeak == .value(0))
  }

  @Test("A utilization of zero throughout is unavailable where the memory is the processor's")
  func sharedMemoryUtilization() {
    let zeros = GPUSamples.fabricated { $1.utilization = .value(GPUUtilization(gpu: 0, memory: 0)) }
    #expect(GPUWindow.fabricated(samples: zeros).utilizationMean == .value(0))
    let shared = WindowSnapshot.fabricated().with { $0.surroundings.memory = .unavailable("no memory of its own") }
    let window = GPUWindow.fabricated(start: shared, samples: zeros)
    #expect(window.utilizationMean == .unavailable("a GPU without memory of its own gives 0 whatever it does"))
    #expect(window.memoryUtilizationMean.value == nil)
    #expect(GPUWindow.fabricated(start: shared).utilizationMean == .value(1))
    #expect(GPUWindow.fabricated(start: shared).memoryUtilizationMean.value.map { abs($0 - 0.4) < 1e-9 } == true)
  }

  @Test("Temperatures and states are those of snapshots and samples")
  func temperatures() {
    let samples = GPUSamples.fabricated { index, sample in
      sample.temperature = .value(index == 50 ? 71 : 60)
      sample.memoryTemperature = index == 20 ? .value(85) : .unavailable("not reported")
      sample.performanceState = .value(index == 30 ? 2 : 0)
    }
    let window = GPUWindow.fabricated(
      end: .fabricated(seconds: 10).with { $0.surroundings.temperature = .value(66) }, samples: samples)
    #expect(window.temperatureStart == .value(50))
    #expect(window.temperatureEnd == .value(66))
    #expect(window.temperatureMax == .value(71))
    #expect(window.memoryTemperatureMax == .value(85))
    #expect(window.performanceStateWorst == .value(2))
  }

  @Test("Without samples a gauge gives the reason")
  func withoutSamples() {
    #expect(GPUSamples().mean(\.smClock) == .unavailable("the window was too short for a sample"))
    #expect(GPUSamples([], failure: "NVML did not answer").maximum(\.power) == .unavailable("NVML did not answer"))
    let unread = GPUSamples.fabricated(3) { $1.power = .unavailable("no sensor") }
    #expect(unread.maximum(\.power) == .unavailable("no sensor"))
    let lost = GPUSamples.fabricated(3) { if $0 == 2 { $1.power = .invalid("lost") } }
    #expect(lost.maximum(\.power) == .invalid("lost"))
  }

  @Test("A window without iterations has no numbers per iteration")
  func withoutIterations() {
    #expect(GPUWindow.fabricated(iterations: 0).energyPerIteration == .unavailable("no iteration ran"))
    #expect(GPUWindow.fabricated(iterations: 0).energyTotal == .value(5000))
  }

  @Test("Processes of other programs count, the more of both snapshots")
  func foreignProcesses() {
    let crowded = WindowSnapshot.fabricated().with {
      $0.surroundings.processes = .value([1, 42, 99].map { GPUProcess(pid: $0) })
    }
    #expect(GPUWindow.fabricated().foreignProcesses == .value(0))
    #expect(GPUWindow.fabricated(start: crowded).foreignProcesses == .value(2))
    #expect(GPUWindow.fabricated(start: crowded, ownership: .unknown).foreignProcesses == .value(2))
    #expect(GPUWindow.fabricated(ownership: .unknown).foreignProcesses == .value(0))
    let blind = WindowSnapshot.fabricated().with { $0.surroundings.processes = .value([]) }
    #expect(GPUWindow.fabricated(start: blind).foreignProcesses == .value(0))
    #expect(
      GPUWindow.fabricated(start: blind, ownership: .unknown).foreignProcesses
        == .unavailable("the driver names no process of this GPU to a container"))
  }
}
