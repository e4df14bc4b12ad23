import PerformanceNVML
import Testing

@Suite("Fields that are read in one call")
struct FieldTests {
  private static func device(_ script: String) async throws -> GPUDevice { try await FakeDriver(script).device() }

  @Test("fail one by one inside a call that succeeds")
  func entryFails() async throws {
    let driver = try FakeDriver("clock manual\nthrottle 0x4\nfield.75 !3\nfield.76 !999")
    let device = try await driver.device()
    driver.advance(milliseconds: 2000)
    let times = try #require(await device.throttleTimes.value)
    #expect(times.power == .value(2))
    #expect(
      times.thermal == .unavailable("this device does not support it (nvmlDeviceGetFieldValues: 3 NOT_SUPPORTED)"))
    #expect(times.syncBoost.reason?.contains("999 UNKNOWN") == true)
    #expect(times.boardLimit == .value(0))
    #expect(driver.calls(of: "nvmlDeviceGetFieldValues") == 1)
  }

  @Test("are not requested again after the device refused them")
  func refused() async throws {
    let driver = try FakeDriver("field.75 !3\nfield.76 !27")
    let device = try await driver.device()
    for _ in 0..<3 { _ = await device.throttleTimes }
    #expect(driver.calls(of: "field.75") == 1)
    #expect(driver.calls(of: "field.76") == 3)
    #expect(driver.calls(of: "field.74") == 3)
  }

  @Test("with an unknown number are unavailable")
  func unknown() async throws {
    let device = try await Self.device("field.last 196")
    let traffic = try await device.ask { $0.traffic(of: $1) }
    #expect(
      traffic.pcieReceived
        == .unavailable("this kind of device does not take the question (nvmlDeviceGetFieldValues: 2 INVALID_ARGUMENT)")
    )
  }

  @Test(
    "have the type that the driver reports",
    arguments: [
      ("double 71.5", 71.5), ("u32 71", 71), ("ulong 71", 71), ("u64 71", 71), ("i64 -71", -71), ("i32 -71", -71),
      ("u16 71", 71),
    ])
  func types(value: String, degrees: Double) async throws {
    #expect(try await Self.device("field.82 \(value)").memoryTemperature == .value(degrees))
  }

  @Test("of a type newer than this package are unavailable")
  func unexpectedType() async throws {
    let reading = try await Self.device("field.82 type:9 71").memoryTemperature
    #expect(reading == .unavailable("field 82 has a value of a type that this package does not know: 9"))
  }

  @Test(
    "that are counters are unavailable when negative or fractional",
    arguments: [
      "double 1.5", "i64 -1", "i32 -1",
    ])
  func noCounter(value: String) async throws {
    let times = try await Self.device("field.74 \(value)").throttleTimes.value
    #expect(times?.power.reason?.contains("field 74 is no counter") == true)
  }

  @Test("are requested one by one when the call fails, and refused ones not again")
  func together() async throws {
    let driver = try FakeDriver((74...79).map { "field.\($0) !3" }.joined(separator: "\n"))
    let device = try await driver.device()
    for _ in 0..<2 {
      let times = try #require(await device.throttleTimes.value)
      #expect(times.power.value == nil && times.reliability.value == nil)
    }
    #expect(driver.calls(of: "field.74") <= 2)
    #expect(driver.calls(of: "nvmlDeviceGetFieldValues") <= 7)
  }

  @Test("have a time that distinguishes a new reading of the sensor from an old one")
  func timestamps() async throws {
    let driver = try FakeDriver("clock manual\npower 100000 @150 200000")
    let device = try await driver.device()
    func reading() async throws -> NVMLFieldValue? {
      try await device.ask { $0.fields([.powerInstant], of: $1)[.powerInstant] }.value
    }
    driver.advance(milliseconds: 110)
    let first = try await reading()
    driver.advance(milliseconds: 20)
    #expect(try await reading()?.timestamp == first?.timestamp)
    driver.advance(milliseconds: 100)
    let later = try await reading()
    #expect(later?.number == .unsigned(200_000))
    #expect(later?.timestamp == (first?.timestamp ?? 0) + 100_000)
  }

  @Test("of power have a fallback where the driver does not know them")
  func powerUsage() async throws {
    let driver = try FakeDriver("field.last 165\npower 250000")
    #expect(try await driver.device().power == .value(250))
    #expect(driver.calls(of: "nvmlDeviceGetPowerUsage") == 1)
  }
}
