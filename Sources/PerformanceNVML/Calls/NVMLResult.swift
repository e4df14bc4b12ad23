import Dispatch
import Synchronization

/// A result that another thread sets and this one waits for.
final class NVMLResult<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, NVMLFailure>?>(nil)
  private let isSet = DispatchSemaphore(value: 0)

  func set(_ result: Result<Value, NVMLFailure>) {
    self.result.withLock { $0 = result }
    isSet.signal()
  }

  /// Waits for the result; once.
  func wait() throws(NVMLFailure) -> Value {
    while true {
      isSet.wait()
      if let result = result.withLock({ $0 }) { return try result.get() }
    }
  }
}
