import Dispatch
import Foundation
import Synchronization

/// Reads the gauges of a GPU periodically while other work runs, on a separate thread.
///
/// Never run it during a timed measurement: calls of NVML take a lock of the driver, and can delay the observed work
/// (MangoHud issue 2104). Between two samples the thread sleeps.
package final class GPUSampler: Sendable {
  /// The shortest time between two samples: drivers update their readings every 100 ms at best.
  package static let shortestPeriod = Duration.milliseconds(100)

  // The thread holds the record and not the sampler, so that releasing the sampler ends the thread.
  private let record = Record()

  /// Starts to read samples, the first one after one period, until the sampler is stopped or released.
  /// - Parameters:
  ///   - period: the time between two samples; a shorter one than `shortestPeriod` becomes that.
  ///   - sample: reads a sample and may wait for it; an error ends the sampling.
  package init(
    period: Duration = shortestPeriod, _ sample: @escaping @Sendable () throws(NVMLFailure) -> GPUSample
  ) {
    let thread = Thread { [record] in record.fill(every: max(period, Self.shortestPeriod), sample) }
    thread.name = "GPU sampler"
    thread.start()
  }

  /// Starts to sample a GPU.
  package convenience init(of device: GPUDevice, period: Duration = shortestPeriod) {
    let (session, handle) = (device.session, device.handle)
    self.init(period: period) { () throws(NVMLFailure) in try session.perform { $0.sample(of: handle) } }
  }

  deinit { record.close() }

  /// Ends the sampling at once, without waiting for a sample in progress, and returns the samples.
  package func stop() -> GPUSamples { record.close() }
}

extension GPUSampler {
  /// The samples, shared by the thread and the caller that stops it.
  private final class Record: Sendable {
    private let state = Mutex(State())
    private let isClosing = DispatchSemaphore(value: 0)

    private struct State {
      var samples = GPUSamples()
      var isClosed = false
    }

    /// Reads samples until the record is closed.
    func fill(every period: Duration, _ sample: () throws(NVMLFailure) -> GPUSample) {
      // Reserved for half a minute, so that growing takes no time during the window.
      state.withLock { $0.samples.samples.reserveCapacity(300) }
      let pause = DispatchTimeInterval.nanoseconds(Int(clamping: period.components.attoseconds / 1_000_000_000))
      let seconds = DispatchTimeInterval.seconds(Int(clamping: period.components.seconds))
      while isClosing.wait(timeout: .now() + seconds + pause) == .timedOut {
        do throws(NVMLFailure) {
          add(try sample())
        } catch {
          state.withLock { $0.samples.failure = error.reason }
          return
        }
      }
    }

    /// Adds a sample, unless the record is closed.
    private func add(_ sample: GPUSample) {
      state.withLock { state in
        if !state.isClosed { state.samples.samples.append(sample) }
      }
    }

    @discardableResult
    func close() -> GPUSamples {
      isClosing.signal()
      return state.withLock { state in
        state.isClosed = true
        return state.samples
      }
    }
  }
}
