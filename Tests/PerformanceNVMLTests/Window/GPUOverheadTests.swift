import Foundation
import PerformanceNVML
import PerformanceTestSupport
import Synchronization
import Testing

/// Prints the cost of reading on this machine. Expectations count calls, which are the same on every machine.
@Suite("The cost of reading a GPU", .serialized)
struct GPUOverheadTests {
  private static func snapshot(_ device: GPUDevice, _ calls: NVMLCalls) {
    _ = calls.snapshot(.start, of: device.handle)
  }

  @Test("A snapshot takes a few dozen calls, besides those that wait for the energy counter")
  func snapshots() async throws {
    let driver = try FakeDriver("energy.quantum 1\nprocesses 1:1 2:1")
    let device = try #require(try await driver.session().devices().first)
    // The first one finds out what the GPU does not support, and never asks for that again.
    try await device.session.perform { Self.snapshot(device, $0) }
    let before = driver.calls
    let count = 200
    let nanoseconds = try await device.session.perform { calls in
      let begin = Self.processorTime
      for _ in 0..<count { Self.snapshot(device, calls) }
      return Self.processorTime - begin
    }
    let calls = Double(driver.calls - before) / Double(count)
    let waiting = Double(driver.calls(of: "nvmlDeviceGetTotalEnergyConsumption")) / Double(count + 1)
    print("a snapshot: \(calls) calls of NVML, \(Double(nanoseconds) / 1e3 / Double(count)) µs of processor time")
    #expect(calls - waiting <= 16)
  }

  @Test("A sampler makes a few calls ten times a second and sleeps otherwise")
  func sampler() async throws {
    let driver = try FakeDriver("")
    let device = try #require(try await driver.session().devices().first)
    let (session, handle) = (device.session, device.handle)
    let spent = Mutex<[UInt64]>([])
    let before = driver.calls
    let sampler = GPUSampler { () throws(NVMLFailure) in
      let (sample, onItsThread) = try session.perform { calls in (calls.sample(of: handle), Self.processorTime) }
      spent.withLock { $0.append(onItsThread + Self.processorTime) }
      return sample
    }
    try await Patience.wait { spent.withLock { $0.count } >= 22 }
    let samples = sampler.stop().samples
    let costs = spent.withLock { $0 }
    // The last one read may not have been taken in any more.
    let (first, last) = (0, samples.count - 1)
    try #require(last > 0)
    let share = Double(costs[last] - costs[first]) / Double(samples[last].time - samples[first].time) * 100
    let calls = Double(driver.calls - before) / Double(samples.count)
    print("a sampler: \(calls) calls of NVML a sample, \(share) % of a core")
    #expect(calls <= 8)
  }

  /// Nanoseconds that the processor has spent on this thread.
  private static var processorTime: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
