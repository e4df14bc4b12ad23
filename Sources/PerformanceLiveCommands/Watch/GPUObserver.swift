import Foundation
import PerformanceLive
import PerformanceNVML
import PerformanceRecords
import Synchronization

/// Reads the GPUs on a thread of its own: a driver may take seconds, or never return.
final class GPUObserver: Sendable {
  /// Seconds between two readings: each is dozens of requests to the driver.
  private static let pause = 5.0

  private let latest = Mutex<[MachineState.GPU]>([])

  /// Begins to read; `nil` where `PERFTEST_GPU` turns GPUs off, or cannot be used.
  init?(environment: [String: String]) {
    guard let request = try? GPURequest(environment: environment), request != .off else { return nil }
    Thread.detachNewThread { [weak self] in
      guard let reader = try? GPUSnapshotReader() else { return }
      defer { reader.end() }
      while let observer = self {
        let gpus = reader.read().map(MachineState.GPU.init)
        observer.latest.withLock { $0 = gpus }
        Thread.sleep(forTimeInterval: Self.pause)
      }
    }
  }

  /// The last readings; empty before the first ones, and where there is no GPU.
  var state: [MachineState.GPU] { latest.withLock { $0 } }
}

extension MachineState.GPU {
  init(_ snapshot: GPUSnapshot) {
    func number(_ quantity: GPUQuantity) -> Double? {
      guard case .value(.number(let number)) = snapshot.answers[quantity] else { return nil }
      return number
    }
    self.init(name: snapshot.name)
    (busy, temperature, power) = (number(.utilization), number(.temperature), number(.power))
    if let used = number(.memoryUsed), let total = number(.memoryTotal) { memory = .init(used: used, total: total) }
  }
}
