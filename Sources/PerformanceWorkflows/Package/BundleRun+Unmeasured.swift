import PerformanceRecords

extension BundleRun {
  /// The result of a gate that measures nothing, because its verdicts are known without.
  /// - Parameters:
  ///   - functions: the selected functions of the bundle.
  ///   - against: the name of the other build; `nil` without one.
  ///   - outside: the packages outside of the repository that both builds have; `nil` where there are none.
  /// - Throws: ``InputError`` when the event log cannot be written.
  func unmeasured(
    _ functions: [TestFunctionID] = [], of selection: TestSelection, against: String?, outside: [String]? = nil,
    verdicts: [Verdict]
  ) throws -> Result {
    let start = RunStart(
      mode: GateCommand.name, environment: package.environmentOfRun, provenance: provenance,
      configuration: .init(filters: selection.filters, skips: selection.skips, against: against, outside: outside))
    let plans = functions.isEmpty ? [] : [RunPlan(functions: functions, rounds: 0)]
    var result = Result(log: package.state.eventLog(run: name), record: RunRecord())
    package.events?.follow(result.log)
    try result.append(
      [.runStarted(start)] + plans.map { .planned($0) } + verdicts.map { .verdict($0) }
        + [.runFinished(RunEnd(seconds: 0))])
    return result
  }
}

extension BundleRun.Result {
  /// Appends events to the log and to its record.
  /// - Throws: ``InputError`` when one cannot be written completely.
  mutating func append(_ bodies: [RunEvent.Body]) throws {
    let writer = try EventLogWriter(file: log)
    for body in bodies { record.add(try writer.append(body)) }
  }
}
