// The forms with a reference whose closures throw errors of different types, such as an old implementation and a new one.
// As in the forms with a set-up, they are disfavoured, and the call throws any error.

/// Measures a body beside another one, which throws another type of error.
@inlinable
@_disfavoredOverload
@discardableResult
public func measure<Output: ~Copyable, Reference: ~Copyable, ReferenceFailure: Error, BodyFailure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, relativeTo reference: () throws(ReferenceFailure) -> Reference,
  _ body: () throws(BodyFailure) -> Output
) throws -> BenchmarkResult {
  try measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    relativeTo: { () throws(any Error) -> Reference in try reference() },
    { () throws(any Error) -> Output in try body() })
}

/// Measures an asynchronous body beside another one, which throws another type of error.
@inlinable
@_disfavoredOverload
@discardableResult
nonisolated(nonsending) public func measure<
  Output: ~Copyable, Reference: ~Copyable, ReferenceFailure: Error, BodyFailure: Error
>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  relativeTo reference: nonisolated(nonsending) () async throws(ReferenceFailure) -> Reference,
  _ body: nonisolated(nonsending) () async throws(BodyFailure) -> Output
) async throws -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    relativeTo: { () async throws(any Error) -> Reference in try await reference() },
    { () async throws(any Error) -> Output in try await body() })
}

/// Measures a body beside another one, with a fresh input for each iteration of both, where the closures throw different
/// types of errors.
@inlinable
@_disfavoredOverload
@discardableResult
public func measure<
  Input: ~Copyable, Output: ~Copyable, Reference: ~Copyable, SetupFailure: Error, ReferenceFailure: Error,
  BodyFailure: Error
>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, setup: () throws(SetupFailure) -> Input,
  relativeTo reference: (inout Input) throws(ReferenceFailure) -> Reference,
  _ body: (inout Input) throws(BodyFailure) -> Output
) throws -> BenchmarkResult {
  try measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    setup: { () throws(any Error) -> Input in try setup() },
    relativeTo: { (input: inout Input) throws(any Error) -> Reference in try reference(&input) },
    { (input: inout Input) throws(any Error) -> Output in try body(&input) })
}

/// Measures an asynchronous body beside another one, with a fresh input for each iteration of both, where the closures
/// throw different types of errors.
@inlinable
@_disfavoredOverload
@discardableResult
nonisolated(nonsending) public func measure<
  Input: ~Copyable, Output: ~Copyable, Reference: ~Copyable, SetupFailure: Error, ReferenceFailure: Error,
  BodyFailure: Error
>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(SetupFailure) -> Input,
  relativeTo reference: nonisolated(nonsending) (inout Input) async throws(ReferenceFailure) -> Reference,
  _ body: nonisolated(nonsending) (inout Input) async throws(BodyFailure) -> Output
) async throws -> BenchmarkResult {
  try await measure(
    label, throughput: throughput, fileID: fileID, filePath: filePath, line: line, column: column,
    setup: { () async throws(any Error) -> Input in try await setup() },
    relativeTo: { (input: inout Input) async throws(any Error) -> Reference in try await reference(&input) },
    { (input: inout Input) async throws(any Error) -> Output in try await body(&input) })
}
