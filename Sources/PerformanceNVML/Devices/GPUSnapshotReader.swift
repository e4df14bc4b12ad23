import Foundation
import PerformanceRecords

/// Reads all quantities of the GPUs, on each request.
///
/// Each quantity is a separate request: when the driver hangs in one of them, the earlier ones are kept. It watches for
/// Xids from the beginning, and activity is that of the time since the last snapshots. It waits for NVML, so it must
/// not be used in tasks.
package final class GPUSnapshotReader {
  /// Quantities that a driver with a hanging sensor can still report come first.
  private static let order = GPUQuantity.allCases.filter(\.isFixed) + GPUQuantity.allCases.filter { !$0.isFixed }

  private let session: NVMLSession
  private var watched: [Watched]

  /// A device with the state between two of its snapshots.
  private struct Watched {
    let device: GPUDevice
    let board: Int
    let watch: Reading<XIDWatch>
    var faults = 0
    var sample: Reading<GPMSample>
  }

  /// A reader of all GPUs of a session, each followed by its MIG instances.
  ///
  /// - Throws: The failure when there is none.
  package init(_ session: NVMLSession = .shared) throws(NVMLFailure) {
    self.session = session
    let devices = try session.perform { calls in
      calls.devices(in: session).map { devices in
        devices.flatMap { device in
          [(device, device.index)]
            + (calls.instances(of: device.handle, in: session).value ?? []).map { ($0, device.index) }
        }
      }
    }.get()
    watched = devices.map { device, board in
      Watched(
        device: device, board: board,
        watch: session.asked { $0.watchXIDs(of: [device.handle]) },
        sample: session.asked { $0.gpmSample(of: device.handle) })
    }
  }

  /// Releases NVML's memory of this reader.
  package func end() {
    for one in watched {
      session.give { calls in
        one.watch.value.map(calls.end)
        one.sample.value.map(calls.release)
      }
    }
    watched = []
  }

  /// Takes a snapshot of each GPU.
  package func read() -> [GPUSnapshot] {
    waitForSamples()
    return watched.indices.map { index in
      let activity = activity(at: index)
      let faults = faults(at: index)
      let device = watched[index].device
      let answers = Self.order.map { quantity in
        (
          quantity,
          GPUSnapshot.Answer(
            session.asked { $0.answer(to: quantity, of: device.handle, activity: activity, faults: faults) })
        )
      }
      return GPUSnapshot(
        index: watched[index].board, instance: device.isMIGInstance ? device.index : nil, name: device.name,
        uuid: device.uuid, pciBusID: device.pciBusID,
        answers: Dictionary(answers, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// Waits until a second sample of every GPU is far enough from its first one.
  private func waitForSamples() {
    guard let newest = watched.compactMap(\.sample.value?.time).max() else { return }
    let elapsed = MonotonicTime.seconds(from: newest, to: MonotonicTime.now)
    let shortest = Double(GPMMetrics.shortestTime) / 1e9
    if elapsed < shortest { Thread.sleep(forTimeInterval: shortest - elapsed + 0.001) }
  }

  /// The activity since the last sample, which the new one replaces.
  private func activity(at index: Int) -> GPUActivity {
    let handle = watched[index].device.handle
    let last = watched[index].sample
    guard case .value(let first) = last else { return GPUActivity(without: last.map { _ in 0 }) }
    let next = session.asked { $0.gpmSample(of: handle) }
    let activity = next.flatMap { second in
      session.asked { calls in
        defer { calls.release(first) }
        return .value(calls.activity(from: first, to: second, of: handle))
      }
    }
    if next.value != nil { watched[index].sample = next }
    return activity.value ?? GPUActivity(without: activity.map { _ in 0 })
  }

  /// The Xids since the creation of the reader.
  private func faults(at index: Int) -> Reading<Int> {
    watched[index].watch.flatMap { watch in session.asked { $0.drain(watch).map(\.count) } }
      .map { fresh in
        watched[index].faults += fresh
        return watched[index].faults
      }
  }
}

extension NVMLSession {
  /// Makes a query on NVML's thread; a missing reply is an ordinary reason.
  fileprivate func asked<Value: Sendable>(
    _ question: @escaping @Sendable (NVMLCalls) -> Reading<Value>
  ) -> Reading<Value> {
    do { return try perform(question) } catch { return .unavailable(error.reason) }
  }

  /// Runs a clean-up on NVML's thread, whose failure is ignored: a library that was given up keeps its memory.
  fileprivate func give(_ body: @escaping @Sendable (NVMLCalls) -> Void) {
    do { try perform(body) } catch {}
  }
}

extension GPUSnapshot.Answer {
  fileprivate init(_ reading: Reading<GPUSnapshot.Value>) {
    switch reading {
    case .value(let value): self = .value(value)
    case .unavailable(let reason): self = .unavailable(reason)
    case .invalid(let reason): self = .invalid(reason)
    }
  }
}
