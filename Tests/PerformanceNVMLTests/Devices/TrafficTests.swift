import PerformanceNVML
import Testing

@Suite("The traffic of a GPU's links")
struct TrafficTests {
  private static func traffic(_ device: GPUDevice) async throws -> GPUTraffic {
    try await device.ask { $0.traffic(of: $1) }
  }

  @Test("is counted in bytes, by direction")
  func bytes() async throws {
    let driver = try FakeDriver("clock manual\npcie.tx 1000\npcie.rx 5000\nnvlink.tx 2048\nnvlink.rx 10240")
    let device = try await driver.device()
    driver.advance(milliseconds: 2000)
    let traffic = try await Self.traffic(device)
    #expect(traffic.pcieTransmitted == .value(2000))
    #expect(traffic.pcieReceived == .value(10_000))
    #expect(traffic.nvlinkTransmitted == .value(4096))
    #expect(traffic.nvlinkReceived == .value(20_480))
  }

  @Test("is the counter's value when a counter of 32 bits wraps")
  func wraps() async throws {
    let driver = try FakeDriver("clock manual\npcie.tx 1000\npcie.start 0xfffffc00\npcie.bits 32")
    let device = try await driver.device()
    #expect(try await Self.traffic(device).pcieTransmitted == .value(0xffff_fc00))
    driver.advance(milliseconds: 2000)
    #expect(try await Self.traffic(device).pcieTransmitted == .value(2000 - 1024))
  }

  @Test("over NVLink is unavailable on a GPU that has none")
  func noNVLink() async throws {
    let traffic = try await Self.traffic(FakeDriver().device())
    #expect(traffic.nvlinkReceived.reason?.contains("3 NOT_SUPPORTED") == true)
    #expect(traffic.pcieReceived == .value(0))
  }

  @Test("is never read with the function that measures for 20 ms inside the call")
  func neverThroughput() async throws {
    let driver = try FakeDriver("count 2\ngpu1.mig 1\ngpu1.mig.instances 2")
    for device in try await driver.session().devices() {
      _ = await (
        device.pcieLink, device.power, device.energy, device.throttleTimes, device.utilization, device.instances
      )
      _ = try await Self.traffic(device)
      _ = try await device.ask { $0.pcieReplays(of: $1) }
    }
    #expect(driver.calls(of: "nvmlDeviceGetPcieThroughput") == 0)
  }

  @Test("has its faults counted")
  func replays() async throws {
    #expect(try await FakeDriver("pcie.replays 3").device().ask { $0.pcieReplays(of: $1) } == .value(3))
  }
}
