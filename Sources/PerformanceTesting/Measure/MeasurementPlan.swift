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

  /// The limits that the test declares, independent of any baseline.
  struct Declarations {
    var budgets: [Budget]
    var growth: DeclaredGrowth?
  }

  private enum Task {
    /// Run the body once and return the numbers of earlier sessions, if there are any.
    case functional(BenchmarkResult)
    /// Measure for the process that requested it.
    case session(SessionContext, Declarations)
    /// Count for the process that requested it.
    case count(SessionContext, Declarations)
    /// Measure here, beside other tests: advisory.
    case inProcess(RunDirector, Declarations)
  }

  /// The plan of a call in this process.
  static func current(label: String?, form: MeasureForm, location: CodeLocation) -> MeasurementPlan {
    guard let test = Test.current else {
      return detached(form, location)
    }
    let function = TestFunctionID(test)
    let id = BenchmarkID(function, label: (label ?? CaseLabel.current).map(BenchmarkLabel.of))
    let settings = BenchmarkSettings(test)
    let declared = Declarations(budgets: settings.budgets, growth: settings.growth?.declared(for: CaseLabel.arguments))
    switch Role.current {
    case .failure(let error):
      // The trait throws the same error for its own suites; this call is outside of them.
      Issue.record(error, sourceLocation: location.sourceLocation)
      return functional(id, form, location)
    case .success(.smoke(let reason)):
      ClosingSummary.countSmoke(reason: reason)
      return functional(id, form, location)
    case .success(.lister(_, let status)):
      _exit(status)
    case .success(.session(let context)):
      context.register(id, at: location)
      if settings.isColdStart { context.expectFirst(at: location) }
      context.begin(id, at: location)
      return requested(id, location, settings, form, declared, context)
    case .success(.director(let director)):
      return director.plan(id, location, settings, form, declared)
    }
  }

  /// A measurement or a count for the process that requested it.
  private static func requested(
    _ id: BenchmarkID, _ location: CodeLocation, _ settings: BenchmarkSettings, _ form: MeasureForm,
    _ declared: Declarations, _ context: SessionContext
  ) -> MeasurementPlan {
    let (requested, task) =
      switch context.request.task {
      case .count: (settings.count(request: context.request), Task.count(context, declared))
      case .session, .list, .start:
        (settings.session(form, request: context.request, id: id), Task.session(context, declared))
      }
    var session = requested
    session.progressed = { context.writer.write(.progressed) }
    return MeasurementPlan(program: SessionProgram(settings: session), id: id, location: location, task: task)
  }

  /// One run of the body, with the numbers of earlier sessions.
  static func functional(
    _ id: BenchmarkID, _ form: MeasureForm, _ location: CodeLocation, measured: BenchmarkRecord? = nil
  ) -> MeasurementPlan {
    let sessions = measured?.sessions.filter { $0.side == .head } ?? []
    // A run that only counted instructions has no numbers to assert on.
    let result = BenchmarkResult(
      id: id, isMeasured: sessions.contains { $0.pass == .timing }, sessions: sessions.map(\.session),
      verdicts: measured?.verdicts ?? [])
    return MeasurementPlan(
      program: SessionProgram(settings: form.singleRun), id: id, location: location,
      task: .functional(result))
  }

  /// A measurement beside other tests.
  static func inProcess(
    _ id: BenchmarkID, _ location: CodeLocation, _ director: RunDirector, _ settings: BenchmarkSettings,
    _ form: MeasureForm, _ declared: Declarations
  ) -> MeasurementPlan {
    let session = settings.session(form, request: nil, id: id)
    return MeasurementPlan(
      program: SessionProgram(settings: session), id: id, location: location,
      task: .inProcess(director, declared))
  }

  /// A call in a detached task or thread, which has no current test and so no id; it is not measured.
  private static func detached(_ form: MeasureForm, _ location: CodeLocation) -> MeasurementPlan {
    if case .success(.session(let context)) = Role.current { context.writer.write(.detached(location)) }
    let module = location.fileID.split(separator: "/").first.map(String.init) ?? location.fileID
    return functional(BenchmarkID(module: module, suite: [], test: "(detached)"), form, location)
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
    context.openWindow(of: id, iterations: window.body == .measured ? window.executions : 0)
    return window
  }

  /// Makes the result of the finished windows.
  func result(of program: SessionProgram) -> BenchmarkResult {
    switch task {
    case .functional(let result):
      guard !result.isMeasured else { return result }
      let once = program.session(id: id, location: location, budgets: [])
      return BenchmarkResult(id: id, isMeasured: false, sessions: [once], verdicts: [])
    case .session(let context, let declared):
      var session = self.session(of: program, declared)
      guard context.end(id) else {
        return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
      }
      if context.hasKnownIssues(id) { session.warnings.append(.knownIssue) }
      context.writer.write(.session(session))
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: [])
    case .count(let context, let declared):
      let session = self.session(of: program, declared)
      if context.end(id) {
        let pass = program.pass(InstructionPass.self)
        context.writer.write(
          .counted(
            CountedBenchmark(
              session: session, dumps: pass?.dumps ?? [], iterations: pass?.iterationsPerDump,
              isAsynchronous: program.isAsynchronous)))
      }
      return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
    case .inProcess(let director, let declared):
      let session = self.session(of: program, declared)
      let verdicts = director.judge?.judge([session], .none(because: .measuredInProcess)).verdicts ?? []
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: verdicts)
    }
  }

  private func session(of program: SessionProgram, _ declared: Declarations) -> BenchmarkSession {
    var session = program.session(id: id, location: location, budgets: declared.budgets)
    session.growth = declared.growth
    return session
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
    _ id: BenchmarkID, _ location: CodeLocation, _ settings: BenchmarkSettings, _ form: MeasureForm,
    _ declared: MeasurementPlan.Declarations
  ) -> MeasurementPlan {
    guard let measured = measured(id) else {
      if wasToBeMeasured(id.function) {
        reportUnmeasured(id, at: location.sourceLocation)
        return MeasurementPlan.functional(id, form, location)
      }
      return MeasurementPlan.inProcess(id, location, self, settings, form, declared)
    }
    emit(measured.verdicts, at: location.sourceLocation)
    MeasurementAttachment.record(measured, at: location.sourceLocation)
    return MeasurementPlan.functional(id, form, location, measured: measured)
  }
}

extension CodeLocation {
  /// The location as a value of Swift Testing.
  var sourceLocation: SourceLocation {
    SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
  }
}
