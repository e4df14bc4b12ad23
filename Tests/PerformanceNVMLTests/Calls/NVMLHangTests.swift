import Foundation
import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("A call that hangs")
struct NVMLHangTests {
  private static let second = NVMLDeadlines(start: .seconds(60), call: .seconds(1))
  private static let energy = "nvmlDeviceGetTotalEnergyConsumption"

  private static func failure(of session: NVMLSession) async -> NVMLFailure? {
    do {
      try await session.perform { _ in }
      return nil
    } catch {
      return error
    }
  }

  private static func waitUntilHanging(_ driver: FakeDriver) async throws {
    try await Patience.wait(every: .milliseconds(1)) { driver.hanging > 0 }
  }

  /// Lets time pass while a call hangs, and waits until the watch has seen that it may go on.
  private static func pass(_ duration: Duration, for driver: FakeDriver) async throws {
    try await waitUntilHanging(driver)
    driver.clock.advance(by: duration)
    let reads = driver.clock.reads
    try await Patience.wait(every: .milliseconds(1)) { driver.clock.reads > reads }
  }

  /// The result of a request whose call hangs for its whole time. The watch need not read the clock after that.
  private static func answer<Value: Sendable>(
    after duration: Duration, of driver: FakeDriver, _ question: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    async let answer = question()
    try await waitUntilHanging(driver)
    driver.clock.advance(by: duration)
    return try await answer
  }

  @Test("at the start disables the library, with its name and the seconds waited")
  func start() async throws {
    let driver = try FakeDriver("hang.nvmlInit_v2 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .milliseconds(300), call: .seconds(60)))
    let answer = try await Self.answer(after: .milliseconds(300), of: driver) { await Self.failure(of: session) }
    let failure = try #require(answer)
    #expect(failure.problem == "NVML did not answer in 0.3 s: nvmlInit_v2; it is left alone.")
    #expect(failure.remedy.contains("a reset of the GPU or a reboot"))
    #expect(driver.hanging == 1)
  }

  @Test("at the start may take as long as starting does, not only as long as a call")
  func slowStart() async throws {
    let driver = try FakeDriver("hang.nvmlInit_v2 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .seconds(60), call: .milliseconds(100)))
    async let failure = Self.failure(of: session)
    try await Self.pass(.seconds(59), for: driver)
    driver.release()
    #expect(await failure == nil)
  }

  @Test("ends after its own timeout, though the library took longer to start")
  func afterSlowStart() async throws {
    let driver = try FakeDriver("hang.nvmlInit_v2 1\nhang.\(Self.energy) 1")
    let session = driver.session(deadlines: NVMLDeadlines(start: .seconds(3600), call: .seconds(1)))
    async let devices = session.devices()
    try await Self.pass(.seconds(1500), for: driver)
    try driver.add("hang.nvmlInit_v2 0")
    let device = try #require(await devices.first)
    let energy = try await Self.answer(after: .seconds(1), of: driver) { await device.energy }
    #expect(energy == .unavailable("NVML did not answer in 1 s: \(Self.energy); it is left alone"))
  }

  @Test("ends with a timeout, and later requests fail without a call")
  func later() async throws {
    let driver = try FakeDriver("count 2\nhang.\(Self.energy) 1")
    let session = driver.session(deadlines: Self.second)
    let devices = try await session.devices()
    let reason = "NVML did not answer in 1 s: \(Self.energy); it is left alone"
    let energy = try await Self.answer(after: .seconds(1), of: driver) { await devices[0].energy }
    #expect(energy == .unavailable(reason))
    let calls = driver.calls
    for device in devices {
      #expect(await device.energy == .unavailable(reason))
      #expect(await device.temperature == .unavailable(reason))
      #expect(await device.memory == .unavailable(reason))
    }
    await #expect(throws: NVMLFailure.unanswered(call: Self.energy, seconds: 1)) { try await session.devices() }
    #expect(driver.calls == calls)
  }

  @Test("and returns after its timeout changes nothing")
  func lateReturn() async throws {
    let driver = try FakeDriver("hang.\(Self.energy) 1")
    let device = try #require(await driver.session(deadlines: Self.second).devices().first)
    let energy = try await Self.answer(after: .seconds(1), of: driver) { await device.energy }
    #expect(energy.value == nil)
    driver.release()
    try await Patience.wait(every: .milliseconds(1)) { driver.hanging == 0 }
    let calls = driver.calls
    #expect(await device.energy.reason?.hasSuffix("it is left alone") == true)
    #expect(driver.calls == calls)
  }

  @Test("and returns after its timeout is the last call of its request")
  func noFurtherCall() async throws {
    let driver = try FakeDriver("hang.nvmlDeviceGetPcieReplayCounter 1\nreturn.nvmlDeviceGetPcieReplayCounter 3")
    let device = try #require(await driver.session(deadlines: Self.second).devices().first)
    await #expect(throws: NVMLFailure.unanswered(call: "nvmlDeviceGetPcieReplayCounter", seconds: 1)) {
      try await Self.answer(after: .seconds(1), of: driver) { try await device.ask { $0.pcieReplays(of: $1) } }
    }
    driver.release()
    try await Patience.wait(every: .milliseconds(1)) { driver.hanging == 0 }
    // When the thread goes on cannot be seen: a call that it may not make gets time to be made.
    try await Task.sleep(for: .milliseconds(100))
    #expect(driver.calls(of: "nvmlDeviceGetFieldValues") == 0)
  }

  @Test("gives the requests waiting behind it the same error")
  func waiting() async throws {
    let driver = try FakeDriver("hang.\(Self.energy) 1")
    let device = try #require(await driver.session(deadlines: Self.second).devices().first)
    let readings = try await Self.answer(after: .seconds(1), of: driver) {
      await withTaskGroup { group in
        group.addTask { await device.energy }
        for _ in 0..<20 { group.addTask { await device.powerLimit } }
        return await group.reduce(into: [Reading<Double>]()) { $0.append($1) }
      }
    }
    // Requests before the call that hangs have a result.
    #expect(readings.allSatisfy { $0 == .value(700) || $0.reason?.hasSuffix("it is left alone") == true })
    #expect(driver.hanging == 1)
  }

  @Test("blocks no thread of Swift's pool, however many readings wait for it")
  func tasksContinue() async throws {
    let driver = try FakeDriver("hang.\(Self.energy) 1")
    let device = try await driver.device()
    let readings = (0..<200).map { _ in Task.detached { await device.energy } }
    try await Self.waitUntilHanging(driver)
    var sum = 0
    for number in 1...100 { sum += await Task.detached { number }.value }
    #expect(sum == 5050)
    #expect(driver.hanging == 1)
    driver.release()
    for reading in readings { #expect(await reading.value.value != nil) }
    #expect(driver.calls(of: Self.energy) == 200)
  }

  @Test("ends the wait of a thread as it ends that of a task")
  func blocking() async throws {
    let driver = try FakeDriver("hang.\(Self.energy) 1")
    let session = driver.session(deadlines: Self.second)
    let device = try #require(await session.devices().first)
    let failure = try await Self.answer(after: .seconds(1), of: driver) {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          do throws(NVMLFailure) {
            _ = try session.perform { $0.energyCounter(of: device.handle) }
            continuation.resume(returning: NVMLFailure?.none)
          } catch {
            continuation.resume(returning: error)
          }
        }
      }
    }
    #expect(failure == .unanswered(call: Self.energy, seconds: 1))
  }

  @Test("is distinguished from a slow call")
  func slow() async throws {
    for _ in 0..<3 {
      let driver = try FakeDriver("hang.\(Self.energy) 1")
      let device = try #require(await driver.session(deadlines: Self.second).devices().first)
      async let energy = device.energy
      try await Self.pass(.milliseconds(999), for: driver)
      driver.release()
      #expect(await energy.value != nil)
    }
  }
}
