import PerformanceMeasurement
import PerformanceRecords
import PerformanceRegression
import PerformanceText

extension MeasuringRun {
  /// The run with what was counted, and with what should have been measured or accepted and was not.
  /// - Parameter uncounted: functions that their tests leave out of the counting pass.
  func withLeftOut(
    _ drawn: DrawnRun, _ counted: CountedRun?, uncounted: Set<TestFunctionID>, allTests: () throws -> TestListing
  ) throws -> DrawnRun {
    let failed = Set(drawn.verdicts.filter { $0.outcome == .failed }.map(\.benchmark.function))
    var drawn = drawn.merged(counted ?? CountedRun())
    if isOnlyCounting { drawn.skipped.formUnion(uncounted) }
    // A pair of builds says nothing but whether candidates are slower.
    guard switches.confirmation?.candidates == nil else { return drawn }
    try conclude(drawn.disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:)), in: &drawn)
    try concludeUnmeasured(in: &drawn)
    // A function that hangs in its sessions as well is named once, by the verdict on them.
    let failures = counted?.failureVerdicts(
      besides: failed, onFile: Set(finder.recorded.keys.map(\.function)), isOnlyPass: isOnlyCounting)
    try conclude(failures ?? [], in: &drawn)
    guard switches.mode != .record else { return drawn }
    try conclude(notCounted(uncounted), in: &drawn)
    if let base = switches.pair?.base {
      try concludeRemoved(in: &drawn, base: base, allTests: allTests)
    } else {
      try concludeMissing(in: &drawn, counted, uncounted: uncounted, allTests: allTests)
      // Against another commit nothing is unneeded: what is accepted may be in both.
      try tellUnusedAcceptances(drawn, counted, uncounted: uncounted, allTests: allTests)
    }
    try conclude(unreadBudgets(drawn, counted), in: &drawn)
    return drawn
  }

  /// A row for each benchmark whose instructions are on file though its test leaves it out of the counting pass.
  private func notCounted(_ uncounted: Set<TestFunctionID>) -> [Verdict] {
    guard case .on = switches.counting else { return [] }
    return finder.recorded.filter { uncounted.contains($0.key.function) }.sorted { $0.key < $1.key }.flatMap {
      id, metrics in
      metrics.filter { Metric.counted.names.contains($0.name) }.map { metric in
        let filter = TestSelection(filters: [id.function.filter])
        return Verdict(
          benchmark: id, metric: metric, outcome: .incomparable, reason: .notCounted,
          detail: "to remove it type \(PerftestCommand.prefix) record\(filter.typed)")
      }
    }
  }

  private func conclude(_ verdicts: [Verdict], in drawn: inout DrawnRun) throws {
    for verdict in verdicts {
      drawn.verdicts.append(verdict)
      try log.append(.verdict(verdict))
    }
  }

  /// Functions that ran and gave no number: missing where something of them is on file, else they may be plain tests.
  private func concludeUnmeasured(in drawn: inout DrawnRun) throws {
    let unmeasured = drawn.unmeasured.sorted { $0.key.description < $1.key.description }
    // A recording removes nothing of them; a gate finds them with all others that are missing.
    let recorded = switches.mode == .record ? finder.recorded : [:]
    let functions = Set(unmeasured.map(\.key))
    let missing = MissingBenchmarks.verdicts(
      recorded: recorded, measured: drawn.sessions, why: { drawn.unmeasured[$0]?.reason },
      isExcused: { !functions.contains($0) })
    let onFile = Set(finder.recorded.keys.map(\.function))
    for (function, cause) in unmeasured where !onFile.contains(function) {
      try log.append(.unmeasured(UnmeasuredFunction(function: function, cause: cause)))
    }
    try conclude(missing, in: &drawn)
  }

  /// What the other build has and this one lacks, and what is on file and in neither.
  private func concludeRemoved(
    in drawn: inout DrawnRun, base: PairedRun.Base, allTests: () throws -> TestListing
  ) throws {
    try concludeMissing(in: &drawn, nil, allTests: allTests) { $0.metric == nil }
    let known = Set(drawn.verdicts.map(\.benchmark.function)).union(drawn.functions)
    let gone = base.functions.filter { !known.contains($0) }
    let tests = try gone.isEmpty ? nil : allTests()
    let verdicts = gone.map { function in
      tests?.has(function) == true
        ? Verdict(disabled: function)
        : Verdict(benchmark: BenchmarkID(function), outcome: .incomparable, reason: .onlyInBase)
    }
    try conclude(verdicts, in: &drawn)
  }

  /// What is on file and was selected, but is neither measured, failed nor disabled.
  ///
  /// Where a trait before `.performance` disables a suite, its functions are in no plan; `allTests` knows them.
  private func concludeMissing(
    in drawn: inout DrawnRun, _ counted: CountedRun?, uncounted: Set<TestFunctionID> = [],
    allTests: () throws -> TestListing,
    where isWanted: (Verdict) -> Bool = { _ in true }
  ) throws {
    let (planned, unmeasured) = (drawn.functions, drawn.unmeasured)
    let concluded = Set(drawn.verdicts.filter { $0.outcome == .missing }.map(\.benchmark))
    var missing = MissingBenchmarks.verdicts(
      recorded: finder.recorded, measured: drawn.sessions, wasRead: { wasRead($1.name, of: $0, counted, uncounted) },
      why: { unmeasured[$0]?.reason }, isExcused: excused(drawn)
    ).filter { isWanted($0) && !concluded.contains($0.benchmark) }
    let unplanned = Set(missing.map(\.benchmark.function)).subtracting(planned)
    let tests = try unplanned.isEmpty ? nil : allTests()
    let disabled = unplanned.filter { tests?.has($0) == true }
    missing.removeAll { disabled.contains($0.benchmark.function) }
    try conclude(missing, in: &drawn)
    try conclude(disabled.sorted { $0.description < $1.description }.map(Verdict.init(disabled:)), in: &drawn)
  }

  /// The budgets of measured benchmarks that nothing was compared with.
  private func unreadBudgets(_ drawn: DrawnRun, _ counted: CountedRun?) -> [Verdict] {
    UnreadBudgets.verdicts(sessions: drawn.sessions) { metric in
      guard let description = Metric.counted.definitions.map(\.description).first(where: { $0.name == metric }) else {
        return isOnlyCounting ? .notJudgedHere : .unread(nil, because: "it was not read")
      }
      switch switches.counting {
      case .on where counted == nil:
        return .unasked(description, because: "against another commit they are counted where some are on file")
      case .on: return .unread(description, because: "Callgrind gave none")
      case .off(let reason?): return .unread(description, because: reason)
      case .off(nil): return .unasked(description, because: "--no-count")
      case nil: return .unasked(description, because: "'\(PerftestCommand.prefix) gate' counts them")
      }
    }
  }

  /// Whether the run read a metric of a function at all.
  private func wasRead(
    _ metric: String, of function: TestFunctionID, _ counted: CountedRun?, _ uncounted: Set<TestFunctionID>
  ) -> Bool {
    guard Metric.counted.names.contains(metric) else { return !isOnlyCounting }
    guard let counted, !uncounted.contains(function) else { return false }
    return counted.failures[function] == nil && !counted.stopped.contains(function)
  }

  /// Whether nothing can be said of a function: it is not selected, its test is disabled, it failed, or the only pass left
  /// it out.
  private func excused(_ drawn: DrawnRun) -> (TestFunctionID) -> Bool {
    let failed = Set(drawn.verdicts.filter { $0.outcome == .failed }.map(\.benchmark.function))
    let selection = switches.original(selection)
    return {
      failed.contains($0) || drawn.disabled.contains($0) || drawn.skipped.contains($0) || !selection.selects($0)
    }
  }

  /// Tells of acceptances that nothing needed, except those of functions that a trait keeps out of every plan.
  private func tellUnusedAcceptances(
    _ drawn: DrawnRun, _ counted: CountedRun?, uncounted: Set<TestFunctionID>, allTests: () throws -> TestListing
  ) throws {
    let unused = acceptances.unused(in: drawn.verdicts, isExcused: excused(drawn)).filter {
      wasRead($0.metric, of: $0.benchmark.function, counted, uncounted)
    }
    guard !unused.isEmpty else { return }
    let tests = unused.allSatisfy { drawn.functions.contains($0.benchmark.function) } ? nil : try allTests()
    for acceptance in unused {
      let function = acceptance.benchmark.function
      guard drawn.functions.contains(function) || tests?.has(function) != true else { continue }
      try log.append(.acceptanceUnused(acceptance))
    }
  }
}
