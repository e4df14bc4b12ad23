import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import Testing

/// The program of one `measure` call, and the result that it returns.
struct MeasurementPlan {
  /// The windows to run.
  let program: SessionProgram
  private let id: BenchmarkID
  private let location: CodeLocation
  private let task: Task

  private enum Task {
    /// Run the body once and return the numbers of earlier sessions, if there are any.
    case functional(BenchmarkResult)
    /// Measure for the process that requested it.
    case session(SessionContext, [Budget])
    /// Count for the process that requested it.
    case count(SessionContext, [Budget])
    /// Measure here, beside other tests: advisory.
    case inProcess(RunDirector, [Budget])
  }

  /// The plan of a call in this process.
  static func current(label: String?, throughput: Throughput?, location: CodeLocation) -> MeasurementPlan {
    guard let test = Test.current else {
      return detached(location)
    }
    let function = TestFunctionID(test)
    let id = BenchmarkID(function, label: label ?? CaseLabel.current)
    let settings = BenchmarkSettings(test)
    switch Role.current {
    case .failure(let error):
      // The trait throws the same error for its own suites; this call is outside of them.
      Issue.record(error, sourceLocation: location.sourceLocation)
      return functional(id, location)
    case .success(.smoke(let reason)):
      ClosingSummary.countSmoke(reason: reason)
      return functional(id, location)
    case .success(.lister):
      return functional(id, location)
    case .success(.session(let context)):
      context.register(id, at: location)
      context.begin(id, at: location)
      let isCount = context.request.task == .count
      var session =
        isCount
        ? settings.count(request: context.request)
        : settings.session(throughput: throughput, request: context.request, id: id)
      session.progressed = { context.writer.write(.progressed) }
      if isCount {
        return MeasurementPlan(
          program: SessionProgram(settings: session), id: id, location: location,
          task: .count(context, settings.budgets))
      }
      return MeasurementPlan(
        program: SessionProgram(settings: session), id: id, location: location,
        task: .session(context, settings.budgets))
    case .success(.director(let director)):
      return director.plan(id, location, settings, throughput)
    }
  }

  /// One run of the body, with the numbers of earlier sessions.
  static func functional(
    _ id: BenchmarkID, _ location: CodeLocation, measured: BenchmarkRecord? = nil
  ) -> MeasurementPlan {
    let sessions = measured?.sessions.filter { $0.side == .head } ?? []
    // A run that only counted instructions has no numbers to assert on.
    let result = BenchmarkResult(
      id: id, isMeasured: sessions.contains { $0.pass == .timing }, sessions: sessions.map(\.session),
      verdicts: measured?.verdicts ?? [])
    return MeasurementPlan(
      program: SessionProgram(settings: .singleRun), id: id, location: location, task: .functional(result))
  }

  /// A measurement beside other tests.
  static func inProcess(
    _ id: BenchmarkID, _ location: CodeLocation, _ director: RunDirector, _ settings: BenchmarkSettings,
    _ throughput: Throughput?
  ) -> MeasurementPlan {
    let session = settings.session(throughput: throughput, request: nil, id: id)
    return MeasurementPlan(
      program: SessionProgram(settings: session), id: id, location: location,
      task: .inProcess(director, settings.budgets))
  }

  /// A call in a detached task or thread, which has no current test and so no id; it is not measured.
  private static func detached(_ location: CodeLocation) -> MeasurementPlan {
    if case .success(.session(let context)) = Role.current { context.writer.write(.detached(location)) }
    let module = location.fileID.split(separator: "/").first.map(String.init) ?? location.fileID
    return functional(BenchmarkID(module: module, suite: [], test: "(detached)"), location)
  }

  /// The context of a process that measures or counts for another one; `nil` elsewhere.
  private var context: SessionContext? {
    switch task {
    case .session(let context, _), .count(let context, _): context
    case .functional, .inProcess: nil
    }
  }

  /// The next window; `nil` when the program is complete, or when a failure was recorded, whose numbers would be
  /// dropped.
  func next(of program: inout SessionProgram) -> SessionWindow? {
    guard let context else { return program.next() }
    guard !context.hasFailed(id), let window = program.next() else { return nil }
    context.openWindow(of: id, iterations: window.body == .measured ? window.iterations : 0)
    return window
  }

  /// Makes the result of the finished windows.
  func result(of program: SessionProgram) -> BenchmarkResult {
    switch task {
    case .functional(let result):
      guard !result.isMeasured else { return result }
      let once = program.session(id: id, location: location, budgets: [])
      return BenchmarkResult(id: id, isMeasured: false, sessions: [once], verdicts: [])
    case .session(let context, let budgets):
      var session = program.session(id: id, location: location, budgets: budgets)
      guard context.end(id) else {
        return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
      }
      if context.hasKnownIssues(id) { session.warnings.append(.knownIssue) }
      context.writer.write(.session(session))
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: [])
    case .count(let context, let budgets):
      let session = program.session(id: id, location: location, budgets: budgets)
      if context.end(id) {
        let dumps = program.pass(InstructionPass.self)?.dumps ?? []
        context.writer.write(
          .counted(CountedBenchmark(session: session, dumps: dumps, isAsynchronous: program.isAsynchronous)))
      }
      return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
    case .inProcess(let director, let budgets):
      let session = program.session(id: id, location: location, budgets: budgets)
      let verdicts = director.judge?.judge([session], .none(because: .measuredInProcess)).verdicts ?? []
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: verdicts)
    }
  }

  /// Files a custom number.
  static func record(_ metric: CustomMetric, of id: BenchmarkID) {
    guard case .success(.session(let context)) = Role.current, context.request.task == .session else { return }
    context.writer.write(
      metric.isNumber
        ? .custom(id, metric.reading)
        : .notANumber(id, metric: metric.description.name, value: "\(metric.value)"))
  }
}

extension RunDirector {
  /// The plan of a call in the process that directed the sessions: report the verdicts and run the body once.
  fileprivate func plan(
    _ id: BenchmarkID, _ location: CodeLocation, _ settings: BenchmarkSettings, _ throughput: Throughput?
  ) -> MeasurementPlan {
    guard let measured = measured(id) else {
      if wasToBeMeasured(id.function) {
        reportUnmeasured(id, at: location.sourceLocation)
        return MeasurementPlan.functional(id, location)
      }
      return MeasurementPlan.inProcess(id, location, self, settings, throughput)
    }
    emit(measured.verdicts, at: location.sourceLocation)
    MeasurementAttachment.record(measured, at: location.sourceLocation)
    return MeasurementPlan.functional(id, location, measured: measured)
  }
}

extension CodeLocation {
  /// The location as a value of Swift Testing.
  var sourceLocation: SourceLocation {
    SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
  }
}
