import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTesting

/// Measures the bodies as a session does, in a process in which Swift Testing was never started.
enum PlainProcess {
  /// What the process must be called.
  static let name = "plain"

  /// Answers what a session answers.
  static func run() async throws {
    guard let order = try ChildRequest(environment: ProcessInfo.processInfo.environment) else { return }
    let writer = try MessageWriter(file: order.answer)
    writer.write(.entered)
    let isAsked = { (test: String) in CommandLine.arguments.contains { $0.contains("/" + test) } }
    for (name, body) in Bodies.synchronous where isAsked("synchronous") {
      var program = SessionProgram(settings: settings(order))
      while var step = program.next() {
        step.stopwatch.start()
        _opaqueLoop(step.iterations) { run(body, if: step.body) }
        step.stopwatch.stop()
        program.finish(step)
      }
      writer.write(answer(order, program, "synchronous", name))
    }
    for (name, body) in Bodies.asynchronous where isAsked("asynchronous") {
      var program = SessionProgram(settings: settings(order))
      program.isAsynchronous = true
      while var step = program.next() {
        step.stopwatch.start()
        await _opaqueLoop(step.iterations) { () async in await run(body, if: step.body) }
        step.stopwatch.stop()
        program.finish(step)
      }
      writer.write(answer(order, program, "asynchronous", name))
    }
    for test in ["synchronous", "asynchronous"] where isAsked(test) {
      writer.write(
        .completed(TestFunctionID(module: "ComparedBodies", suite: ["BodiesPerformance"], test: test + "()")))
    }
  }

  private static func run(_ body: () throws -> Int, if which: SessionProgram.Step.Body) -> Bool {
    if which == .measured, let result = try? body() { _consume(result) }
    return true
  }

  private static func run(_ body: () async throws -> Int, if which: SessionProgram.Step.Body) async {
    if which == .measured, let result = try? await body() { _consume(result) }
  }

  private static func settings(_ order: ChildRequest) -> SessionSettings {
    var settings = SessionSettings(
      metrics: order.task == .count
        ? MetricGroup.counted.definitions : Metric.allocations.definitions + Metric.allocatedBytes.definitions)
    settings.countedIterations = order.task == .count ? order.countedIterations : nil
    settings.samples = 1
    settings.duration = 0
    settings.warmup = 2e6
    return settings
  }

  private static func answer(
    _ order: ChildRequest, _ program: SessionProgram, _ test: String, _ label: String
  ) -> ChildMessage {
    let id = BenchmarkID(module: "ComparedBodies", suite: ["BodiesPerformance"], test: test + "()", label: label)
    let location = CodeLocation(fileID: #fileID, filePath: #filePath, line: #line, column: #column)
    let session = program.session(id: id, location: location, budgets: [])
    guard order.task == .count else { return .session(session) }
    return .counted(
      CountedBenchmark(session: session, dumps: program.dumps, isAsynchronous: program.isAsynchronous))
  }
}
