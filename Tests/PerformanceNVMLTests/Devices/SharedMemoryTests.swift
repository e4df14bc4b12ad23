import PerformanceNVML
import Testing

@Suite("GPUs that share their memory with the processor")
struct SharedMemoryTests {
  @Test("have no memory of their own where the driver reports 0 bytes")
  func zero() async throws {
    let device = try await FakeDriver("memory.total 0\nmemory.used 0\nmemory.reserved 0").device()
    #expect(await device.memory == .unavailable("the GPU has no memory of its own (total of 0 bytes)"))
  }

  @Test("have no memory of their own where the driver does not support the request")
  func unsupported() async throws {
    let device = try await FakeDriver("return.nvmlDeviceGetMemoryInfo_v2 3\nreturn.nvmlDeviceGetMemoryInfo 3").device()
    #expect(
      await device.memory
        == .unavailable("this device does not support it (nvmlDeviceGetMemoryInfo: 3 NOT_SUPPORTED)"))
  }

  @Test("have the driver's utilization, also a Thor, where it is always 0")
  func zeros() async throws {
    let device = try await FakeDriver("name NVIDIA Thor\nutilization 0\nutilization.memory 0\npower 12000").device()
    #expect(await device.utilization == .value(GPUUtilization(gpu: 0, memory: 0)))
    #expect(await device.power == .value(12))
  }
}
