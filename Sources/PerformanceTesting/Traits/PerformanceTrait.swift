import PerformanceBundles
import PerformanceRecords
import PerformanceSystem
import Testing

/// Makes a suite a performance suite: its benchmarks are measured before any test of the process begins.
///
/// Swift Testing awaits `prepare(for:)` test by test before it runs the first one and outside every time limit, so a
/// measurement made there is alone in its process even without `--no-parallel`.
public struct PerformanceTrait: SuiteTrait, TestTrait, TestScoping {
  /// Tests of nested suites are performance tests as well.
  public var isRecursive: Bool { true }

  /// Measures the selected benchmarks on the first call.
  /// - Throws: An error when baselines or the configuration cannot be used; nothing is measured then.
  public func prepare(for test: Test) async throws {
    switch try Role.current.get() {
    case .smoke, .session:
      return
    case .lister(let writer, _):
      guard !test.isSuite else { return }
      let settings = BenchmarkSettings(test)
      writer.write(.function(TestFunctionID(test)))
      if settings.counting == .off { writer.write(.uncounted(TestFunctionID(test))) }
      if settings.isColdStart { writer.write(.countedAlone(TestFunctionID(test))) }
      do throws(InputError) {
        _ = try EnvironmentRequest(settings.variables, source: "the trait .environment of \(test.name)")
      } catch {
        writer.write(.refused(error))
      }
      try Test.cancel("listed for measuring")
    case .director(let director):
      try await director.measureAll()
    }
  }

  /// Provides a scope for cases in a session process, and for functions and suites in the process that reports
  /// verdicts.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> PerformanceTrait? { self }

  /// Reports to the parent how the body ended, or reports the verdicts without a `measure` call.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    switch Role.current {
    case .success(.session(let context)) where testCase != nil:
      let variables = BenchmarkSettings(test).variables
      guard variables.isSubset(of: context.request.variables) else {
        return context.writer.write(.requested(TestFunctionID(test), variables: variables))
      }
      context.enterCase()
      context.writer.write(.function(TestFunctionID(test)))
      do {
        try await IssueWatch.watching(test, testCase, for: context, body)
      } catch {
        context.writer.write(IssueWatch.message(of: error, in: context))
        throw error
      }
    case .success(.session(let context)) where !test.isSuite:
      // Skipped when a case ends the process.
      defer { context.writer.write(.completed(TestFunctionID(test))) }
      try await body()
    case .success(.director(let director)) where testCase == nil:
      try await director.performing(test, body)
      director.reportRemaining(for: test)
    case .success(.director(let director)):
      try await director.performingCase(of: test, body)
    default:
      try await body()
    }
  }
}

extension Trait where Self == PerformanceTrait {
  /// Measures the benchmarks of the suite in processes of their own and judges them against their baselines.
  public static var performance: Self { PerformanceTrait() }
}

extension TestFunctionID {
  /// The identity of a test function without its source location.
  init(_ test: Test) {
    let components = test.id.nameComponents
    self.init(module: test.id.moduleName, suite: Array(components.dropLast()), test: components.last ?? test.name)
  }
}
