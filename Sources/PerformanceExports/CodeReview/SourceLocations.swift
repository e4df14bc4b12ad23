import PerformanceRecords

/// The locations in the source at which verdicts are shown.
struct SourceLocations {
  /// A suite of a module.
  private struct Suite: Hashable {
    let module: String
    let names: [String]

    init(_ function: TestFunctionID) { (module, names) = (function.module, function.suite) }
  }

  private var benchmarks: [BenchmarkID: CodeLocation] = [:]
  private var functions: [TestFunctionID: CodeLocation] = [:]
  private var suites: [Suite: CodeLocation] = [:]

  /// The locations of a run's sessions and verdicts.
  init(_ record: RunRecord) {
    for event in record.sessions where event.side == .head { add(event.session.location, of: event.session.id) }
    for verdict in record.verdicts {
      if let location = verdict.location { add(location, of: verdict.subject.id) }
    }
  }

  private mutating func add(_ location: CodeLocation, of id: BenchmarkID) {
    benchmarks[id] = benchmarks[id] ?? location
    functions[id.function] = functions[id.function] ?? location
    let suite = Suite(id.function)
    suites[suite] = suites[suite] ?? location
  }

  /// The location of a verdict: that of its `measure` call, else of another call of its function, else the beginning of
  /// a file with its suite; `nil` where none of the suite was measured.
  func location(of verdict: Verdict) -> CodeLocation? {
    if let location = verdict.location ?? benchmarks[verdict.subject.id] ?? functions[verdict.function] {
      return location
    }
    var location = suites[Suite(verdict.function)]
    location?.line = 1
    location?.column = 1
    return location
  }
}
