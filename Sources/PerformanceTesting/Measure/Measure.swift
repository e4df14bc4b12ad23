@_exported public import PerformanceMeasurement
@_exported public import PerformanceRecords
@_exported public import PerformanceWindow

/// Measures a body and judges it against its baseline.
///
/// The value that the closure returns is consumed, so return the result: the compiler removes `_ = f()` in a closure of
/// several statements as dead code. The body runs many times and in several processes, so it must be repeatable.
/// In a debug build it runs once and nothing is judged.
///
/// ```swift
/// @Test func decode() throws {
///   let json = Data("[1, 2, 3, 5, 8, 13]".utf8)
///   try measure { try JSONDecoder().decode([Int].self, from: json) }
/// }
/// ```
/// - Parameters:
///   - label: distinguishes several calls in one test; part of the benchmark's id.
///   - throughput: the bytes or elements that one iteration processes, for numbers per second.
///   - fileID: the file of the call; with `filePath`, `line` and `column` it is where a regression is reported.
///   - filePath: the path of that file.
///   - line: the line of the call.
///   - column: the column of the call.
///   - body: the code to measure.
/// - Returns: The numbers, to assert on.
/// - Throws: The error that the body throws.
@inlinable
@discardableResult
public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, _ body: () throws(Failure) -> Output
) throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try call.run(
    { (count, watch) throws(Failure) in
      var failure: Failure?
      watch.start()
      _opaqueLoop(count) {
        do throws(Failure) {
          _consume(try body())
          return true
        } catch {
          failure = error
          return false
        }
      }
      watch.stop()
      if let failure { throw failure }
    },
    empty: { (count, watch) in
      watch.start()
      _opaqueLoop(count) { true }
      watch.stop()
    })
}

/// Measures an asynchronous body; see ``measure(_:throughput:fileID:filePath:line:column:_:)``.
///
/// The body stays on the caller's actor. An empty one costs some tens of nanoseconds, ten times a synchronous one.
@inlinable
@discardableResult
nonisolated(nonsending) public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  _ body: nonisolated(nonsending) () async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try await call.run(
    { (count, watch) async throws(Failure) in
      watch.start()
      try await _opaqueLoop(count) { () async throws(Failure) in _consume(try await body()) }
      watch.stop()
    },
    empty: { (count, watch) async in
      watch.start()
      await _opaqueLoop(count) { () async in }
      watch.stop()
    })
}
