import PerformanceRecords
import PerformanceText

/// A test case of a JUnit document: the verdict on one metric of a benchmark, or on the run as a whole.
struct JUnitCase {
  /// How the case ended.
  enum Result {
    case passed
    /// The code is not what it should be: slower, over its budget, missing.
    case failure(type: String)
    /// Nothing could be judged, because the test or the tool failed.
    case error(type: String)
    /// It was not judged, and that is no failure.
    case skipped
  }

  /// The path of the suite, with dots as readers of JUnit split it.
  let suite: String
  /// The benchmark and the metric.
  let name: String
  /// How the case ended.
  let result: Result
  /// The sentence of the result.
  let message: String
  /// Seconds that were spent in the benchmark's samples, for the case about its time; 0 for all others.
  var seconds = 0.0
  /// The location in the source; `nil` where it is unknown.
  var location: (path: String, line: Int)?
  /// The numbers.
  var properties: [(name: String, value: String)] = []
}

extension JUnitCase {
  /// The cases of a run, those of a suite in order of its benchmarks.
  static func cases(of reported: ReportedRun) -> [JUnitCase] {
    let run = reported.summary
    let locations = SourceLocations(run.record)
    let sessions = run.record.headSessions
    let cases = inOrder(run.verdicts).map { verdict, name in
      let sessions = verdict.benchmark.flatMap { sessions[$0] } ?? []
      var item = JUnitCase(
        suite: suite(of: verdict.function), name: name, result: Result(verdict, isRed: run.isRed(verdict)),
        message: verdict.sentence)
      item.seconds = seconds(of: verdict, in: sessions)
      item.location = locations.location(of: verdict).map { (reported.path($0.filePath), $0.line) }
      item.properties = properties(of: verdict, samples: samples(of: verdict, in: sessions))
      return item
    }
    return cases + unmeasured(run.record) + [runItself(run)].compactMap { $0 }
  }

  /// Verdicts with their names, by subject and name. Functions are described once, and not in every comparison.
  private static func inOrder(_ verdicts: [Verdict]) -> [(verdict: Verdict, name: String)] {
    let keys = verdicts.map { (function: $0.function.description, subject: $0.subject, name: name(of: $0)) }
    let order = verdicts.indices.sorted { first, second in
      let (one, other) = (keys[first], keys[second])
      if one.function != other.function { return one.function < other.function }
      return (one.subject, one.name) < (other.subject, other.name)
    }
    return order.map { (verdicts[$0], keys[$0].name) }
  }

  /// Functions without a baseline that measured nothing.
  private static func unmeasured(_ record: RunRecord) -> [JUnitCase] {
    record.unmeasured.map { unmeasured in
      JUnitCase(
        suite: suite(of: unmeasured.function), name: unmeasured.function.test, result: .skipped,
        message: unmeasured.cause.text)
    }
  }

  /// The case that fails where a run is red, or not judged in continuous integration, although no verdict is red; `nil`
  /// elsewhere.
  private static func runItself(_ run: RunSummary) -> JUnitCase? {
    let counts = ClosingLines(summary: run).counts
    func item(_ type: String, _ message: String) -> JUnitCase {
      JUnitCase(suite: "perftest", name: "run", result: .error(type: type), message: message)
    }
    if !run.record.isFinished { return item("brokenOff", counts) }
    if let failure = run.testFailure { return item("testFailure", failure) }
    if run.isUnjudgedInCI { return item("nothingJudged", counts) }
    return run.nothingWasMeasured && run.red.isEmpty ? item("nothingMeasured", counts) : nil
  }

  // MARK: - Names

  private static func suite(of function: TestFunctionID) -> String {
    ([function.module] + function.suite).joined(separator: ".")
  }

  /// `decode()/10 items / wallClock`, with the statistic that a budget limits behind it.
  private static func name(of verdict: Verdict) -> String {
    let benchmark = verdict.function.test + (verdict.subject.label.map { "/" + $0 } ?? "")
    let growth = verdict.growth?.series
    return [benchmark, verdict.metric?.name, verdict.budget?.name, growth].compactMap { $0 }.joined(separator: " / ")
  }

  // MARK: - Numbers

  private static func seconds(of verdict: Verdict, in sessions: [BenchmarkSession]) -> Double {
    guard verdict.metric?.name == MetricDescription.wallClock, verdict.budget == nil else { return 0 }
    return sessions.reduce(0) { sum, session in
      let nanoseconds = session.reading(MetricDescription.wallClock)?.values.reduce(0, +) ?? 0
      return sum + nanoseconds * Double(session.iterations) / 1e9
    }
  }

  private static func samples(of verdict: Verdict, in sessions: [BenchmarkSession]) -> Int {
    guard let metric = verdict.readMetric else { return 0 }
    return sessions.reduce(0) { $0 + ($1.reading(metric)?.values.count ?? 0) }
  }

  private static func properties(of verdict: Verdict, samples: Int) -> [(name: String, value: String)] {
    let numbers: [(String, Double?)] = [
      ("perf.baseline", verdict.baseline), ("perf.current", verdict.now),
      ("perf.delta_ratio", verdict.change), ("perf.ci_low", verdict.changeInterval?.lower),
      ("perf.ci_high", verdict.changeInterval?.upper),
    ]
    let known = numbers.compactMap { name, value in
      value.flatMap { $0.isFinite ? (name, $0.written) : nil }
    }
    let unit = verdict.metric.map { [("perf.unit", $0.unit.rawValue)] } ?? []
    return known + unit + [
      ("perf.verdict", verdict.outcome.name), ("perf.reason", verdict.reason.name),
      ("perf.sessions", String(verdict.sessions)), ("perf.samples", String(samples)),
    ]
  }
}

extension JUnitCase.Result {
  /// The result of a verdict: each red one is a failure or an error.
  init(_ verdict: Verdict, isRed: Bool) {
    switch verdict.outcome {
    case .failed where isRed && verdict.reason != .expectationFailed, .incomparable where isRed:
      self = .error(type: verdict.reason.name)
    case _ where isRed: self = .failure(type: verdict.outcome.name)
    case .same, .improved, .accepted: self = .passed
    default: self = .skipped
    }
  }
}
