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
    let isRecording = switches.mode == .record
    // A function that hangs in its sessions as well is named once, by the verdict on them.
    let failures = counted?.failureVerdicts(besides: failed, isOnlyPass: isOnlyCounting) ?? []
    for verdict in failures + (isRecording ? [] : notCounted(uncounted)) {
      drawn.verdicts.append(verdict)
      try log.append(.verdict(verdict))
    }
    guard !isRecording else { return drawn }
    // Against another commit nothing is unneeded: what is accepted may be in both.
    if let base = switches.pair?.base { return try withRemoved(drawn, base: base, allTests: allTests) }
    let complete = try withMissing(drawn, counted, uncounted: uncounted, allTests: allTests)
    try tellUnusedAcceptances(complete, counted, uncounted: uncounted, allTests: allTests)
    return complete
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

  /// What the other build has and this one lacks is told, and is no reason for red: it was removed on purpose.
  private func withRemoved(
    _ drawn: DrawnRun, base: PairedRun.Base, allTests: () throws -> TestListing
  ) throws -> DrawnRun {
    var drawn = drawn
    let gone = base.functions.filter { !drawn.functions.contains($0) }
    let tests = try gone.isEmpty ? nil : allTests()
    for function in gone where tests?.has(function) != true {
      let verdict = Verdict(
        benchmark: BenchmarkID(module: function.module, suite: function.suite, test: function.test),
        outcome: .incomparable, reason: .onlyInBase)
      drawn.verdicts.append(verdict)
      try log.append(.verdict(verdict))
    }
    return drawn
  }

  /// What is on file and was selected, but is neither measured, failed nor disabled.
  ///
  /// Where a trait before `.performance` disables a suite, its functions are in no plan; `allTests` knows them.
  private func withMissing(
    _ drawn: DrawnRun, _ counted: CountedRun?, uncounted: Set<TestFunctionID>, allTests: () throws -> TestListing
  ) throws -> DrawnRun {
    var drawn = drawn
    let excused = excused(drawn)
    var missing = MissingBenchmarks.verdicts(
      recorded: finder.recorded, measured: drawn.sessions,
      wasRead: { wasRead($1.name, of: $0, counted, uncounted) },
      isExcused: excused)
    if missing.contains(where: { !drawn.functions.contains($0.benchmark.function) }) {
      let tests = try allTests()
      missing.removeAll { verdict in
        let function = verdict.benchmark.function
        return !drawn.functions.contains(function) && tests.has(function)
      }
    }
    for verdict in missing {
      drawn.verdicts.append(verdict)
      try log.append(.verdict(verdict))
    }
    return drawn
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
