import PerformanceNVML
import Testing

extension FakeDriver {
  /// Its first GPU, in a session of its own.
  func device(hiding functions: Set<String> = []) async throws -> GPUDevice {
    try #require(await session(hiding: functions).devices().first)
  }
}

extension GPUDevice {
  /// Asks what has no property.
  func ask<Value: Sendable>(_ question: @escaping @Sendable (NVMLCalls, NVMLHandle) -> Value) async throws -> Value {
    let handle = handle
    return try await session.perform { question($0, handle) }
  }
}
