import Foundation
import PerformanceMeasurement
import PerformanceProcesses
import PerformanceRecords
import Testing

/// What one `measure` call is to do, and what is made of what it measured.
struct Assignment {
  /// The windows to run.
  let program: SessionProgram
  private let id: BenchmarkID
  private let place: SourcePlace
  private let task: Task

  private enum Task {
    /// The body ran once; these numbers were drawn before, if any.
    case functional(BenchmarkResult)
    /// Measure for the process that wants it.
    case session(SessionContext, [Budget])
    /// Count for the process that wants it.
    case count(SessionContext, [Budget])
    /// Measure here, beside other tests: advisory.
    case inProcess(RunDirector, [Budget])
  }

  /// What the run wants of a call.
  static func current(label: String?, throughput: Throughput?, place: SourcePlace) -> Assignment {
    guard let test = Test.current else {
      return detached(place)
    }
    let function = TestFunctionID(test)
    let id = BenchmarkID(
      module: function.module, suite: function.suite, test: function.test, label: label ?? CaseLabel.current)
    let settings = BenchmarkSettings(test)
    switch Role.current {
    case .failure(let error):
      // The trait throws the same in front of its own suites; here is a call outside of them.
      Issue.record(error, sourceLocation: place.location)
      return functional(id, place)
    case .success(.smoke(let reason)):
      ClosingSummary.countSmoke(reason: reason)
      return functional(id, place)
    case .success(.lister):
      return functional(id, place)
    case .success(.session(let context)):
      context.meet(id, at: place)
      context.begin(id, at: place)
      let isCount = context.order.task == .count
      var session =
        isCount
        ? settings.count(order: context.order)
        : settings.session(throughput: throughput, order: context.order, id: id)
      session.progressed = { context.writer.write(.progressed) }
      if isCount {
        return Assignment(
          program: SessionProgram(settings: session), id: id, place: place, task: .count(context, settings.budgets))
      }
      return Assignment(
        program: SessionProgram(settings: session), id: id, place: place, task: .session(context, settings.budgets))
    case .success(.director(let director)):
      return director.assignment(id, place, settings, throughput)
    }
  }

  /// One run of the body, with numbers that were drawn before.
  static func functional(
    _ id: BenchmarkID, _ place: SourcePlace, drawn: (sessions: [BenchmarkSession], verdicts: [Verdict])? = nil
  ) -> Assignment {
    // Where nothing but instructions was counted there are no numbers to assert on.
    let isMeasured = drawn?.sessions.contains { !$0.hasOnlyCounts } ?? false
    let result = BenchmarkResult(
      id: id, isMeasured: isMeasured, sessions: drawn?.sessions ?? [], verdicts: drawn?.verdicts ?? [])
    return Assignment(
      program: SessionProgram(settings: .singleRun), id: id, place: place, task: .functional(result))
  }

  /// A measurement beside other tests.
  static func inProcess(
    _ id: BenchmarkID, _ place: SourcePlace, _ director: RunDirector, _ settings: BenchmarkSettings,
    _ throughput: Throughput?
  ) -> Assignment {
    let session = settings.session(throughput: throughput, order: nil, id: id)
    return Assignment(
      program: SessionProgram(settings: session), id: id, place: place, task: .inProcess(director, settings.budgets))
  }

  /// A call in a detached task or thread, which no longer knows its test: it cannot be named, so it is not measured.
  private static func detached(_ place: SourcePlace) -> Assignment {
    if case .success(.session(let context)) = Role.current { context.writer.write(.detached(place)) }
    let module = place.fileID.split(separator: "/").first.map(String.init) ?? place.fileID
    return functional(BenchmarkID(module: module, suite: [], test: "(detached)"), place)
  }

  /// The process that measures or counts for another one; `nil` elsewhere.
  private var context: SessionContext? {
    switch task {
    case .session(let context, _), .count(let context, _): context
    case .functional, .inProcess: nil
    }
  }

  /// The next window; `nil` when the program is complete, or when a failure was recorded: its numbers are filed by nobody.
  func next(of program: inout SessionProgram) -> SessionProgram.Step? {
    guard let context else { return program.next() }
    guard !context.hasFailed(id), let step = program.next() else { return nil }
    context.openWindow(of: id, iterations: step.body == .measured ? step.iterations : 0)
    return step
  }

  /// Makes the result of the finished windows.
  func result(of program: SessionProgram) -> BenchmarkResult {
    switch task {
    case .functional(let result):
      guard !result.isMeasured else { return result }
      let once = program.session(id: id, place: place, budgets: [])
      return BenchmarkResult(id: id, isMeasured: false, sessions: [once], verdicts: [])
    case .session(let context, let budgets):
      var session = program.session(id: id, place: place, budgets: budgets)
      guard context.end(id) else {
        return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
      }
      if context.hasKnownIssues(id) { session.warnings.append(.knownIssue) }
      context.writer.write(.session(session))
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: [])
    case .count(let context, let budgets):
      let session = program.session(id: id, place: place, budgets: budgets)
      if context.end(id) {
        context.writer.write(
          .counted(
            CountedBenchmark(session: session, dumps: program.dumps, isAsynchronous: program.isAsynchronous)))
      }
      return BenchmarkResult(id: id, isMeasured: false, sessions: [session], verdicts: [])
    case .inProcess(let director, let budgets):
      let session = program.session(id: id, place: place, budgets: budgets)
      let verdicts = director.judge?.judge([session], isLast: .measuredInProcess).verdicts ?? []
      return BenchmarkResult(id: id, isMeasured: true, sessions: [session], verdicts: verdicts)
    }
  }

  /// Files a number that the test measured itself.
  static func record(_ metric: CustomMetric, of id: BenchmarkID) {
    guard case .success(.session(let context)) = Role.current, context.order.task == .session else { return }
    context.writer.write(
      metric.isNumber
        ? .custom(id, metric.reading)
        : .notANumber(id, metric: metric.description.name, value: "\(metric.value)"))
  }
}

extension RunDirector {
  /// What a call is to do in the process that has drawn the sessions: tell the verdicts and run the body once.
  fileprivate func assignment(
    _ id: BenchmarkID, _ place: SourcePlace, _ settings: BenchmarkSettings, _ throughput: Throughput?
  ) -> Assignment {
    guard let drawn = drawn(id) else {
      if wasToBeDrawn(id.function) {
        tellUnmeasured(id, at: place.location)
        return Assignment.functional(id, place)
      }
      return Assignment.inProcess(id, place, self, settings, throughput)
    }
    tell(drawn.verdicts, at: place.location)
    MeasurementAttachment.record(id, sessions: drawn.sessions, verdicts: drawn.verdicts, at: place.location)
    return Assignment.functional(id, place, drawn: drawn)
  }
}

extension SourcePlace {
  /// The place as Swift Testing names it.
  var location: SourceLocation {
    SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
  }
}
