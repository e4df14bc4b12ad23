import CPerformanceInterposition
import PerformanceMeasurement
import PerformanceRecords
import PerformanceWindow
import Testing

/// One `measure` call: its plan, and the loops that execute it.
///
/// The synchronous and the asynchronous loop differ only in `await`; `MeasurementPlan` makes all decisions.
@usableFromInline
struct MeasureCall {
  private let plan: MeasurementPlan

  /// Requests the plan of this call from the run.
  @usableFromInline
  init(
    _ label: String?, _ throughput: Throughput?, _ fileID: String, _ filePath: String, _ line: Int, _ column: Int,
    bodies: MeasuredBodies = .one
  ) {
    let location = CodeLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    plan = MeasurementPlan.current(
      label: label, form: MeasureForm(throughput: throughput, bodies: bodies), location: location)
    // Without a reference the linker drops the counting object.
    precondition(perf_interposition_linked == 1)
  }

  /// Runs the windows of a synchronous body.
  /// - Parameters:
  ///   - measured: runs a number of iterations of the body, with the stopwatch around them.
  ///   - empty: does the same without the body, to measure the cost of the loop.
  @usableFromInline
  func run<Failure: Error>(
    _ measured: (Int, inout Stopwatch) throws(Failure) -> Void, empty: (Int, inout Stopwatch) -> Void
  ) throws(Failure) -> BenchmarkResult {
    // No pass of such a call requests a window of the reference.
    try run(measured, reference: measured, empty: empty)
  }

  /// Runs the windows of a synchronous body and of its reference.
  @usableFromInline
  func run<Failure: Error>(
    _ measured: (Int, inout Stopwatch) throws(Failure) -> Void,
    reference: (Int, inout Stopwatch) throws(Failure) -> Void, empty: (Int, inout Stopwatch) -> Void
  ) throws(Failure) -> BenchmarkResult {
    var program = plan.program
    while var window = plan.next(of: &program) {
      switch window.body {
      case .measured: try measured(window.executions, &window.stopwatch)
      case .reference: try reference(window.iterations, &window.stopwatch)
      case .empty: empty(window.iterations, &window.stopwatch)
      }
      program.finish(window)
    }
    return plan.result(of: program)
  }

  /// Runs the windows of an asynchronous body on the caller's actor.
  @usableFromInline
  nonisolated(nonsending) func run<Failure: Error>(
    _ measured: nonisolated(nonsending) (Int, inout Stopwatch) async throws(Failure) -> Void,
    empty: nonisolated(nonsending) (Int, inout Stopwatch) async -> Void
  ) async throws(Failure) -> BenchmarkResult {
    try await run(measured, reference: measured, empty: empty)
  }

  /// Runs the windows of an asynchronous body and of its reference on the caller's actor.
  @usableFromInline
  nonisolated(nonsending) func run<Failure: Error>(
    _ measured: nonisolated(nonsending) (Int, inout Stopwatch) async throws(Failure) -> Void,
    reference: nonisolated(nonsending) (Int, inout Stopwatch) async throws(Failure) -> Void,
    empty: nonisolated(nonsending) (Int, inout Stopwatch) async -> Void
  ) async throws(Failure) -> BenchmarkResult {
    var program = plan.program
    program.isAsynchronous = true
    while var window = plan.next(of: &program) {
      switch window.body {
      case .measured: try await measured(window.executions, &window.stopwatch)
      case .reference: try await reference(window.iterations, &window.stopwatch)
      case .empty: await empty(window.iterations, &window.stopwatch)
      }
      program.finish(window)
    }
    return plan.result(of: program)
  }
}
