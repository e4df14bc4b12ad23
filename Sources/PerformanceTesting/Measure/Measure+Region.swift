import PerformanceWindow

/// Measures a part of a body, which starts and stops the measurement itself.
///
/// ```swift
/// measure { m in
///   var numbers = (0..<10_000).map { $0 &* 7_919 % 10_000 }
///   m.start()
///   numbers.sort()
///   m.stop()
///   return numbers.count
/// }
/// ```
/// Starting and stopping takes about a microsecond, of which some tens of nanoseconds lie inside the window; `overhead`
/// reports them. For bodies shorter than some microseconds use a plain `measure`.
/// - Parameters:
///   - label: distinguishes several calls in one test; part of the benchmark's id.
///   - throughput: the bytes or elements that one iteration processes, for numbers per second.
///   - fileID: the file of the call; with `filePath`, `line` and `column` it is where a regression is reported.
///   - filePath: the path of that file.
///   - line: the line of the call.
///   - column: the column of the call.
///   - body: the code to run; only the part between `start` and `stop` is measured.
/// - Returns: The numbers, to assert on.
/// - Throws: The error that the body throws.
@inlinable
@discardableResult
public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, _ body: (inout Stopwatch) throws(Failure) -> Output
) throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try call.run(
    { (count, watch) throws(Failure) in
      var failure: Failure?
      _opaqueLoop(count) {
        do throws(Failure) {
          _consume(try body(&watch))
          return true
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
    },
    empty: { (count, watch) in
      _opaqueLoop(count) {
        watch.start()
        watch.stop()
        return true
      }
    })
}

/// Measures a part of an asynchronous body, which starts and stops the measurement itself.
@inlinable
@discardableResult
nonisolated(nonsending) public func measure<Output: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  _ body: nonisolated(nonsending) (inout Stopwatch) async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column)
  return try await call.run(
    { (count, watch) async throws(Failure) in
      try await _opaqueLoop(count) { () async throws(Failure) in _consume(try await body(&watch)) }
    },
    empty: { (count, watch) async in
      await _opaqueLoop(count) { () async in
        watch.start()
        watch.stop()
      }
    })
}
