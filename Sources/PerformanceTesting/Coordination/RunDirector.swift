import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceText
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
    /// The verdicts of the record.
    var verdicts = ReportedVerdicts()
    @Boxed var judge: BenchmarkJudge?
    var reported: Set<String> = []
    var bodies: BodyWatch?
  }

  /// Creates a director for this process.
  /// - Throws: ``InputError`` where the arguments name a file that cannot be read.
  init(configuration: RunConfiguration, arguments: [String]) throws {
    self.configuration = configuration
    selection = try TestSelection(arguments: arguments)
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
        continuation.resume(with: Result { try self.measure() })
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func measure() throws {
    let environment = EnvironmentReader.read(
      isOptimised: true, isTestable: isTestable, isAligned: BuildTraits.isAligned,
      buildArguments: configuration.request?.buildArguments ?? [])
    let loaded = try BaselineStore(folder: configuration.baselines).load(for: environment)
    let acceptances = AcceptanceRule(
      loaded.acceptances, inBase: configuration.pair?.accepted ?? [], environment: environment, today: Day(Date()))
    let finder = ComparisonFinder(
      loaded: loaded, environment: environment, timesUnjudged: configuration.pair?.problem)
    let budgets = FileBudgets(try BudgetFile(in: configuration.baselines).read(), finder: finder)
    let judge = BenchmarkJudge(
      finder: finder, acceptances: acceptances, confirms: configuration.confirmation == .awaited,
      scope: JudgedScope(configuration.confirmation))
    state.withLock { $0.judge = judge }
    let run = try MeasuringRun(
      configuration: configuration, selection: selection, environment: environment, finder: finder,
      acceptances: acceptances, budgets: budgets, judge: judge)
    let suite = try run.perform()
    let record = run.log.record
    // Other tests may delay the start of a body.
    let patience: Double = run.isShownElsewhere ? 1 : 10
    let bodies = BodyWatch(log: run.log) { [deadlines = run.deadlines] in deadlines.session(of: $0) * patience }
    state.withLock { state in
      state.suite = suite
      state.record = record
      state.verdicts = ReportedVerdicts(record.verdicts)
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
    guard !verdicts.on(id.function).contains(where: { [.failed, .disabled].contains($0.outcome) }) else { return }
    Issue.record(Comment(rawValue: IssueText.unreached(id)), sourceLocation: location)
  }

  /// Whether the body of a function must not run here: its own process did not end normally, and this one would lose
  /// all other verdicts with it.
  private func mustNotRun(_ function: TestFunctionID) -> Bool {
    state.withLock { $0.suite.skipped.contains(function) }
      || verdicts.on(function).contains { $0.outcome == .failed && Self.endsOddly.contains($0.reason) }
  }

  private static let endsOddly: [Verdict.Reason] = [.crashed, .timedOut, .endedItself, .noResult]

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
    for verdict in verdicts where !verdict.isCandidate && configuration.redRule.isRed(verdict) {
      let message = IssueText.red(verdict)
      let isNew = state.withLock { $0.reported.insert(message).inserted }
      if isNew { Issue.record(Comment(rawValue: message), sourceLocation: location) }
    }
  }

  /// Reports verdicts without a `measure` call: failures of a function, and missing benchmarks of a suite.
  func reportRemaining(for test: Test) {
    let remaining =
      test.isSuite
      ? verdicts.missing(inSuite: test.id.nameComponents, of: test.id.moduleName)
      : verdicts.on(TestFunctionID(test)).filter {
        [.failed, .incomparable].contains($0.outcome) || $0.benchmark == nil
      }
    emit(remaining, at: test.sourceLocation)
  }

  private var verdicts: ReportedVerdicts { state.withLock(\.verdicts) }
}
