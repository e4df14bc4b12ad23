import Synchronization

/// The destination of one answer: the first one is delivered, and later ones are dropped.
///
/// A call that was given up may still return, long after its caller got an error.
final class NVMLAnswer<Value: Sendable>: Sendable {
  private let receiver: Mutex<(@Sendable (Result<Value, NVMLFailure>) -> Void)?>

  init(_ receiver: @escaping @Sendable (Result<Value, NVMLFailure>) -> Void) {
    self.receiver = Mutex(receiver)
  }

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
