import PerformanceWindow

/// Measures a body beside another one that does the same, with a fresh input for each iteration of both.
///
/// Making the inputs and freeing them lie outside the measured windows; both bodies may change them in place. Their type
/// may be noncopyable. The ratio of the times is the metric `relativeTime`, as without inputs.
///
/// ```swift
/// @Test(.budget(.relativeTime, maximum: 1.1))
/// func sort() {
///   let scattered = (0..<1_000).map { $0 &* 7_919 % 1_000 }
///   measure("by key", setup: { scattered.map { $0 } }, relativeTo: { $0.sort() }) { $0.sort { $0 < $1 } }
/// }
/// ```
/// - Parameters:
///   - label: distinguishes several calls in one test; part of the benchmark's id.
///   - throughput: the bytes or elements that one iteration processes, for numbers per second.
///   - fileID: the file of the call; with `filePath`, `line` and `column` it is where a regression is reported.
///   - filePath: the path of that file.
///   - line: the line of the call.
///   - column: the column of the call.
///   - setup: makes one input.
///   - reference: the code that the body is compared with.
///   - body: the code to measure.
/// - Returns: The numbers, to assert on.
/// - Throws: The error that `setup` or either body throws.
@inlinable
@discardableResult
public func measure<Input: ~Copyable, Output: ~Copyable, Reference: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, setup: () throws(Failure) -> Input,
  relativeTo reference: (inout Input) throws(Failure) -> Reference, _ body: (inout Input) throws(Failure) -> Output
) throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column, bodies: .two)
  return try call.run(
    { (count, watch) throws(Failure) in try _timed(count, &watch, setup, body) },
    reference: { (count, watch) throws(Failure) in try _timed(count, &watch, setup, reference) },
    empty: { (count, watch) in _timedLoop(count, &watch) })
}

/// Measures an asynchronous body beside another one, with a fresh input for each iteration of both.
///
/// All closures stay on the caller's actor.
@inlinable
@discardableResult
nonisolated(nonsending) public func measure<
  Input: ~Copyable, Output: ~Copyable, Reference: ~Copyable, Failure: Error
>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(Failure) -> Input,
  relativeTo reference: nonisolated(nonsending) (inout Input) async throws(Failure) -> Reference,
  _ body: nonisolated(nonsending) (inout Input) async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column, bodies: .two)
  return try await call.run(
    { (count, watch) async throws(Failure) in try await _timed(count, &watch, setup, body) },
    reference: { (count, watch) async throws(Failure) in try await _timed(count, &watch, setup, reference) },
    empty: { (count, watch) async in await _timedLoop(count, &watch) })
}
