import PerformanceExports
import PerformanceRecords
import PerformanceStatistics
import PerformanceTestSupport
import PerformanceText

/// A run in which every name is a hostile text.
enum HostileRun {
  /// The run of some texts: each is the name of a suite, a test, a label, a metric, a unit, a file and a function.
  static func run(_ texts: [String]) -> ReportedRun {
    var events = Example.events([])
    let ending = events.removeLast()
    for (index, text) in texts.enumerated() {
      let id = BenchmarkID(module: text, suite: [text, text], test: text, label: text)
      let metric = MetricDescription(
        name: text, unit: MetricUnit(text), direction: index % 2 == 0 ? .lowerIsBetter : .higherIsBetter,
        kind: index % 3 == 0 ? .exact : .sampled)
      let location = CodeLocation(fileID: text, filePath: text, line: index, column: 0)
      let session = BenchmarkSession(
        id: id, location: location, iterations: 3,
        readings: [
          MetricReading(Example.wallClock, values: [Double(index) + 0.5, 1]), MetricReading(metric, values: [1, 2]),
          MetricReading(Example.hits, unavailable: .other(text)),
        ])
      var failed = Verdict(
        benchmark: id, outcome: .failed, reason: .threw,
        detail: .failure(Failure(.threw(text, iterations: nil))), location: location)
      failed.acceptance = .init(state: .expired, until: text, reason: text, limit: 1)
      let slower = Verdict(
        benchmark: id, metric: metric, outcome: .regressed, reason: .everySessionWorse, baseline: 1, now: 2,
        location: location)
      let profile = BenchmarkProfile(functions: [text: .init(own: index + 1, inclusive: index + 1)], rest: index)
      let bodies: [RunEvent.Body] = [
        .session(SessionEvent(pass: PassName(rawValue: text), round: 1, session: session)),
        .profile(ProfiledBenchmark(id: id, profile: profile)), .verdict(failed), .verdict(slower),
        .unmeasured(UnmeasuredFunction(function: id.function, cause: .other(UnknownName(text)))),
      ]
      events += bodies.map { RunEvent(time: Double(events.count), run: text, $0) }
    }
    events.append(RunEvent(time: 1e9, ending.body))
    return ReportedRun(RunSummary(RunRecord(events), redRule: .local))
  }
}
