import PerformanceNVML
import Testing

@Suite("Texts of a driver")
struct TextTests {
  @Test("without an end are as long as their room, and nothing behind it is read")
  func unterminated() async throws {
    let device = try await FakeDriver("name.unterminated 1\nname NVIDIA").device()
    #expect(device.name == "NVIDIA" + String(repeating: "x", count: 90))
    #expect(device.uuid.count == 40)
  }

  @Test("that are not UTF-8 have a sign in the place of what cannot be read")
  func encoding() async throws {
    #expect(try await FakeDriver("name NVIDIA größer ✓").device().name == "NVIDIA größer ✓")
  }

  @Test("that do not fit are asked for with more room")
  func tooLong() async throws {
    let name = "NVIDIA " + String(repeating: "very ", count: 40) + "large"
    let device = try await FakeDriver("name \(name)").device()
    #expect(device.name == name)
  }

  @Test("that fit into no room leave the GPU usable where it is not known by them")
  func endless() async throws {
    let device = try await FakeDriver("return.nvmlDeviceGetVbiosVersion 7").device()
    #expect(await device.vbios.reason?.contains("7 INSUFFICIENT_SIZE") == true)
  }
}
