import Foundation
import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import Synchronization

/// Reads a GPU around windows of a session, through NVML.
///
/// It holds the lock of the board, so that processes without a common machine lock, as in containers, do not measure
/// one board at a time if they share `/tmp`.
package final class GPUWindowReader: GPUReader {
  private let device: GPUDevice
  private let notes: [GPUCaveat]
  private let lock: MachineLock
  private let opened = Mutex<Opened?>(nil)

  /// The state at the begin of a window.
  private struct Opened: Sendable {
    var start: WindowSnapshot
    var activity: Reading<GPMSample>
    var faults: Reading<XIDWatch>
    var sampler: GPUSampler
  }

  private init(_ device: GPUDevice, notes: [GPUCaveat], lock: consuming MachineLock) {
    self.device = device
    self.notes = notes
    self.lock = lock
  }

  package func open() -> Double {
    let handle = device.handle
    let begun = try? device.session.perform { calls in
      let faults = calls.watchXIDs(of: [calls.board(of: handle)])
      let activity = calls.gpmSample(of: handle)
      return (calls.snapshot(.start, of: handle), activity, faults)
    }
    // The failure is reported when the window is closed.
    guard let (start, activity, faults) = begun else { return 0 }
    let sampler = GPUSampler(of: device)
    opened.withLock { $0 = Opened(start: start, activity: activity, faults: faults, sampler: sampler) }
    return EnergyWindow.length(after: start.energy)
  }

  package func close(iterations: Int, seconds: Double) -> Result<GPUReadings, GPUAbsence> {
    let begun = opened.withLock { opened in
      defer { opened = nil }
      return opened
    }
    let samples = begun?.sampler.stop() ?? GPUSamples()
    do throws(NVMLFailure) {
      let read = try device.session.perform { [device, notes] calls -> Reading<GPUReadings> in
        guard let begun else { return .unavailable("the window was not opened") }
        return calls.readings(
          of: device, since: begun.start, begun.activity, begun.faults, samples, iterations: iterations,
          seconds: seconds, notes: notes)
      }
      guard let readings = read.value else { return .failure(GPUAbsence(read.reason ?? "the GPU gave no readings")) }
      return .success(readings)
    } catch {
      return .failure(GPUAbsence(error.reason))
    }
  }
}

extension NVMLCalls {
  /// Closes a window. The snapshot comes first, while the board is still warm from the work.
  fileprivate func readings(
    of device: GPUDevice, since start: WindowSnapshot, _ before: Reading<GPMSample>, _ watch: Reading<XIDWatch>,
    _ samples: GPUSamples, iterations: Int, seconds: Double, notes: [GPUCaveat]
  ) -> Reading<GPUReadings> {
    let handle = device.handle
    let end = snapshot(.end, of: handle)
    let after = gpmSample(of: handle)
    let active = before.flatMap { first in after.map { activity(from: first, to: $0, of: handle) } }
    for sample in [before, after] { sample.value.map(release) }
    let faults = watch.flatMap { watch in
      defer { self.end(watch) }
      return drain(watch).map(\.count)
    }
    let window = GPUWindow(
      start: start, end: end, samples: samples, iterations: iterations, elapsed: seconds,
      activity: active.value ?? GPUActivity(without: active.map { _ in 0 }), xids: faults, ownership: .current())
    let maximum = maximumClock(.sm, of: board(of: handle))
    return environment(of: handle).map { environment in
      GPUReadings(
        values: Dictionary(
          window.values(maximumSMClock: maximum).map { ($0.name, $0.reading.gathered) },
          uniquingKeysWith: { first, _ in first }),
        conditions: GPUConditions(
          environment: environment, caveats: GPUValidity.caveats(about: window, maximumSMClock: maximum) + notes))
    }
  }
}

extension GPUWindowReader {
  /// Seconds to wait for another process's measurement of the board.
  private static let patience = 60.0

  /// The reader of the GPU that an environment requests, or the reason why there is none.
  package static func find(
    environment: [String: String], session: NVMLSession = .shared
  ) -> Result<any GPUReader, GPUAbsence> {
    do {
      switch try GPUSelection(environment: environment, session: session) {
      case .off: return .failure(GPUAbsence("PERFTEST_GPU is off"))
      case .none(let reason): return .failure(GPUAbsence(reason))
      case .chosen(let chosen):
        let handle = try session.perform { $0.device(uuid: chosen.uuid) }
        let device = try session.perform { calls in
          handle.flatMap { calls.device($0, index: chosen.device.gpu.index, in: session) }
        }
        guard let device = device.value else { return .failure(GPUAbsence(device.reason ?? "the GPU is gone")) }
        let end = RunClock.seconds + patience
        let lock = try MachineLock.take(
          file: GPULockFile.url(uuid: chosen.device.gpu.uuid), waiting: { _ in }, isWanted: { RunClock.seconds < end })
        guard let lock else { return .failure(GPUAbsence("another process measures this GPU")) }
        return .success(GPUWindowReader(device, notes: chosen.notes, lock: lock))
      }
    } catch let failure as NVMLFailure {
      return .failure(GPUAbsence(failure.reason))
    } catch {
      return .failure(GPUAbsence("\(error)"))
    }
  }
}

extension Reading<Double> {
  /// The reading in the form of sessions.
  fileprivate var gathered: MetricDefinition.Gathered {
    switch self {
    case .value(let value): .values([value])
    case .unavailable(let reason): .unavailable(.external(reason))
    case .invalid(let reason): .unavailable(.external("invalid: " + reason))
    }
  }
}
