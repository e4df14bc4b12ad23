import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceTesting

/// Measures the bodies as a session does, in a process in which Swift Testing was never started.
enum PlainProcess {
  /// The required name of the process.
  static let name = "plain"

  /// Writes the messages that a session writes.
  static func run() async throws {
    guard let request = try ChildRequest(environment: ProcessInfo.processInfo.environment) else { return }
    let writer = try MessageWriter(file: request.messages)
    writer.write(.entered)
    let matcher = try TestSelection(arguments: CommandLine.arguments).matcher
    let isAsked = { matcher.selects(function($0)) }
    for (name, body) in Bodies.synchronous where isAsked("synchronous") {
      var program = SessionProgram(settings: settings(request))
      while var window = program.next() {
        window.stopwatch.start()
        _opaqueLoop(window.iterations) { run(body, if: window.body) }
        window.stopwatch.stop()
        program.finish(window)
      }
      writer.write(message(request, program, "synchronous", name))
    }
    for (name, body) in Bodies.asynchronous where isAsked("asynchronous") {
      var program = SessionProgram(settings: settings(request))
      program.isAsynchronous = true
      while var window = program.next() {
        window.stopwatch.start()
        await _opaqueLoop(window.iterations) { () async in await run(body, if: window.body) }
        window.stopwatch.stop()
        program.finish(window)
      }
      writer.write(message(request, program, "asynchronous", name))
    }
    for test in ["synchronous", "asynchronous"] where isAsked(test) {
      writer.write(.completed(function(test)))
    }
  }

  private static func function(_ test: String) -> TestFunctionID {
    TestFunctionID(module: "ComparedBodies", suite: ["BodiesPerformance"], test: test + "()")
  }

  private static func run(_ body: () throws -> Int, if which: SessionWindow.Body) -> Bool {
    if which == .measured, let result = try? body() { _consume(result) }
    return true
  }

  private static func run(_ body: () async throws -> Int, if which: SessionWindow.Body) async {
    if which == .measured, let result = try? await body() { _consume(result) }
  }

  private static func settings(_ request: ChildRequest) -> SessionSettings {
    var settings = SessionSettings(
      metrics: request.task == .count
        ? MetricGroup.counted(iterations: request.countedIterations)
        : Metric.allocations.definitions + Metric.allocatedBytes.definitions)
    settings.samples = 1
    settings.duration = 0
    settings.warmup = 2e6
    return settings
  }

  private static func message(
    _ request: ChildRequest, _ program: SessionProgram, _ test: String, _ label: String
  ) -> ChildMessage {
    let id = BenchmarkID(function(test), label: label)
    let location = CodeLocation(fileID: #fileID, filePath: #filePath, line: #line, column: #column)
    let session = program.session(id: id, location: location, budgets: [])
    guard request.task == .count else { return .session(session) }
    let dumps = program.pass(InstructionPass.self)?.dumps ?? []
    return .counted(CountedBenchmark(session: session, dumps: dumps, isAsynchronous: program.isAsynchronous))
  }
}
