import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("The snapshot at either end of a window")
struct WindowSnapshotTests {
  @Test("Energy and time are read nearest to the work")
  func order() async throws {
    let (driver, device) = try await device("energy.quantum 10\nprocesses 4711:1")
    let start = try await snapshot(.start, of: device)
    #expect(start.counters.time < start.energy.time)
    let end = try await snapshot(.end, of: device)
    #expect(end.energy.time < end.counters.time)
    #expect(start.energy.time < end.energy.time)
    #expect(driver.calls(of: "nvmlDeviceGetFieldValues") == 2, "all counters of a snapshot are read with one call")
  }

  @Test("Neither snapshot reads the counter for more than a quarter of a second")
  func timeout() async throws {
    let (driver, device) = try await device("energy.quantum 100000")
    let snapshot = try await snapshot(.end, of: device)
    #expect(snapshot.energy.energy.value != nil)
    #expect(snapshot.energy.period.value == nil)
    // A thread that gets no processor for that long reads it once.
    #expect((1...251).contains(driver.calls(of: "nvmlDeviceGetTotalEnergyConsumption")))
  }

  @Test("It has every quantity that the driver reports")
  func quantities() async throws {
    let (_, device) = try await device(
      """
      clock manual
      energy.start 5000
      memory.used 2147483648
      temperature 61
      ecc.corrected 4
      ecc.uncorrected 1
      pcie.replays 7
      pcie.start 1234
      nvlink.tx 0
      nvlink.rx 0
      throttle 4
      mig 0
      """)
    let snapshot = try await snapshot(.start, of: device)
    #expect(snapshot.energy.energy == .value(5))
    #expect(snapshot.surroundings.memory.value?.used == 2 << 30)
    #expect(snapshot.surroundings.temperature == .value(61))
    #expect(snapshot.surroundings.eccCorrected == .value(4))
    #expect(snapshot.surroundings.eccUncorrected == .value(1))
    #expect(snapshot.surroundings.pcieReplays == .value(7))
    #expect(snapshot.surroundings.isDivided == .value(false))
    #expect(snapshot.surroundings.processes.value != nil)
    #expect(
      snapshot.counters.traffic
        == GPUTraffic(
          pcieTransmitted: .value(1234), pcieReceived: .value(1234), nvlinkTransmitted: .value(0),
          nvlinkReceived: .value(0)))
    #expect(snapshot.counters.throttleTimes[.power] == .value(0))
    #expect(snapshot.counters.throttleTimes[.thermal] == .value(0))
    #expect(snapshot.counters.throttleTimes[.hardware]?.value == nil)
    #expect(snapshot.invalidity == nil)
  }

  @Test("Two snapshots and the samples between them are a window")
  func window() async throws {
    let (driver, device) = try await device(
      "clock manual\npower 400000\nthrottle 4\npcie.bits 32\npcie.start 4294967000\npcie.tx 1000\nclock.sm 1500")
    let start = try await snapshot(.start, of: device)
    driver.advance(milliseconds: 2000)
    let sample = try await device.session.perform { [handle = device.handle] in $0.sample(of: handle) }
    let end = try await snapshot(.end, of: device)
    var window = GPUWindow.fabricated(start: start, end: end, samples: GPUSamples([sample]), iterations: 10)
    #expect(window.energyPerIteration.reason?.hasPrefix("insufficient resolution") == true)
    #expect(end.energy.energy == .value(800))
    #expect(window.powerMax == .value(400))
    #expect(window.smClockMean == .value(1500))
    #expect(window.pcieTransmittedPerIteration == .value(200))
    #expect(window.invalidity == nil)
    // The fake's time was moved by hand: of the two seconds that it counted, fewer passed.
    window.end.counters.time = start.counters.time + 4_000_000_000
    #expect(window.throttleFraction(.power) == .value(1), "the one sample saw it")
    window.samples = GPUSamples()
    #expect(window.throttleFraction(.power) == .value(0.5))
  }

  @Test("A GPU that is lost in between makes the window invalid")
  func lost() async throws {
    let (driver, device) = try await device("clock manual")
    let start = try await snapshot(.start, of: device)
    #expect(start.invalidity == nil)
    try driver.add("gpu0.lost.after 1")
    let end = try await snapshot(.end, of: device)
    let reason = try #require(end.invalidity)
    #expect(reason.contains("GPU_IS_LOST"))
    let window = GPUWindow.fabricated(start: start, end: end)
    #expect(window.value("gpu.memoryPeakDelta") == .invalid(reason))
  }

  @Test("A divided board counts as shared")
  func divided() async throws {
    let (_, device) = try await device("mig 1\nmig.instances 2\nclock manual")
    #expect(try await snapshot(.start, of: device).surroundings.isDivided == .value(true))
    let instances = try #require(await device.instances.value)
    #expect(instances.count == 2)
    #expect(try await snapshot(.start, of: #require(instances.first)).surroundings.isDivided == .value(true))
  }

  @Test("A sampler reads no slow quantity of the GPU")
  func sampler() async throws {
    let (driver, device) = try await device("clock.sm 1700")
    let before = driver.calls
    let sampler = GPUSampler(of: device)
    try await Patience.wait { driver.calls(of: "nvmlDeviceGetPerformanceState") >= 2 }
    let samples = sampler.stop()
    #expect(samples.failure == nil)
    #expect(samples.mean(\.smClock) == .value(1700))
    #expect(driver.calls > before)
    for slow in ["nvmlDeviceGetPcieThroughput", "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetFanSpeed"] {
      #expect(driver.calls(of: slow) == 0)
    }
  }

  @Test("The GPUs of a machine can be selected")
  func selection() async throws {
    let driver = try FakeDriver("count 2\ngpu1.mig 1\ngpu1.mig.instances 2")
    let session = driver.session()
    let candidates = try await session.perform { $0.candidates(in: session) }.get()
    #expect(candidates.map(\.index) == [0, 1])
    #expect(candidates.map(\.instances.count) == [0, 2])
    #expect(candidates.allSatisfy { $0.uuid.hasPrefix("GPU-") })
  }

  private func device(_ script: String) async throws -> (FakeDriver, GPUDevice) {
    let driver = try FakeDriver(script)
    return (driver, try #require(try await driver.session().devices().first))
  }

  private func snapshot(_ side: EnergyTick.Side, of device: GPUDevice) async throws -> WindowSnapshot {
    try await device.session.perform { [handle = device.handle] in $0.snapshot(side, of: handle) }
  }
}
