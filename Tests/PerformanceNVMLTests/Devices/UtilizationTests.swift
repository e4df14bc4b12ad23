import PerformanceGPU
import PerformanceNVML
import Testing

@Suite("The utilization samples that a driver keeps")
struct UtilizationTests {
  private static func samples(
    _ script: String, after timestamp: UInt64 = 0
  ) async throws -> Reading<[GPUUtilizationSample]> {
    try await FakeDriver(script).device().ask { $0.utilizationSamples(.gpu, after: timestamp, of: $1) }
  }

  @Test("are as many as there are, though the driver asked for room for more")
  func fewer() async throws {
    let samples = try #require(await Self.samples("samples.gpu 10 20 30").value)
    #expect(samples.map(\.ratio) == [0.1, 0.2, 0.3])
    #expect(samples.map(\.timestamp) == [5_000_000, 5_166_667, 5_333_334])
  }

  @Test("are none of an idle GPU")
  func empty() async throws {
    #expect(try await Self.samples("count 1") == .value([]))
  }

  @Test("are those after a time")
  func later() async throws {
    #expect(try await Self.samples("samples.gpu 10 20 30", after: 5_166_667).value?.map(\.ratio) == [0.3])
    #expect(try await Self.samples("samples.gpu 10 20 30", after: 9_000_000) == .value([]))
  }

  @Test("are of the GPU or of its memory")
  func series() async throws {
    let device = try await FakeDriver("samples.gpu 10\nsamples.memory 70 80").device()
    let memory = try await device.ask { $0.utilizationSamples(.memory, after: 0, of: $1) }
    #expect(memory.value?.map(\.ratio) == [0.7, 0.8])
  }
}
