import PerformanceNVML
import PerformanceRecords
import Testing

@Suite("The environment of a GPU's numbers")
struct EnvironmentTests {
  @Test("is read from the GPU and its driver")
  func whole() async throws {
    let environment = try #require(await FakeDriver("mig 0").device().environment.value)
    #expect(
      environment
        == GPUEnvironment(
          name: "NVIDIA H200", uuid: "GPU-a0000000-5f4e-4d3c-2b1a-0123456789ab", architecture: "Hopper",
          driver: "580.65.06", nvml: "13.580.65.06", cuda: "13.0", vbios: "96.00.A5.00.01", powerLimit: 700,
          maximumSMClock: 1980, maximumMemoryClock: 3201, persistence: true, mig: false, ecc: true,
          virtualization: nil, pcieLink: "gen 5 x16"))
  }

  @Test("lacks values that the driver does not report")
  func partial() async throws {
    let device = try await FakeDriver(
      """
      return.nvmlDeviceGetVbiosVersion 3
      return.nvmlDeviceGetEnforcedPowerLimit 4
      clock.sm.max 0
      virtualization 2
      """
    ).device(hiding: ["nvmlSystemGetNVMLVersion"])
    let environment = try #require(await device.environment.value)
    #expect(environment.vbios == nil && environment.powerLimit == nil && environment.nvml == nil)
    #expect(environment.maximumSMClock == nil)
    #expect(environment.mig == nil)
    #expect(environment.virtualization != nil)
    #expect(environment.name == "NVIDIA H200")
  }

  @Test("of a MIG instance has its own name and UUID, and the other values of its board")
  func instance() async throws {
    let device = try await FakeDriver("mig 1\nmig.instances 1").device()
    let instance = try #require(await device.instances.value?.first)
    let environment = try #require(await instance.environment.value)
    #expect(environment.uuid == instance.uuid)
    #expect(environment.architecture == "Hopper")
    #expect(environment.powerLimit == 700)
    #expect(environment.mig == true)
  }

  @Test("of a lost GPU is invalid")
  func lost() async throws {
    let driver = try FakeDriver("clock manual\nreturn 0 @1000 15")
    let device = try await driver.device()
    driver.advance(milliseconds: 1000)
    #expect(await device.environment.isInvalid)
  }
}
