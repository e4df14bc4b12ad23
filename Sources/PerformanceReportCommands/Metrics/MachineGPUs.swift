import PerformanceNVML
import PerformanceRecords
import Synchronization

/// The GPUs of this machine, read with one session of the driver's library.
final class MachineGPUs: Sendable {
  private enum State {
    case closed
    case open(GPUSnapshotReader)
    case absent
  }

  private let state: Mutex<State>

  /// - Parameter environment: where it turns GPUs off, the library is not opened.
  init(environment: [String: String]) {
    state = Mutex((try? GPURequest(environment: environment)) == .off ? .absent : .closed)
  }

  /// A snapshot of each; none where the machine has no GPU, or the library does not work.
  @Sendable func read() -> [GPUSnapshot] {
    state.withLock { state in
      if case .closed = state { state = (try? GPUSnapshotReader()).map { .open($0) } ?? .absent }
      if case .open(let reader) = state { return reader.read() }
      return []
    }
  }
}
