import PerformanceNVML
import Testing

@Suite("A GPU with an old driver")
struct OldDriverTests {
  private static let script = """
    driver 470.256.02
    cuda 11040
    field.last 165
    memory.used 1000
    memory.reserved 24
    throttle 0x4
    processes 4242:1048576
    """

  @Test("of the series 470 has every value of the older functions")
  func older() async throws {
    let driver = try FakeDriver(Self.script)
    let device = try await driver.device(hiding: OldDriver.from470)
    #expect(await device.power == .value(300))
    #expect(await device.temperature == .value(45))
    #expect(await device.memory.value?.used == 1024)
    #expect(await device.throttleReasons == .value(.powerCap))
    #expect(await device.processes == .value([GPUProcess(pid: 4242, usedMemory: 1_048_576)]))
    #expect(await device.throttleTimes.value?.power.value != nil)
    #expect(await device.energy.value != nil)
    #expect(driver.calls(of: "nvmlDeviceGetComputeRunningProcesses_v2") == 1)
    for function in OldDriver.from470 { #expect(driver.calls(of: function) == 0, "\(function)") }
  }

  @Test("of the series 470 names the functions that it lacks")
  func missing() async throws {
    let device = try await FakeDriver(Self.script).device(hiding: OldDriver.from470)
    let sample = try await device.ask { $0.gpmSample(of: $1) }
    #expect(sample.reason == "this driver has no nvmlGpmQueryDeviceSupport")
    let traffic = try await device.ask { $0.traffic(of: $1) }
    #expect(traffic.pcieTransmitted.reason?.contains("2 INVALID_ARGUMENT") == true)
  }

  @Test(
    "without any one function has every value of the others",
    arguments: [
      "nvmlDeviceGetTotalEnergyConsumption", "nvmlDeviceGetPowerUsage", "nvmlDeviceGetFieldValues",
      "nvmlDeviceGetClockInfo", "nvmlDeviceGetUtilizationRates", "nvmlDeviceGetSamples", "nvmlDeviceGetPciInfo_v3",
      "nvmlDeviceGetMigMode", "nvmlDeviceIsMigDeviceHandle", "nvmlSystemGetDriverVersion", "nvmlEventSetCreate",
    ])
  func oneMissing(function: String) async throws {
    let driver = try FakeDriver()
    let device = try await driver.device(hiding: [function])
    let readings = await [
      device.energy.reason, device.power.reason, device.clock(.sm).reason, device.utilization.reason,
      device.temperature.reason, device.memory.map { Double($0.used) }.reason,
      device.processes.map { Double($0.count) }.reason,
    ]
    #expect(readings.compactMap { $0 }.allSatisfy { $0 == "this driver has no \(function)" })
    #expect(readings.compactMap { $0 }.count <= 1)
    #expect(driver.calls(of: function) == 0)
  }

  @Test("of the series 535 has longer elements in its list of processes, and correct pids")
  func longElements() async throws {
    let driver = try FakeDriver("driver 535.54.03\nprocesses.size 32\nprocesses 11:100 22:200 33:300")
    let device = try await driver.device(hiding: OldDriver.from535)
    #expect(
      await device.processes
        == .value([
          GPUProcess(pid: 11, usedMemory: 100), GPUProcess(pid: 22, usedMemory: 200),
          GPUProcess(pid: 33, usedMemory: 300),
        ]))
    #expect(driver.calls(of: "nvmlDeviceGetComputeRunningProcesses_v3") == 1)
  }

  @Test("of 535.98, which has no third version of the list, is read by the second")
  func withdrawn() async throws {
    let driver = try FakeDriver("processes 11:100 22:200")
    let device = try await driver.device(hiding: [
      "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetGraphicsRunningProcesses_v3",
    ])
    #expect(await device.processes.value?.map(\.pid) == [11, 22])
    #expect(driver.calls(of: "nvmlDeviceGetComputeRunningProcesses_v2") == 1)
  }

  @Test(
    "older than 590 is not asked for fields that had another meaning then", arguments: [251, 252, 253, 269, 270, 271])
  func renumbered(field: Int) async throws {
    let driver = try FakeDriver("driver 580.95.05\nfield.last 300\nthrottle 0x60")
    let device = try await driver.device()
    let times = try #require(await device.throttleTimes.value)
    #expect(times.softwareThermal.reason?.contains("before driver 590") == true)
    #expect(driver.calls(of: "field.\(field)") == 0)
  }

  @Test("of 590 and later is asked for them, and never for 251 to 253")
  func renumberedLater() async throws {
    let driver = try FakeDriver("clock manual\ndriver 590.48.01\nfield.last 300\nthrottle 0x20")
    let device = try await driver.device()
    driver.advance(milliseconds: 1500)
    let times = try #require(await device.throttleTimes.value)
    #expect(times.softwareThermal == .value(1.5))
    #expect(times.hardwareThermal == .value(0))
    for field in 251...253 { #expect(driver.calls(of: "field.\(field)") == 0) }
  }
}
