import PerformanceGPU
import PerformanceNVML
import Testing

@Suite("GPUs that are missing, forbidden or lost")
struct BrokenDeviceTests {
  private static func failure(of session: NVMLSession) async -> NVMLFailure? {
    do {
      _ = try await session.devices()
      return nil
    } catch {
      return error
    }
  }

  @Test("are an empty list when the driver has none")
  func none() async throws {
    let failure = try #require(await Self.failure(of: FakeDriver("count 0").session()))
    #expect(failure == .noDevice)
    #expect(failure.problem == "The NVIDIA driver has no GPU for this process.")
    #expect(failure.remedy.contains("nvidia-smi -L"))
  }

  @Test("leave the others readable when one may not be opened")
  func forbidden() async throws {
    let session = try FakeDriver("count 3\ngpu1.handle 4").session()
    #expect(try await session.devices().map(\.index) == [0, 2])
  }

  @Test("give the reason when none may be opened")
  func allForbidden() async throws {
    let failure = try #require(await Self.failure(of: FakeDriver("count 2\ngpu0.handle 4\ngpu1.handle 15").session()))
    guard case .noUsableDevice(let reasons) = failure else { return #expect(Bool(false), "\(failure)") }
    #expect(reasons.count == 2)
    #expect(failure.problem.contains("4 NO_PERMISSION"))
    #expect(failure.problem.contains("15 GPU_IS_LOST"))
    #expect(failure.remedy.contains("/dev/nvidia*"))
  }

  @Test("are not asked again when this user has no permission")
  func refused() async throws {
    let driver = try FakeDriver("return.nvmlDeviceGetTotalEnergyConsumption 4")
    let device = try await driver.device()
    for _ in 0..<5 {
      #expect(
        await device.energy
          == .unavailable(
            "this user may not ask for it (nvmlDeviceGetTotalEnergyConsumption: 4 NO_PERMISSION)"))
    }
    #expect(driver.calls(of: "nvmlDeviceGetTotalEnergyConsumption") == 1)
    #expect(await device.power.value != nil)
  }

  @Test("that refuse a request do not affect others")
  func refusedByOne() async throws {
    let driver = try FakeDriver("count 2\ngpu0.return.nvmlDeviceGetTotalEnergyConsumption 3")
    let devices = try await driver.session().devices()
    #expect(await devices[0].energy.value == nil)
    #expect(await devices[1].energy.value != nil)
  }

  @Test("that fail temporarily are asked again")
  func retried() async throws {
    let driver = try FakeDriver("clock manual\nreturn.nvmlDeviceGetUtilizationRates 27 @1000 0")
    let device = try await driver.device()
    #expect(await device.utilization.reason?.contains("27 NOT_READY") == true)
    driver.advance(milliseconds: 1000)
    #expect(await device.utilization.value?.gpu == 0.97)
  }

  @Test("that are lost have invalid readings from then on, and are not asked any more")
  func lost() async throws {
    let driver = try FakeDriver("count 2\ngpu0.lost.after 12")
    let devices = try await driver.session().devices()
    var reading = await devices[0].energy
    for _ in 0..<20 where reading.value != nil { reading = await devices[0].energy }
    #expect(
      reading
        == .invalid(
          "the GPU fell off the bus or cannot be reached any more (nvmlDeviceGetTotalEnergyConsumption: 15 GPU_IS_LOST)"
        ))
    // The driver's version, which says what fields mean, is no question to the device.
    func calls() -> Int { driver.calls - driver.calls(of: "nvmlSystemGetDriverVersion") }
    let callsBefore = calls()
    #expect(await devices[0].power.isInvalid)
    #expect(await devices[0].memory.isInvalid)
    #expect(await devices[0].temperature.isInvalid)
    #expect(await devices[0].throttleReasons.isInvalid)
    #expect(await devices[0].processes.isInvalid)
    #expect(await devices[0].throttleTimes.value?.power.isInvalid == true)
    #expect(calls() == callsBefore)
    #expect(await devices[1].power.value == 300)
  }

  @Test(
    "have invalid numbers in states in which no number holds",
    arguments: [(8, "power cable"), (11, "interrupts"), (16, "reset")])
  func invalid(code: Int, text: String) async throws {
    let device = try await FakeDriver("return.nvmlDeviceGetTotalEnergyConsumption \(code)").device()
    let energy = await device.energy
    #expect(energy.isInvalid)
    #expect(energy.reason?.contains(text) == true)
  }

  @Test("are all invalid once other code of the process has shut NVML down")
  func shutDown() async throws {
    let driver = try FakeDriver("count 2")
    let devices = try await driver.session().devices()
    try driver.add("return.nvmlDeviceGetClockInfo 1")
    #expect(await devices[0].clock(.sm).isInvalid)
    let calls = driver.calls
    #expect(await devices[1].power.isInvalid)
    #expect(driver.calls == calls)
  }

  @Test("keep the number of an error code that is newer than this package")
  func newerCode() async throws {
    let device = try await FakeDriver("return.nvmlDeviceGetTotalEnergyConsumption 77").device()
    #expect(
      await device.energy
        == .unavailable(
          "NVML gave a code that is newer than this package (nvmlDeviceGetTotalEnergyConsumption: 77)"))
  }
}
