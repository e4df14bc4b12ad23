import PerformanceNVML
import Testing

@Suite("Texts of a driver")
struct TextTests {
  @Test("without a terminator are as long as their buffer, and nothing behind it is read")
  func unterminated() async throws {
    let device = try await FakeDriver("name.unterminated 1\nname NVIDIA").device()
    #expect(device.name == "NVIDIA" + String(repeating: "x", count: 90))
    #expect(device.uuid.count == 40)
  }

  @Test("that are not UTF-8 have a replacement character")
  func encoding() async throws {
    #expect(try await FakeDriver("name NVIDIA größer ✓").device().name == "NVIDIA größer ✓")
  }

  @Test("that do not fit the buffer of the newest headers leave a GPU out, with the reason")
  func tooLong() async throws {
    let name = "NVIDIA " + String(repeating: "very ", count: 40) + "large"
    let driver = try FakeDriver("count 2\ngpu1.name \(name)")
    let devices = try await driver.session().devices()
    #expect(devices.map(\.name) == ["NVIDIA H200"])
    try driver.add("name \(name)")
    await #expect(
      throws: NVMLFailure.noUsableDevice(
        [String](
          repeating: "the answer did not fit into its buffer (nvmlDeviceGetName: 7 INSUFFICIENT_SIZE)", count: 2))
    ) {
      try await driver.session().devices()
    }
  }

  @Test("that do not fit and identify no GPU leave it usable")
  func unimportant() async throws {
    let device = try await FakeDriver("vbios \(String(repeating: "9", count: 100))").device()
    #expect(await device.vbios.reason?.contains("7 INSUFFICIENT_SIZE") == true)
    #expect(await device.power == .value(300))
  }
}
