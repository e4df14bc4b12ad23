import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import Synchronization
import Testing

/// Measures the selected benchmarks before the first test runs, and reports the verdicts when the tests run.
final class RunDirector: Sendable {
  let configuration: RunConfiguration
  let selection: TestSelection
  private let isTestable: Bool
  private let state = Mutex(State())

  private struct State {
    var attempt: Task<Void, any Error>?
    /// The results of the functions.
    var suite = MeasuredSuite()
    /// The record of the run, as logged.
    var record = RunRecord()
    var judge: BenchmarkJudge?
    var reported: Set<Verdict> = []
    var bodies: BodyWatch?
  }

  /// Creates a director for this process.
  init(configuration: RunConfiguration, arguments: [String]) {
    self.configuration = configuration
    selection = TestSelection(arguments: arguments)
    isTestable = BuildTraits.isTestable(arguments: arguments)
  }

  /// Measures and judges, once; later callers wait for the same result.
  /// - Throws: ``InputError``, or the error that prevented listing the tests.
  func measureAll() async throws {
    let task = state.withLock { state in
      if let attempt = state.attempt { return attempt }
      let attempt = Task { try await self.measureOnOneThread() }
      state.attempt = attempt
      return attempt
    }
    try await task.value
  }

  /// A separate thread: children die with the thread that started them, and waiting for them would block the pool.
  private func measureOnOneThread() async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let thread = Thread {
        continuation.resume(with: Result { try self.takeSession() })
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func takeSession() throws {
    let environment = EnvironmentReader.read(
      isOptimised: true, isTestable: isTestable, isAligned: BuildTraits.isAligned)
    let loaded = try BaselineStore(folder: configuration.baselines).load(for: environment)
    let acceptances = AcceptanceRule(loaded.acceptances, environment: environment, today: Day(Date()))
    let finder = ComparisonFinder(
      loaded: loaded, environment: environment, timesUnjudged: configuration.pair?.problem)
    let judge = BenchmarkJudge(
      finder: finder, acceptances: acceptances, confirms: configuration.confirmation == .awaited,
      scope: JudgedScope(configuration.confirmation))
    state.withLock { $0.judge = judge }
    let run = try MeasuringRun(
      configuration: configuration, selection: selection, environment: environment, finder: finder,
      acceptances: acceptances,
      judge: judge)
    let suite = try run.perform()
    let record = run.log.record
    // Other tests may delay the start of a body.
    let patience: Double = run.isShownElsewhere ? 1 : 10
    let bodies = BodyWatch(log: run.log) { [deadlines = run.deadlines] in deadlines.session(of: $0) * patience }
    state.withLock { state in
      state.suite = suite
      state.record = record
      state.bodies = bodies
    }
    ClosingSummary.install(for: run, redRule: configuration.redRule)
  }

  // MARK: - Reports of the tests

  /// The sessions and verdicts of a benchmark; `nil` when it was not measured.
  func measured(_ id: BenchmarkID) -> BenchmarkRecord? {
    let record = state.withLock(\.record)
    return record.sessions(of: id).isEmpty ? nil : record.benchmark(id)
  }

  /// Whether a function was scheduled for processes of its own.
  func wasToBeMeasured(_ function: TestFunctionID) -> Bool {
    state.withLock { $0.suite.functions.contains(function) }
  }

  /// Reports a benchmark that no session process measured, unless its whole function failed or is disabled.
  func reportUnmeasured(_ id: BenchmarkID, at location: SourceLocation) {
    let isConcluded = state.withLock { state in
      state.record.verdicts.contains { verdict in
        [.failed, .disabled].contains(verdict.outcome) && verdict.function == id.function
      }
    }
    guard !isConcluded else { return }
    let text =
      "\(id.description.printable(atMost: 200)) was not reached in the processes that measure: its label or the way to this "
      + "call differs from process to process. Make both the same in every process."
    Issue.record(Comment(rawValue: text), sourceLocation: location)
  }

  /// Whether the body of a function must not run here: its own process did not end normally, and this one would lose
  /// all other verdicts with it.
  private func mustNotRun(_ function: TestFunctionID) -> Bool {
    state.withLock { state in
      state.suite.skipped.contains(function)
        || state.record.verdicts.contains { verdict in
          verdict.function == function && verdict.outcome == .failed
            && Self.endsOddly.contains(verdict.reason)
        }
    }
  }

  private static let endsOddly: Set<Verdict.Reason> = [.crashed, .timedOut, .endedItself, .noResult]

  /// Runs the body of a suite or a test, unless ``mustNotRun(_:)`` excludes it.
  func performing(_ test: Test, _ body: @Sendable () async throws -> Void) async throws {
    if test.isSuite || !mustNotRun(TestFunctionID(test)) { try await body() }
  }

  /// Runs a case of a test.
  func performingCase(of test: Test, _ body: @Sendable () async throws -> Void) async throws {
    guard let bodies = state.withLock(\.bodies) else { return try await body() }
    try await bodies.performingCase(of: TestFunctionID(test), body)
  }

  /// The judge of the run, for measurements in this process.
  var judge: BenchmarkJudge? { state.withLock(\.judge) }

  /// Records an issue for each red verdict that was not yet reported.
  func emit(_ verdicts: [Verdict], at location: SourceLocation) {
    // A candidate is red only when a pair of builds confirms it, after this process.
    for verdict in verdicts where !verdict.isCandidate && configuration.redRule.isRed(verdict) && isUnreported(verdict)
    {
      Issue.record(Comment(rawValue: VerdictMessage.text(of: verdict)), sourceLocation: location)
    }
  }

  /// Reports verdicts without a `measure` call: failures of a function, and missing benchmarks of a suite.
  func reportRemaining(for test: Test) {
    let verdicts = state.withLock { state in
      state.record.verdicts.filter { verdict in
        test.isSuite
          ? verdict.outcome == .missing && verdict.function.module == test.id.moduleName
            && verdict.function.suite == test.id.nameComponents
          : [.failed, .incomparable].contains(verdict.outcome) && verdict.function == TestFunctionID(test)
      }
    }
    emit(verdicts, at: test.sourceLocation)
  }

  private func isUnreported(_ verdict: Verdict) -> Bool {
    state.withLock { $0.reported.insert(verdict).inserted }
  }
}
