import Synchronization

/// Where one answer goes: the first that comes is delivered, and later ones are dropped.
///
/// A call that is given up may still come back, long after its caller got an error.
final class NVMLAnswer<Value: Sendable>: Sendable {
  private let receiver: Mutex<(@Sendable (Result<Value, NVMLFailure>) -> Void)?>

  init(_ receiver: @escaping @Sendable (Result<Value, NVMLFailure>) -> Void) {
    self.receiver = Mutex(receiver)
  }

  /// A request that fetches this answer.
  func request(_ body: @escaping @Sendable (NVMLCalls) -> Value) -> NVMLQueue.Request {
    NVMLQueue.Request(run: { self.give(.success(body($0))) }, fail: { self.give(.failure($0)) })
  }

  private func give(_ answer: Result<Value, NVMLFailure>) {
    let receiver = receiver.withLock { receiver in
      defer { receiver = nil }
      return receiver
    }
    receiver?(answer)
  }
}
