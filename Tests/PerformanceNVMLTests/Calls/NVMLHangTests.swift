import Foundation
import PerformanceNVML
import Testing

@Suite("A call that hangs")
struct NVMLHangTests {
  /// Long enough that a call which comes back is not taken for one that does not, on a machine under load.
  private static let short = NVMLDeadlines(start: .seconds(60), call: .seconds(1))

  private static func failure(of session: NVMLSession) async -> NVMLFailure? {
    do {
      try await session.perform { _ in }
      return nil
    } catch {
      return error
    }
  }

  private static func waitUntilHanging(_ driver: FakeDriver) async throws {
    while driver.hanging == 0 { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test("at the start gives the library up, by name and with the seconds that were waited")
  func start() async throws {
    let driver = try FakeDriver("hang.nvmlInit_v2 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .milliseconds(300), call: .seconds(60)))
    let failure = try #require(await Self.failure(of: session))
    #expect(failure.problem == "NVML did not answer in 0.3 s: nvmlInit_v2; it is left alone.")
    #expect(failure.remedy.contains("a reset of the GPU or a reboot"))
    #expect(driver.hanging == 1)
  }

  @Test("at the start is waited for as long as starting may take, not as long as a call may")
  func slowStart() async throws {
    let driver = try FakeDriver("delay.nvmlInit_v2 500")
    let deadlines = NVMLDeadlines(start: .seconds(60), call: .milliseconds(100))
    #expect(await Self.failure(of: driver.session(deadlines: deadlines)) == nil)
  }

  @Test("is given up after its own time, though the library took longer to start", .timeLimit(.minutes(1)))
  func afterSlowStart() async throws {
    let driver = try FakeDriver("delay.nvmlInit_v2 1500\nhang.nvmlDeviceGetTotalEnergyConsumption 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .seconds(3600), call: .seconds(1)))
    let device = try #require(await session.devices().first)
    #expect(
      await device.energy
        == .unavailable("NVML did not answer in 1 s: nvmlDeviceGetTotalEnergyConsumption; it is left alone"))
  }

  @Test("is given up, and everything later answers without a call")
  func later() async throws {
    let driver = try FakeDriver("count 2\nhang.nvmlDeviceGetTotalEnergyConsumption 1")
    let session = driver.session(deadlines: Self.short)
    let devices = try await session.devices()
    let reason = "NVML did not answer in 1 s: nvmlDeviceGetTotalEnergyConsumption; it is left alone"
    #expect(await devices[0].energy == .unavailable(reason))
    let calls = driver.calls
    for device in devices {
      #expect(await device.energy == .unavailable(reason))
      #expect(await device.temperature == .unavailable(reason))
      #expect(await device.memory == .unavailable(reason))
    }
    await #expect(throws: NVMLFailure.unanswered(call: "nvmlDeviceGetTotalEnergyConsumption", seconds: 1)) {
      try await session.devices()
    }
    #expect(driver.calls == calls)
  }

  @Test("and comes back after it was given up changes nothing")
  func comesBack() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetTotalEnergyConsumption 1")
    let device = try #require(await driver.session(deadlines: Self.short).devices().first)
    #expect(await device.energy.value == nil)
    driver.release()
    while driver.hanging > 0 { try await Task.sleep(for: .milliseconds(1)) }
    let calls = driver.calls
    #expect(await device.energy.reason?.hasSuffix("it is left alone") == true)
    #expect(driver.calls == calls)
  }

  @Test("and comes back after it was given up is the last call, though its question has more of them")
  func noFurtherCall() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetPcieReplayCounter 1\nreturn.nvmlDeviceGetPcieReplayCounter 3")
    let device = try #require(await driver.session(deadlines: Self.short).devices().first)
    await #expect(throws: NVMLFailure.unanswered(call: "nvmlDeviceGetPcieReplayCounter", seconds: 1)) {
      try await device.ask { $0.pcieReplays(of: $1) }
    }
    driver.release()
    while driver.hanging > 0 { try await Task.sleep(for: .milliseconds(1)) }
    // Nothing tells when the thread has gone on: a call that it may not make gets time to be made.
    try await Task.sleep(for: .milliseconds(100))
    #expect(driver.calls(of: "nvmlDeviceGetFieldValues") == 0)
  }

  @Test("in the middle of several gives what waits behind it the same answer")
  func waiting() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetTotalEnergyConsumption 1")
    let device = try #require(await driver.session(deadlines: Self.short).devices().first)
    let readings = await withTaskGroup { group in
      group.addTask { await device.energy }
      for _ in 0..<20 { group.addTask { await device.powerLimit } }
      return await group.reduce(into: [Reading<Double>]()) { $0.append($1) }
    }
    // Those that were asked before the call that hangs have an answer.
    #expect(readings.allSatisfy { $0 == .value(700) || $0.reason?.hasSuffix("it is left alone") == true })
    #expect(driver.hanging == 1)
  }

  @Test("holds no thread that Swift runs tasks on, however many readings wait for it")
  func tasksGoOn() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetTotalEnergyConsumption 1")
    let device = try await driver.device()
    let readings = (0..<200).map { _ in Task.detached { await device.energy } }
    try await Self.waitUntilHanging(driver)
    var sum = 0
    for number in 1...100 { sum += await Task.detached { number }.value }
    #expect(sum == 5050)
    #expect(driver.hanging == 1)
    driver.release()
    for reading in readings { #expect(await reading.value.value != nil) }
    #expect(driver.calls(of: "nvmlDeviceGetTotalEnergyConsumption") == 200)
  }

  @Test("ends a thread that waits for it, as it ends a task")
  func blocking() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetTotalEnergyConsumption 1")
    let session = driver.session(deadlines: Self.short)
    let device = try #require(await session.devices().first)
    let failure = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        do throws(NVMLFailure) {
          _ = try session.perform { $0.energyCounter(of: device.handle) }
          continuation.resume(returning: NVMLFailure?.none)
        } catch {
          continuation.resume(returning: error)
        }
      }
    }
    #expect(failure == .unanswered(call: "nvmlDeviceGetTotalEnergyConsumption", seconds: 1))
  }

  @Test("is told from one that is only slow")
  func slow() async throws {
    let driver = try FakeDriver("delay.nvmlDeviceGetTotalEnergyConsumption 300")
    let device = try #require(await driver.session(deadlines: Self.short).devices().first)
    for _ in 0..<5 { #expect(await device.energy.value != nil) }
  }
}
