import PerformanceNVML
import Testing

@Suite("The energy counter")
struct EnergyTests {
  @Test("is the power over time, in steps of the driver")
  func steps() async throws {
    let driver = try FakeDriver("clock manual\npower 400000 @1000 200000\nenergy.start 5000000")
    let device = try await driver.device()
    #expect(await device.energy == .value(5000))
    driver.advance(milliseconds: 99)
    #expect(await device.energy == .value(5000))
    driver.advance(milliseconds: 1)
    #expect(await device.energy == .value(5040))
    driver.advance(milliseconds: 1400)
    #expect(await device.energy == .value(5500))
  }

  @Test("follows the machine's clock")
  func realTime() async throws {
    let device = try await FakeDriver("energy.quantum 1").device()
    let first = try #require(await device.energy.value)
    try await Task.sleep(for: .milliseconds(50))
    let last = try #require(await device.energy.value)
    #expect(last - first >= 0.3 * 49)
  }

  @Test("starts again after the driver was reloaded")
  func reset() async throws {
    let driver = try FakeDriver("clock manual\npower 100000\nenergy.start 9000000\nenergy.reset 2000")
    let device = try await driver.device()
    driver.advance(milliseconds: 1900)
    #expect(await device.energy == .value(9190))
    driver.advance(milliseconds: 200)
    #expect(await device.energy == .value(10))
  }

  @Test("that does not change is still available")
  func frozen() async throws {
    let driver = try FakeDriver("clock manual\nenergy.quantum 1000000\nenergy.start 1234000")
    let device = try await driver.device()
    for _ in 0..<3 {
      #expect(await device.energy == .value(1234))
      driver.advance(milliseconds: 1000)
    }
  }

  @Test("exceeds 32 bits")
  func large() async throws {
    let device = try await FakeDriver("clock manual\nenergy.start 0x123456789abc").device()
    #expect(await device.energy == .value(Double(0x1234_5678_9abc) / 1000))
  }

  @Test("is unavailable on a board without one, and never zero")
  func absent() async throws {
    let device = try await FakeDriver("return.nvmlDeviceGetTotalEnergyConsumption 3").device()
    #expect(
      await device.energy
        == .unavailable("this device does not support it (nvmlDeviceGetTotalEnergyConsumption: 3 NOT_SUPPORTED)"))
  }
}
