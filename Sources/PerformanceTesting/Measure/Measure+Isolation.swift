import PerformanceWindow

// Every asynchronous form runs on its caller's actor. These also accept the actor as an argument, for callers that pass
// on their own `isolation`.

/// Measures an asynchronous body on the given actor.
@inlinable
@discardableResult
public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, isolation: isolated (any Actor)?,
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
  _ body: nonisolated(nonsending) () async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column, body)
}

/// Measures a part of an asynchronous body on the given actor.
@inlinable
@discardableResult
public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, isolation: isolated (any Actor)?,
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
  _ body: nonisolated(nonsending) (inout Stopwatch) async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column, body)
}

/// Measures an asynchronous body that needs a fresh input for each iteration on the given actor.
@inlinable
@discardableResult
public func measure<Input: ~Copyable, Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, isolation: isolated (any Actor)?,
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(Failure) -> Input,
  _ body: nonisolated(nonsending) (inout Input) async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column, setup: setup, body)
}
