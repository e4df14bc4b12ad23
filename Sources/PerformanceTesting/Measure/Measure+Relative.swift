import PerformanceWindow

/// Measures a body beside another one that does the same, such as the code that it is to replace.
///
/// Both run in turn in every session, so the speed of the machine cancels out in the ratio of their times. The ratio is
/// the metric `relativeTime`, which is valid on every machine. A budget on it needs no baseline. All other metrics are
/// those of the body alone. Bodies that change their inputs get fresh ones from `setup`.
///
/// ```swift
/// @Test(.budget(.relativeTime, maximum: 0.9))
/// func sum() {
///   let numbers = Array(0..<1_000)
///   measure("reduce", relativeTo: { numbers.lazy.map { $0 }.reduce(0, +) }) { numbers.reduce(0, +) }
/// }
/// ```
/// - Parameters:
///   - label: distinguishes several calls in one test; part of the benchmark's id.
///   - throughput: the bytes or elements that one iteration processes, for numbers per second.
///   - fileID: the file of the call; with `filePath`, `line` and `column` it is where a regression is reported.
///   - filePath: the path of that file.
///   - line: the line of the call.
///   - column: the column of the call.
///   - reference: the code that the body is compared with.
///   - body: the code to measure.
/// - Returns: The numbers, to assert on.
/// - Throws: The error that either closure throws.
@inlinable
@discardableResult
public func measure<Output: ~Copyable, Reference: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column, relativeTo reference: () throws(Failure) -> Reference,
  _ body: () throws(Failure) -> Output
) throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column, bodies: .two)
  return try call.run(
    { (count, watch) throws(Failure) in try _timed(count, &watch, body) },
    reference: { (count, watch) throws(Failure) in try _timed(count, &watch, reference) },
    empty: { (count, watch) in
      watch.start()
      _opaqueLoop(count) { true }
      watch.stop()
    })
}

/// Measures an asynchronous body beside another one.
///
/// Both stay on the caller's actor.
@inlinable
@discardableResult
nonisolated(nonsending) public func measure<Output: ~Copyable, Reference: ~Copyable, Failure: Error>(
  _ label: String? = nil, throughput: Throughput? = nil, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column,
  relativeTo reference: nonisolated(nonsending) () async throws(Failure) -> Reference,
  _ body: nonisolated(nonsending) () async throws(Failure) -> Output
) async throws(Failure) -> BenchmarkResult {
  let call = MeasureCall(label, throughput, fileID, filePath, line, column, bodies: .two)
  return try await call.run(
    { (count, watch) async throws(Failure) in
      watch.start()
      try await _opaqueLoop(count) { () async throws(Failure) in _consume(try await body()) }
      watch.stop()
    },
    reference: { (count, watch) async throws(Failure) in
      watch.start()
      try await _opaqueLoop(count) { () async throws(Failure) in _consume(try await reference()) }
      watch.stop()
    },
    empty: { (count, watch) async in
      watch.start()
      await _opaqueLoop(count) { () async in }
      watch.stop()
    })
}

/// Runs iterations of a body in a window of its own. Both bodies share this code: a nanosecond of difference in the
/// loop would count as one between the bodies.
@inlinable
func _timed<Output: ~Copyable, Failure: Error>(
  _ count: Int, _ watch: inout Stopwatch, _ body: () throws(Failure) -> Output
) throws(Failure) {
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
}
