import Synchronization

/// What several documents of a run are made of, made for the first of them.
final class SharedParts: Sendable {
  let benchmarks = MadeOnce<[MeasuredBenchmark]>()
  let families = MadeOnce<[MetricFamily]>()
}

/// A value that is made when it is first asked for.
final class MadeOnce<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// The value.
  /// - Parameter make: makes the same value in every call.
  func value(_ make: () -> Value) -> Value {
    value.withLock { value in
      if let value { return value }
      let made = make()
      value = made
      return made
    }
  }
}
