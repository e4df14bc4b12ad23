import PerformanceNVML
import Testing

@Suite("Lowered clocks")
struct ThrottleTests {
  @Test("for moments between two readings of the reasons are in the times")
  func pulses() async throws {
    // 80 ms of every 200 ms, between readings at 0, 200, 400 ms.
    let pulses = (0..<5).map { "@\($0 * 200 + 60) 0x40 @\($0 * 200 + 140) 0" }.joined(separator: " ")
    let driver = try FakeDriver("clock manual\nthrottle 0 \(pulses)")
    let device = try await driver.device()
    for _ in 0..<5 {
      #expect(await device.throttleReasons == .value([]))
      driver.advance(milliseconds: 200)
    }
    #expect(await device.throttleTimes.value?.thermal == .value(0.4))
    #expect(await device.throttleTimes.value?.power == .value(0))
  }

  @Test(
    "are counted by cause",
    arguments: [
      (0x4, \GPUThrottleTimes.power), (0x20, \.thermal), (0x40, \.thermal), (0x10, \.syncBoost), (0x80, \.boardLimit),
      (0x1, \.lowUtilization),
    ])
  func causes(bit: Int, cause: KeyPath<GPUThrottleTimes, Reading<Double>> & Sendable) async throws {
    let driver = try FakeDriver("clock manual\nthrottle 0 @1000 \(bit) @3500 0")
    let device = try await driver.device()
    driver.advance(milliseconds: 6000)
    let times = try #require(await device.throttleTimes.value)
    let all: [KeyPath<GPUThrottleTimes, Reading<Double>> & Sendable] = [
      \.power, \.thermal, \.syncBoost, \.boardLimit, \.lowUtilization, \.reliability,
    ]
    for each in all { #expect(times[keyPath: each] == .value(each == cause ? 2.5 : 0)) }
  }

  @Test("are lower from one reading to the next")
  func clockDrop() async throws {
    let driver = try FakeDriver("clock manual\nclock.sm 1980 @500 1200\nthrottle 0 @500 0x8\npstate 0 @500 2")
    let device = try await driver.device()
    #expect(await device.clock(.sm) == .value(1980))
    driver.advance(milliseconds: 500)
    #expect(await device.clock(.sm) == .value(1200))
    #expect(await device.maximumClock(.sm) == .value(1980))
    #expect(await device.throttleReasons == .value(.hardwareSlowdown))
    #expect(await device.performanceState == .value(2))
  }
}
