import PerformanceWindow

/// Measures a body that needs a fresh input for each iteration.
///
/// Making the input and freeing it lie outside the measured window; the body may change it in place. Its type may be
/// noncopyable.
///
/// ```swift
/// let scattered = (0..<1_000).map { $0 &* 7_919 % 1_000 }
/// measure(setup: { scattered.map { $0 } }) { $0.sort() }
/// ```
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
@discardableResult
public func measure<Input: ~Copyable, Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, setup: () throws(Failure) -> Input,
  _ body: (inout Input) throws(Failure) -> Output
) throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try call.run(
    { (count, watch) throws(Failure) in try _timed(count, &watch, setup, body) },
    empty: { (count, watch) in _timedLoop(count, &watch) })
}

/// Measures an asynchronous body that needs a fresh input for each iteration.
@inlinable
@discardableResult
nonisolated(nonsending) public func measure<Input: ~Copyable, Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  setup: nonisolated(nonsending) () async throws(Failure) -> Input,
  _ body: nonisolated(nonsending) (inout Input) async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try await call.run(
    { (count, watch) async throws(Failure) in try await _timed(count, &watch, setup, body) },
    empty: { (count, watch) async in await _timedLoop(count, &watch) })
}
