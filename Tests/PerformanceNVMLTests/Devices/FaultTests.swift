import PerformanceNVML
import Testing

@Suite("The faults of a GPU")
struct FaultTests {
  private static func drain(_ watch: XIDWatch, on device: GPUDevice) async throws -> [UInt64]? {
    try await device.ask { calls, _ in calls.drain(watch) }.value?.map(\.number)
  }

  @Test("are those since the watch began, each once")
  func drained() async throws {
    let driver = try FakeDriver("clock manual\nxid 13 @1000 13 79 31 @2000 13 79 31 48")
    let device = try await driver.device()
    let watch = try #require(try await device.ask { $0.watchXIDs(of: [$1]) }.value)
    #expect(try await Self.drain(watch, on: device) == [])
    driver.advance(milliseconds: 1000)
    #expect(try await Self.drain(watch, on: device) == [79, 31])
    #expect(try await Self.drain(watch, on: device) == [])
    driver.advance(milliseconds: 1000)
    #expect(try await Self.drain(watch, on: device) == [48])
    try await device.ask { calls, _ in calls.end(watch) }
    #expect(driver.calls(of: "nvmlEventSetFree") == 1)
  }

  @Test("are unavailable where a GPU reports none, and the event set is freed")
  func unsupported() async throws {
    let driver = try FakeDriver("return.nvmlDeviceRegisterEvents 3")
    let device = try await driver.device()
    #expect(try await device.ask { $0.watchXIDs(of: [$1]) }.reason?.contains("3 NOT_SUPPORTED") == true)
    #expect(driver.calls(of: "nvmlEventSetFree") == 1)
  }

  @Test("in its memory are counted by kind")
  func memoryErrors() async throws {
    let device = try await FakeDriver("ecc.corrected 5\necc.uncorrected 2").device()
    #expect(await device.eccErrors(.corrected) == .value(5))
    #expect(await device.eccErrors(.uncorrected) == .value(2))
  }
}
