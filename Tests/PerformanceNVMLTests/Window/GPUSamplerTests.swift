import Foundation
import PerformanceNVML
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("A sampler reads gauges beside the work")
struct GPUSamplerTests {
  @Test("It takes samples until it is stopped, at most ten times a second")
  func samples() async throws {
    let taken = Mutex<[UInt64]>([])
    let sampler = GPUSampler(period: .milliseconds(1)) { () throws(NVMLFailure) in
      let sample = GPUSample.now()
      taken.withLock { $0.append(sample.time) }
      return sample
    }
    try await Patience.wait { taken.withLock { $0.count } >= 3 }
    let samples = sampler.stop()
    #expect(samples.samples.count >= 3)
    #expect(samples.failure == nil)
    let times = samples.samples.map(\.time)
    // The clock that ends a pause and the clock of the samples differ a little.
    let pauses = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(pauses.allSatisfy { $0 > 90_000_000 }, "\(pauses)")
    #expect(sampler.stop() == samples, "what comes after the stop is dropped")
  }

  @Test("A failure ends it, and is reported")
  func failure() async throws {
    let asked = Mutex(0)
    let sampler = GPUSampler { () throws(NVMLFailure) in
      asked.withLock { $0 += 1 }
      if asked.withLock({ $0 }) == 2 { throw .unanswered(call: "nvmlDeviceGetClockInfo", seconds: 2) }
      return .now()
    }
    try await Patience.wait { asked.withLock { $0 } == 2 }
    try await Patience.wait { sampler.stop().failure != nil }
    let samples = sampler.stop()
    #expect(samples.samples.count == 1)
    #expect(samples.failure == "NVML did not answer in 2 s: nvmlDeviceGetClockInfo; it is left alone")
  }

  @Test("Stopping does not wait for a sample that hangs, and drops it")
  func hangingSample() async throws {
    let isReading = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    let hasReturned = Mutex(false)
    let sampler = GPUSampler { () throws(NVMLFailure) in
      isReading.signal()
      mayGoOn.wait()
      hasReturned.withLock { $0 = true }
      return .now()
    }
    try await Patience.wait { isReading.wait(timeout: .now()) == .success }
    #expect(sampler.stop() == GPUSamples())
    mayGoOn.signal()
    try await Patience.wait { hasReturned.withLock { $0 } }
    #expect(sampler.stop() == GPUSamples())
  }

  @Test("Its release ends its thread")
  func released() async throws {
    final class Watched: Sendable {}
    weak var watched: Watched?
    do {
      let held = Watched()
      watched = held
      _ = GPUSampler { () throws(NVMLFailure) in
        _ = held
        return .now()
      }
    }
    try await Patience.wait { watched == nil }
  }
}

extension GPUSample {
  /// A sample of this moment.
  fileprivate static func now() -> GPUSample {
    var sample = GPUSamples.fabricated(1).samples[0]
    sample.time = DispatchTime.now().uptimeNanoseconds
    return sample
  }
}
