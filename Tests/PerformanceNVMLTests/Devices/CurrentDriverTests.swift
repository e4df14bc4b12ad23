import PerformanceNVML
import Testing

@Suite("A GPU with a current driver")
struct CurrentDriverTests {
  @Test("has its name and UUID")
  func identity() async throws {
    let device = try await FakeDriver().device()
    #expect(device.index == 0)
    #expect(device.name == "NVIDIA H200")
    #expect(device.uuid == "GPU-a0000000-5f4e-4d3c-2b1a-0123456789ab")
    #expect(device.pciBusID == "00000000:19:00.0")
    #expect(!device.isMIGInstance)
    #expect(await device.architecture == .value("Hopper"))
    #expect(await device.vbios == .value("96.00.A5.00.01"))
    #expect(await device.isPersistent == .value(true))
    #expect(await device.virtualization == .value(.bareMetal))
    #expect(await device.isECCEnabled == .value(true))
  }

  @Test("reports the versions of its driver, of NVML and of CUDA")
  func versions() async throws {
    let session = try FakeDriver().session()
    #expect(try await session.perform { $0.driverVersion() } == .value("580.65.06"))
    #expect(try await session.perform { $0.nvmlVersion() } == .value("13.580.65.06"))
    #expect(try await session.perform { $0.cudaVersion() } == .value("13.0"))
  }

  @Test("reads watts, degrees, megahertz and bytes")
  func gauges() async throws {
    let device = try await FakeDriver("power 412345\ntemperature 61\nmemory.used 1048576").device()
    #expect(await device.power == .value(412.345))
    #expect(await device.powerLimit == .value(700))
    #expect(await device.temperature == .value(61))
    #expect(await device.memoryTemperature == .value(52))
    #expect(await device.clock(.sm) == .value(1980))
    #expect(await device.clock(.memory) == .value(3201))
    #expect(await device.maximumClock(.sm) == .value(1980))
    #expect(await device.performanceState == .value(0))
    #expect(await device.pcieLink.value?.description == "gen 5 x16")
    let memory = await device.memory.value
    #expect(memory?.total == 143_771 << 20)
    #expect(memory?.used == 1 << 20)
    #expect(memory?.reserved == 600 << 20)
  }

  @Test("has a temperature below zero from the function with a signed value")
  func cold() async throws {
    let driver = try FakeDriver("temperature -7")
    #expect(try await driver.device().temperature == .value(-7))
    #expect(driver.calls(of: "nvmlDeviceGetTemperature") == 0)
  }

  @Test("gives the reasons for lowered clocks, and keeps those newer than this package")
  func reasons() async throws {
    let reasons = try #require(await FakeDriver("throttle 0x1044").device().throttleReasons.value)
    #expect(reasons.isSuperset(of: [.powerCap, .hardwareThermal]))
    #expect(reasons.names == ["power cap", "hardware thermal slowdown", "bit 12"])
  }

  @Test("keeps the number of a newer architecture, and has none where the driver knows none")
  func architectures() async throws {
    #expect(try await FakeDriver("architecture 14").device().architecture == .value("architecture 14"))
    #expect(try await FakeDriver("architecture 0xffffffff").device().architecture.value == nil)
  }

  @Test("has no performance state where the driver does not know it")
  func performanceState() async throws {
    #expect(try await FakeDriver("pstate 32").device().performanceState.value == nil)
    #expect(try await FakeDriver("pstate 15").device().performanceState == .value(15))
  }

  @Test("is found by its UUID")
  func uuid() async throws {
    let session = try FakeDriver("count 3").session()
    let devices = try await session.devices()
    let last = try #require(devices.last)
    #expect(try await session.perform { $0.device(uuid: last.uuid) } == .value(last.handle))
    #expect(try await session.perform { $0.device(uuid: "GPU-none") }.value == nil)
  }

  @Test("is read with the versions of structures that the driver expects")
  func structureVersions() async throws {
    let driver = try FakeDriver()
    let device = try await driver.device()
    _ = await (device.memory, device.temperature)
    #expect(try await device.ask { $0.supportsGPM($1) } == .value(true))
    #expect(driver.calls(of: "nvmlDeviceGetMemoryInfo") == 0)
    #expect(driver.calls(of: "nvmlDeviceGetTemperature") == 0)
  }

  @Test("that rejects a structure's version is read by the older function from then on")
  func otherVersions() async throws {
    let driver = try FakeDriver(
      "return.nvmlDeviceGetMemoryInfo_v2 25\nreturn.nvmlDeviceGetTemperatureV 25\nmemory.used 1000\nmemory.reserved 24")
    let device = try await driver.device()
    for _ in 0..<3 {
      let memory = await device.memory.value
      #expect(memory?.used == 1024)
      #expect(memory?.reserved == nil)
      #expect(await device.temperature == .value(45))
    }
    #expect(driver.calls(of: "nvmlDeviceGetMemoryInfo_v2") == 1)
    #expect(driver.calls(of: "nvmlDeviceGetTemperatureV") == 1)
  }
}
