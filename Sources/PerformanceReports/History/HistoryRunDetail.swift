import PerformanceHistory
import PerformanceRecords
import PerformanceRegression
import PerformanceText

/// The results of a run of the history, the worst first.
package struct HistoryRunDetail: Sendable {
  /// How many results are shown.
  package enum Length: Sendable {
    case all
    case oneScreen
  }

  /// The rows of one screen.
  private static let screen = 40

  private let run: HistoryRun
  private let results: [HistoryResult]
  private let digest: RunDigest

  /// - Parameters:
  ///   - points: The points of the run, under their present names.
  ///   - verdicts: The verdicts that belong to no point, under the names of then.
  package init(run: HistoryRun, points: [HistoryPoint.InSeries], verdicts: [HistoryVerdict], renames: HistoryRenames) {
    self.run = run
    // Of a verdict only the name of its metric is kept.
    let metrics = Dictionary(points.map { ($0.series.metric, $0.series.metricDescription) }) { first, _ in first }
    let all =
      points.map { HistoryResult($0) }
      + verdicts.map { HistoryResult($0, of: $0.metric.flatMap { metrics[$0] }, renames) }
    results = all.sorted(by: HistoryResult.isWorse)
    digest = RunDigest(
      benchmarks: Set(points.map(\.series.benchmark)).count,
      outcomes: all.reduce(into: [:]) { counts, result in
        if let outcome = result.outcome { counts[outcome, default: 0] += 1 }
      })
  }

  /// The lines for a terminal: the run, its results, and their numbers.
  package func lines(_ length: Length, width: Int = 120, colour: Colour = .off) -> [String] {
    let shown = length == .all ? results[...] : results.prefix(Self.screen)
    let table = TextTable(columns: Self.columns, noteTitle: "", rows: shown.map(\.row))
    let rest = results.count - shown.count
    let more = rest > 0 ? ["\(rest) more, none of them worse: --all shows them"] : []
    return head.flatMap { $0.wrapped(to: width) } + [""] + table.lines(width: width, colour: colour) + more + [counts]
  }

  private static let columns: [TextTable.Column] = [
    .init("benchmark", narrowest: 16), .init("metric", narrowest: 8), .init("baseline", alignment: .right),
    .init("value", alignment: .right), .init("change", alignment: .right),
    .init("sessions", alignment: .right, presence: .whenNamesFit), .init("verdict"),
  ]

  private var head: [String] {
    let build = run.provenance.buildURL.map { [$0.shown(atMost: 200)] } ?? []
    let branch = run.provenance.branch.map { " on " + $0.shown(atMost: 100) } ?? ""
    return [
      "run \(run.name.shown(atMost: 120)) at \(run.timeText) UTC",
      "\(run.mode.isEmpty ? "unknown mode" : run.mode.shown(atMost: 20)) of \(run.revisionText)\(branch)",
      "\(run.machine.shown(atMost: 120)), \(run.toolchain.shown(atMost: 120))",
    ] + build
  }

  private var counts: String {
    let outcome = run.outcome(digest)
    return Plural.text(digest.benchmarks, "benchmark") + (outcome.isEmpty ? "" : ": \(outcome)")
  }
}

extension HistoryRunDetail: Encodable {
  private enum Key: String, CodingKey { case run, results }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(HistoryRunTable.Row(run: run, digest: digest), forKey: .run)
    try container.encode(results, forKey: .results)
  }
}

/// A point or another verdict of a run.
struct HistoryResult: Sendable {
  private let subject: Verdict.Subject
  private let metric: MetricDescription?
  private let metricName: String?
  /// The statistic that a budget limits.
  private let budget: Budget.Statistic?
  private let value: Double?
  private let baseline: Double?
  private let sessions: Int?
  private let reason: Verdict.Reason?
  private let environment: String?
  /// The outcome; `nil` for a result that was not judged.
  let outcome: Verdict.Outcome?

  init(_ point: HistoryPoint.InSeries) {
    let series = point.series
    subject = .benchmark(series.benchmark)
    (metric, metricName, budget) = (series.metricDescription, series.metric, nil)
    (value, baseline, sessions) = (point.point.value, point.point.baseline, point.point.sessions)
    (outcome, reason) = (point.point.outcome, point.point.reason)
    environment = series.environment
  }

  /// - Parameter metric: The metric of the verdict, where the run has a result of it.
  init(_ verdict: HistoryVerdict, of metric: MetricDescription?, _ renames: HistoryRenames) {
    let id = renames.current(verdict.subject.id)
    subject = verdict.subject.benchmark == nil ? .function(id.function) : .benchmark(id)
    (self.metric, metricName, budget) = (metric, verdict.metric, verdict.budget)
    (sessions, environment) = (nil, nil)
    (value, baseline) = (verdict.now, verdict.baseline)
    (outcome, reason) = (verdict.outcome, verdict.reason)
  }

  /// The order for display: that of verdicts, results without one last.
  static func isWorse(_ first: HistoryResult, _ second: HistoryResult) -> Bool {
    if first.rank != second.rank { return first.rank < second.rank }
    if first.outcome?.meansWorse == true, first.worsening != second.worsening {
      return first.worsening > second.worsening
    }
    if first.subject != second.subject { return first.subject < second.subject }
    return (first.metricName ?? "") < (second.metricName ?? "")
  }

  private var rank: Int { outcome?.rank ?? .max }

  private var worsening: Double {
    guard let metric, let baseline, let value else { return 0 }
    return metric.direction.worsening(from: baseline, to: value)
  }

  /// The cells of a table.
  var row: TextTable.Row {
    let limited = budget.map { " " + $0.name } ?? ""
    let cells = [
      subject.shortDescription.shown(atMost: 200), metricName.map { ($0 + limited).shown(atMost: 32) } ?? "–",
      text(baseline), text(value),
      change, sessions.map { "\($0)" } ?? "–", outcome?.text ?? "not judged",
    ]
    let style = outcome.map { Style.of($0) } ?? .dim
    let isPlain = outcome == nil || outcome == .same
    return TextTable.Row(
      cells: cells.map { .init(text: $0, style: style) }, note: isPlain ? "" : reason.map(\.text) ?? "")
  }

  private func text(_ number: Double?) -> String {
    guard let number else { return "–" }
    return ValueFormat.text(number, of: metric ?? MetricDescription(name: "", unit: .count))
  }

  private var change: String {
    guard let metric, let baseline, let value else { return "–" }
    return ValueFormat.change(from: baseline, to: value, of: metric)
  }
}

extension HistoryResult: Encodable {
  private enum Key: String, CodingKey {
    case benchmark, function, metric, budget, unit, direction, kind, environment, value, baseline, sessions, outcome
    case reason
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if let benchmark = subject.benchmark {
      try container.encode(benchmark, forKey: .benchmark)
    } else {
      try container.encode(subject.function, forKey: .function)
    }
    try container.encodeIfPresent(metricName, forKey: .metric)
    try container.encodeIfPresent(budget?.name, forKey: .budget)
    try container.encodeIfPresent(metric?.unit, forKey: .unit)
    try container.encodeIfPresent(metric?.direction, forKey: .direction)
    try container.encodeIfPresent(metric?.kind, forKey: .kind)
    try container.encodeIfPresent(environment, forKey: .environment)
    try container.encodeIfPresent(value, forKey: .value)
    try container.encodeIfPresent(baseline, forKey: .baseline)
    try container.encodeIfPresent(sessions, forKey: .sessions)
    try container.encodeIfPresent(outcome?.name, forKey: .outcome)
    try container.encodeIfPresent(reason?.name, forKey: .reason)
  }
}
