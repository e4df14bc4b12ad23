// Typed errors have no union: where set-up and body throw errors of different types, the call throws any error. The forms
// with one type are preferred, so that a call whose closures throw one type, or nothing, does the same.

/// Measures a body that needs a fresh input for each iteration and throws another type of error than its set-up.
/// - Parameters:
///   - label: distinguishes several calls in one test; part of the benchmark's id.
///   - throughput: the bytes or elements that one iteration processes, for numbers per second.
///   - fileID: the file of the call; with `filePath`, `line` and `column` it is where a regression is reported.
///   - filePath: the path of that file.
///   - line: the line of the call.
///   - column: the column of the call.
///   - setup: makes one input.
///   - body: the code to measure.
/// - Returns: The numbers, to assert on.
/// - Throws: The error that `setup` or the body throws.
@inlinable
@_disfavoredOverload
@discardableResult
public func measure<Input: ~Copyable, Output: ~Copyable, SetupFailure: Error, BodyFailure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, setup: () throws(SetupFailure) -> Input,
  _ body: (inout Input) throws(BodyFailure) -> Output
) throws -> BenchmarkResult {
  try measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    setup: { () throws(any Error) -> Input in try setup() },
    { (input: inout Input) throws(any Error) -> Output in try body(&input) })
}

/// Measures an asynchronous body that needs a fresh input for each iteration and throws another type of error than its
/// set-up.
@inlinable
@_disfavoredOverload
@discardableResult
nonisolated(nonsending) public func measure<
  Input: ~Copyable, Output: ~Copyable, SetupFailure: Error, BodyFailure: Error
>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(SetupFailure) -> Input,
  _ body: nonisolated(nonsending) (inout Input) async throws(BodyFailure) -> Output
) async throws -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    setup: { () async throws(any Error) -> Input in try await setup() },
    { (input: inout Input) async throws(any Error) -> Output in try await body(&input) })
}

/// Measures an asynchronous body that needs a fresh input for each iteration on the given actor and throws another type of
/// error than its set-up.
@inlinable
@_disfavoredOverload
@discardableResult
public func measure<Input: ~Copyable, Output: ~Copyable, SetupFailure: Error, BodyFailure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, isolation: isolated (any Actor)?,
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(SetupFailure) -> Input,
  _ body: nonisolated(nonsending) (inout Input) async throws(BodyFailure) -> Output
) async throws -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column, setup: setup, body)
}
