import Foundation
import PerformanceRecords

/// Reads everything that GPUs report, as often as it is asked to.
///
/// Each quantity is a request of its own: when the driver hangs in one of them, what was read before it is kept.
/// From the beginning it watches for Xids, and activity is that of the time since the last snapshots. It waits
/// for NVML, so it is not for tasks.
package final class GPUSnapshotReader {
  /// What a driver that hangs in a sensor can still report comes first.
  private static let order = GPUQuantity.allCases.filter(\.isFixed) + GPUQuantity.allCases.filter { !$0.isFixed }

  private let session: NVMLSession
  private var watched: [Watched]

  /// A device with what goes on between two snapshots of it.
  private struct Watched {
    let device: GPUDevice
    let board: Int
    let watch: Reading<XIDWatch>
    var faults = 0
    var sample: Reading<GPMSample>
  }

  /// A reader of all GPUs of a session, each followed by its MIG instances.
  ///
  /// - Throws: Why there is none.
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

  /// Gives back what NVML keeps for this reader.
  package func end() {
    for one in watched {
      session.give { calls in
        one.watch.value.map(calls.end)
        one.sample.value.map(calls.release)
      }
    }
    watched = []
  }

  /// What the GPUs report now.
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

  /// What was at work since the last sample, which the new one replaces.
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

  /// The Xids since the reader began.
  private func faults(at index: Int) -> Reading<Int> {
    watched[index].watch.flatMap { watch in session.asked { $0.drain(watch).map(\.count) } }
      .map { fresh in
        watched[index].faults += fresh
        return watched[index].faults
      }
  }
}

extension NVMLSession {
  /// Asks on NVML's thread; that NVML does not reply is a reason like any other.
  fileprivate func asked<Value: Sendable>(
    _ question: @escaping @Sendable (NVMLCalls) -> Reading<Value>
  ) -> Reading<Value> {
    do { return try perform(question) } catch { return .unavailable(error.reason) }
  }

  /// Does something on NVML's thread whose failure changes nothing: a library that was given up keeps its memory.
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
