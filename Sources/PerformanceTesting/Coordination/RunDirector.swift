import Foundation
import PerformanceMeasurement
import PerformanceProcesses
import PerformanceRecords
import PerformanceRegression
import Synchronization
import Testing

/// Measures everything that is selected before the first test runs, and tells the verdicts when the tests run.
final class RunDirector: Sendable {
  let switches: Switches
  let selection: TestSelection
  private let isTestable: Bool
  private let state = Mutex(State())

  private struct State {
    var drawing: Task<Void, any Error>?
    var drawn = DrawnRun()
    var judge: BenchmarkJudge?
    var told: Set<Verdict> = []
    var bodies: BodyWatch?
  }

  /// A director for this process.
  init(switches: Switches, arguments: [String]) {
    self.switches = switches
    selection = TestSelection(arguments: arguments)
    isTestable = BuildTraits.isTestable(arguments: arguments)
  }

  /// Draws and judges, once; later callers wait for the same result.
  /// - Throws: ``InputError`` or what made listing the tests impossible.
  func drawAll() async throws {
    let task = state.withLock { state in
      if let drawing = state.drawing { return drawing }
      let drawing = Task { try await self.drawOnOneThread() }
      state.drawing = drawing
      return drawing
    }
    try await task.value
  }

  /// Children die with the thread that started them, and waiting for them would block the pool: a thread of its own.
  private func drawOnOneThread() async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let thread = Thread {
        continuation.resume(with: Result { try self.draw() })
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func draw() throws {
    let environment = EnvironmentReader.read(
      isOptimised: true, isTestable: isTestable, isAligned: BuildTraits.isAligned)
    let loaded = try BaselineStore(folder: switches.baselines).load(for: environment)
    let acceptances = AcceptanceRule(loaded.acceptances, environment: environment, today: Day(Date()))
    let finder = ComparisonFinder(
      loaded: loaded, environment: environment, timesUnjudged: switches.pair?.reasonNotToJudgeTimes)
    let judge = BenchmarkJudge(
      finder: finder, acceptances: acceptances, confirms: switches.confirmation == .awaited,
      scope: JudgedScope(switches.confirmation))
    state.withLock { $0.judge = judge }
    let run = try MeasuringRun(
      switches: switches, selection: selection, environment: environment, finder: finder, acceptances: acceptances,
      judge: judge)
    let drawn = try run.perform()
    // Beside other tests a body may wait long for a thread.
    let patience: Double = run.isShownElsewhere ? 1 : 10
    let bodies = BodyWatch(log: run.log) { [deadlines = run.deadlines] in deadlines.session(of: $0) * patience }
    state.withLock { state in
      state.drawn = drawn
      state.bodies = bodies
    }
    ClosingSummary.install(for: run, redRule: switches.redRule)
  }

  // MARK: - What tests are told

  /// The sessions and verdicts of a benchmark; `nil` when it was not drawn.
  func drawn(_ id: BenchmarkID) -> (sessions: [BenchmarkSession], verdicts: [Verdict])? {
    state.withLock { state in
      guard let sessions = state.drawn.sessions[id] else { return nil }
      return (sessions, state.drawn.verdicts.filter { $0.benchmark == id })
    }
  }

  /// Whether a function was to be measured in processes of its own.
  func wasToBeDrawn(_ function: TestFunctionID) -> Bool {
    state.withLock { $0.drawn.functions.contains(function) }
  }

  /// Reports a benchmark that no session process measured, unless its whole function failed or is disabled.
  func tellUnmeasured(_ id: BenchmarkID, at location: SourceLocation) {
    let isConcluded = state.withLock { state in
      state.drawn.verdicts.contains { verdict in
        [.failed, .disabled].contains(verdict.outcome) && verdict.benchmark.function == id.function
      }
    }
    guard !isConcluded else { return }
    let text =
      "\(id.description.printable(atMost: 200)) was not met in the processes that measure: its label or the way to this "
      + "call differs from process to process. Make both the same in every process."
    Issue.record(Comment(rawValue: text), sourceLocation: location)
  }

  /// Whether the body of a function must not run here: a process of its own did not end as it should, and this one would
  /// take the verdicts of all others with it.
  private func mustNotRun(_ function: TestFunctionID) -> Bool {
    state.withLock { state in
      state.drawn.skipped.contains(function)
        || state.drawn.verdicts.contains { verdict in
          verdict.benchmark.function == function && verdict.outcome == .failed
            && Self.endsOddly.contains(verdict.reason)
        }
    }
  }

  private static let endsOddly: Set<Verdict.Reason> = [.crashed, .timedOut, .endedItself, .noResult]

  /// Runs the body of a suite or a test, unless it must not run here.
  func performing(_ test: Test, _ body: @Sendable () async throws -> Void) async throws {
    if test.isSuite || !mustNotRun(TestFunctionID(test)) { try await body() }
  }

  /// Runs a case of a test.
  func performingCase(of test: Test, _ body: @Sendable () async throws -> Void) async throws {
    guard let bodies = state.withLock(\.bodies) else { return try await body() }
    try await bodies.performingCase(of: TestFunctionID(test), body)
  }

  /// The judge of the run, for measurements made beside it.
  var judge: BenchmarkJudge? { state.withLock(\.judge) }

  /// Records an issue for each red verdict that was not told yet.
  func tell(_ verdicts: [Verdict], at location: SourceLocation) {
    // A candidate is red when a pair of builds says so, which happens after this process.
    for verdict in verdicts where !verdict.isCandidate && switches.redRule.isRed(verdict) && isUntold(verdict) {
      Issue.record(Comment(rawValue: VerdictMessage.text(of: verdict)), sourceLocation: location)
    }
  }

  /// Tells what belongs to no `measure` call: failures of a function, and what a suite misses.
  func reportUntold(for test: Test) {
    let verdicts = state.withLock { state in
      state.drawn.verdicts.filter { verdict in
        test.isSuite
          ? verdict.outcome == .missing && verdict.benchmark.module == test.id.moduleName
            && verdict.benchmark.suite == test.id.nameComponents
          : [.failed, .incomparable].contains(verdict.outcome) && verdict.benchmark.function == TestFunctionID(test)
      }
    }
    tell(verdicts, at: test.sourceLocation)
  }

  private func isUntold(_ verdict: Verdict) -> Bool {
    state.withLock { $0.told.insert(verdict).inserted }
  }
}
