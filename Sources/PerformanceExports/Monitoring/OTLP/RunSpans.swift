import PerformanceRecords

/// The spans of a run: the run, its suites, their benchmarks, and the passes of these.
struct RunSpans {
  /// A span of time in which something was measured.
  struct Span {
    let id: String
    /// The enclosing span; `nil` for a run that nothing else caused.
    let parent: String?
    let name: String
    /// Seconds since 1970.
    var begin: Double
    var end: Double
    var attributes: [OTLP.Attribute]
    /// The reason of an error; `nil` without one.
    var error: String?
  }

  /// The spans, each after the enclosing one.
  let spans: [Span]

  /// - Parameter run: a run without events has no span.
  init(_ run: ReportedRun) {
    let record = run.summary.record
    guard let begin = record.time else {
      spans = []
      return
    }
    let trace = RunTrace(record)
    let root = Span(
      id: trace.runID, parent: trace.parentID, name: run.summary.start?.mode ?? "run", begin: begin,
      end: max(record.end ?? begin, begin), attributes: Self.attributes(of: run), error: Self.error(of: run))
    var builder = SpanBuilder(run, trace)
    for (event, time) in zip(record.sessions, record.sessionTimes) { builder.add(event, time) }
    spans = [root] + builder.spans
  }

  private static func attributes(of run: ReportedRun) -> [OTLP.Attribute] {
    let summary = run.summary
    return [
      OTLP.Attribute("perf.run.id", summary.record.id),
      OTLP.Attribute("test.suite.run.status", RunState(summary.exitStatus).suiteStatus),
      OTLP.Attribute("perf.run.seconds", .number(summary.record.seconds)),
      OTLP.Attribute("perf.run.benchmarks", .integer(summary.benchmarks.count)),
      OTLP.Attribute("perf.run.red", .integer(summary.red.count)),
    ].compactMap { $0 }
  }

  private static func error(of run: ReportedRun) -> String? {
    switch RunState(run.summary.exitStatus) {
    case .pass, .notMeasurable: nil
    case .red: run.summary.red.first?.sentence ?? run.summary.testFailure ?? "nothing was measured"
    case .unfinished: "the run broke off"
    }
  }
}

/// Puts the passes of benchmarks together.
private struct SpanBuilder {
  private let trace: RunTrace
  private let labels: MonitoringLabels
  private let red: [BenchmarkID: Verdict]
  private var suites = SpanTable()
  private var benchmarks = SpanTable()
  private var passes = SpanTable()

  init(_ run: ReportedRun, _ trace: RunTrace) {
    self.trace = trace
    labels = MonitoringLabels(of: run.summary)
    red = Dictionary(run.summary.red.map { ($0.subject.id, $0) }) { worst, _ in worst }
  }

  /// The spans, each after the enclosing one.
  var spans: [RunSpans.Span] { suites.spans + benchmarks.spans + passes.spans }

  mutating func add(_ event: SessionEvent, _ time: SessionTime) {
    let id = event.session.id
    let (suite, name) = (MonitoringLabels.suite(of: id), labels.name(of: id))
    suites.add(trace.suiteID(suite), time) { [trace] id in
      RunSpans.Span(
        id: id, parent: trace.runID, name: suite, begin: time.begin, end: time.end,
        attributes: [OTLP.Attribute("test.suite.name", .string(suite))])
    }
    benchmarks.add(trace.benchmarkID(name), time) { [trace, red] spanID in
      let verdict = red[id]
      return RunSpans.Span(
        id: spanID, parent: trace.suiteID(suite), name: id.shortDescription, begin: time.begin, end: time.end,
        attributes: [
          OTLP.Attribute("test.suite.name", .string(suite)), OTLP.Attribute("test.case.name", .string(name)),
          OTLP.Attribute("test.case.result.status", .string(verdict == nil ? "pass" : "fail")),
        ], error: verdict?.sentence)
    }
    let (pass, side) = (event.pass.rawValue, event.side.name)
    passes.add(trace.passID(name, pass, side), time) { [trace] id in
      RunSpans.Span(
        id: id, parent: trace.benchmarkID(name), name: event.side == .head ? pass : "\(pass) (\(side))",
        begin: time.begin, end: time.end,
        attributes: [
          OTLP.Attribute("perf.pass", .string(pass)), OTLP.Attribute("perf.side", .string(side)),
        ])
    }
  }
}

/// Spans by their ids, in the order of adding.
private struct SpanTable {
  private(set) var spans: [RunSpans.Span] = []
  private var indices: [String: Int] = [:]

  /// Extends a span to a time, and creates it at its first time.
  mutating func add(_ id: String, _ time: SessionTime, create: (String) -> RunSpans.Span) {
    guard let index = indices[id] else {
      indices[id] = spans.count
      spans.append(create(id))
      return
    }
    spans[index].begin = min(spans[index].begin, time.begin)
    spans[index].end = max(spans[index].end, time.end)
  }
}
