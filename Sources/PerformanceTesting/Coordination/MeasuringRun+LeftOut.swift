import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// What the bundle knows of functions that are not listed for measuring.
struct UnlistedTests {
  /// All test functions.
  let all: () throws -> TestListing
  /// Those of functions that Swift Testing would run, by a process that has a listed function as well.
  let starting: (_ functions: Set<TestFunctionID>, _ listed: TestFunctionID) throws -> Set<TestFunctionID>

  /// Divides functions into disabled ones and ones without the trait; those that are not in the bundle are neither.
  /// - Parameter listed: a function that is listed; without one all functions of the bundle count as disabled.
  func classified(
    _ functions: Set<TestFunctionID>, listed: TestFunctionID?
  ) throws -> (disabled: Set<TestFunctionID>, withoutTrait: Set<TestFunctionID>) {
    guard !functions.isEmpty else { return ([], []) }
    let tests = try all()
    let present = functions.filter(tests.has)
    let withoutTrait = try listed.map { try starting(present, $0) } ?? []
    return (present.subtracting(withoutTrait), withoutTrait)
  }
}

extension MeasuringRun {
  /// Logs what should have been measured or accepted but was not.
  /// - Parameter uncounted: functions that their tests exclude from the counting pass.
  /// - Returns: The results of the functions, including those that were counted.
  func concludeLeftOut(
    _ suite: MeasuredSuite, _ counted: CountedRun?, uncounted: Set<TestFunctionID>, unlisted: UnlistedTests
  ) throws -> MeasuredSuite {
    let timed = log.record.sessions.filter { $0.pass == .timing && $0.side == .head }
    let failed = Set(log.record.verdicts.filter { $0.outcome == .failed }.map(\.function))
    var suite = suite
    suite.skipped = (counted?.stopped ?? []).subtracting(timed.map(\.session.id.function))
    suite.disabled.formUnion(counted?.disabled ?? [])
    if isOnlyCounting { suite.skipped.formUnion(uncounted) }
    // The run of a pair of builds only decides about candidates.
    guard configuration.confirmation?.candidates == nil else { return suite }
    try conclude(suite.disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:)))
    try concludeUnmeasured(suite)
    // A function that also hangs in its sessions is reported once, by the verdict on those.
    let failures = counted?.failureVerdicts(
      besides: failed, onFile: Set(finder.recorded.keys.map(\.function)), isOnlyPass: isOnlyCounting)
    try conclude(failures ?? [])
    guard configuration.mode != .record else { return suite }
    try conclude(notCounted(uncounted))
    if let base = configuration.pair?.base {
      try concludeRemoved(suite, base: base, unlisted: unlisted)
    } else {
      try concludeMissing(suite, counted, uncounted: uncounted, unlisted: unlisted)
      // Against another commit no acceptance is reported as unused: the accepted regression may be in both builds.
      try emitUnusedAcceptances(suite, counted, uncounted: uncounted, unlisted: unlisted)
    }
    try conclude(unreadBudgets(counted))
    for budget in budgets.unused(in: log.record.headEvents, isWhole: configuration.original(selection).isEverything) {
      try log.append(.budgetUnused(budget))
    }
    return suite
  }

  /// A row for each benchmark with an instruction baseline whose test excludes it from the counting pass.
  private func notCounted(_ uncounted: Set<TestFunctionID>) -> [Verdict] {
    guard case .on = configuration.counting else { return [] }
    return finder.recorded.filter { uncounted.contains($0.key.function) }.sorted { $0.key < $1.key }.flatMap {
      id, metrics in
      metrics.filter { MetricGroup.counted.names.contains($0.name) }.map { metric in
        Verdict(benchmark: id, metric: metric, outcome: .incomparable, reason: .notCounted)
      }
    }
  }

  private func conclude(_ verdicts: [Verdict]) throws {
    for verdict in verdicts { try log.append(.verdict(verdict)) }
  }

  /// Functions that ran and gave no number are missing where they have a baseline; the others may be plain tests.
  private func concludeUnmeasured(_ suite: MeasuredSuite) throws {
    let unmeasured = suite.unmeasured.sorted { $0.key.description < $1.key.description }
    // A recording keeps their baselines; a gate reports them with the other missing benchmarks.
    let recorded = configuration.mode == .record ? finder.recorded : [:]
    let functions = Set(unmeasured.map(\.key))
    let missing = MissingBenchmarks.verdicts(
      recorded: recorded, measured: log.record.headEvents, why: { suite.unmeasured[$0]?.reason },
      isExcused: { !functions.contains($0) })
    let onFile = Set(finder.recorded.keys.map(\.function))
    for (function, cause) in unmeasured where !onFile.contains(function) {
      try log.append(.unmeasured(UnmeasuredFunction(function: function, cause: cause)))
    }
    try conclude(missing)
  }

  /// Benchmarks that only the other build has, and baselines without a benchmark in either build.
  private func concludeRemoved(_ suite: MeasuredSuite, base: PairedRun.Base, unlisted: UnlistedTests) throws {
    try concludeMissing(suite, nil, unlisted: unlisted) { $0.metric == nil }
    let known = Set(log.record.verdicts.map(\.function)).union(suite.functions)
    let gone = base.functions.filter { !known.contains($0) }
    let disabled = try unlisted.classified(Set(gone), listed: suite.functions.first).disabled
    let verdicts = gone.map { function in
      disabled.contains(function)
        ? Verdict(disabled: function)
        : Verdict(function: function, outcome: .incomparable, reason: .onlyInBase)
    }
    try conclude(verdicts)
  }

  /// Selected benchmarks with baselines that are neither measured, failed nor disabled.
  ///
  /// A suite disabled by a trait before `.performance` is in no plan, and neither is one without that trait.
  private func concludeMissing(
    _ suite: MeasuredSuite, _ counted: CountedRun?, uncounted: Set<TestFunctionID> = [],
    unlisted: UnlistedTests, where isWanted: (Verdict) -> Bool = { _ in true }
  ) throws {
    let concluded = Set(log.record.verdicts.filter { $0.outcome == .missing }.map(\.subject))
    var missing = MissingBenchmarks.verdicts(
      recorded: finder.recorded, measured: log.record.headEvents,
      wasRead: { wasRead($1.name, of: $0, counted, uncounted) },
      why: { suite.unmeasured[$0]?.reason }, isExcused: excused(suite)
    ).filter { isWanted($0) && !concluded.contains($0.subject) }
    let unplanned = Set(missing.map(\.function)).subtracting(suite.functions)
    let (disabled, withoutTrait) = try unlisted.classified(unplanned, listed: suite.functions.first)
    missing.removeAll { disabled.contains($0.function) }
    try conclude(missing.map { withoutTrait.contains($0.function) ? $0.with(.missing, .withoutTrait) : $0 })
    try conclude(disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:)))
  }

  /// The budgets of measured benchmarks that were not compared with a number.
  private func unreadBudgets(_ counted: CountedRun?) -> [Verdict] {
    UnreadBudgets.verdicts(sessions: log.record.headEvents) { metric in
      guard let description = MetricGroup.counted.definitions.map(\.description).first(where: { $0.name == metric })
      else {
        return isOnlyCounting ? .notJudgedHere : .unread(nil, because: .notRead)
      }
      switch configuration.counting {
      case .on where counted == nil:
        return .unasked(description, because: .notCountedAgainstCommit)
      case .on: return .unread(description, because: .noCount)
      case .off(let reason?): return .unread(description, because: .cannotCount(reason))
      case .off(nil): return .unasked(description, because: .countingForbidden)
      case nil, .other: return .unasked(description, because: .countingUnasked)
      }
    }
  }

  /// Whether the run read a metric of a function at all.
  private func wasRead(
    _ metric: String, of function: TestFunctionID, _ counted: CountedRun?, _ uncounted: Set<TestFunctionID>
  ) -> Bool {
    guard MetricGroup.counted.names.contains(metric) else { return !isOnlyCounting }
    guard let counted, !uncounted.contains(function) else { return false }
    return counted.failures[function] == nil && !counted.stopped.contains(function)
  }

  /// Whether a function is excused: it is not selected, its test is disabled, it failed, or the only pass excluded it.
  private func excused(_ suite: MeasuredSuite) -> (TestFunctionID) -> Bool {
    let failed = Set(log.record.verdicts.filter { $0.outcome == .failed }.map(\.function))
    let matcher = configuration.original(selection).matcher
    return {
      failed.contains($0) || suite.disabled.contains($0) || suite.skipped.contains($0) || !matcher.selects($0)
    }
  }

  /// Logs unused acceptances, except those of functions that a trait keeps out of every plan.
  private func emitUnusedAcceptances(
    _ suite: MeasuredSuite, _ counted: CountedRun?, uncounted: Set<TestFunctionID>, unlisted: UnlistedTests
  ) throws {
    let unused = acceptances.unused(in: log.record.verdicts, isExcused: excused(suite)).filter {
      wasRead($0.metric, of: $0.benchmark.function, counted, uncounted)
    }
    guard !unused.isEmpty else { return }
    let tests = unused.allSatisfy { suite.functions.contains($0.benchmark.function) } ? nil : try unlisted.all()
    for acceptance in unused {
      let function = acceptance.benchmark.function
      guard suite.functions.contains(function) || tests?.has(function) != true else { continue }
      try log.append(.acceptanceUnused(acceptance))
    }
  }
}
