import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics
import PerformanceText

/// All results of a run and all baselines of one benchmark.
package struct BenchmarkDetail: Sendable, Encodable {
  /// The benchmark.
  package let benchmark: BenchmarkID
  /// The run's verdicts on it.
  package let verdicts: [Verdict]
  /// The run's sessions of it, in the order of the log.
  package let sessions: [BenchmarkSession]
  /// The baselines of the benchmark for the environment of the run.
  package let baseline: [BaselineBenchmark]
  /// The sessions of the build that the run compared with, in the order of the log.
  package let baseSessions: [BenchmarkSession]
  /// The display name of that build.
  package let against: String?

  /// The detail of a benchmark in a run.
  /// - Parameter baselines: the baselines on file for the environment of the run.
  package init(_ benchmark: BenchmarkID, in record: RunRecord, baselines: BaselineStore.Loaded) {
    self.benchmark = benchmark
    verdicts = record.verdicts(on: benchmark).sorted(by: Verdict.isWorse)
    sessions = record.sessions(of: benchmark)
    baseSessions = record.sessions(of: benchmark, side: .base)
    against = record.start?.configuration.against
    baseline = [baselines.counts, baselines.times].compactMap { BaselineStore.Loaded.entry(benchmark, in: $0) }
  }

  /// The lines for a terminal, without line feeds.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let head = [benchmark.description.shown(atMost: 300)] + facts.flatMap { $0.wrapped(to: width) }
    let sections = [
      verdictLines(width, colour), numbers.lines(width: width, colour: colour), charts, notes(width, colour),
    ]
    return sections.filter { !$0.isEmpty }.reduce(head) { $0 + [""] + $1 }
  }

  // MARK: - Head

  private var facts: [String] {
    var facts: [String] = []
    if let location = sessions.first?.location ?? verdicts.compactMap(\.location).first {
      facts.append("at \(location.filePath.shown(atMost: 300)):\(location.line)")
    }
    facts += recorded
    return facts
  }

  /// Counts and times have separate baselines, usually of one recording.
  private var recorded: [String] {
    if let against, !baseSessions.isEmpty { return ["compared with \(against.shown(atMost: 100)), measured in turn"] }
    guard !baseline.isEmpty else { return ["no baseline for this machine and toolchain"] }
    var seen: Set<Provenance> = []
    return baseline.map(\.recorded).filter { seen.insert($0).inserted }.map { provenance in
      "baseline " + provenance.text + (provenance.reason.map { ": " + $0.onOneLine(atMost: 300) } ?? "")
    } + baseline.gpus.map { "its GPU numbers are of " + $0 }
  }

  private func verdictLines(_ width: Int, _ colour: Colour) -> [String] {
    guard !verdicts.isEmpty else {
      return sessions.isEmpty ? ["not in any run that is kept"] : ["recorded, not judged"]
    }
    let longest = verdicts.map(\.outcomeText.displayWidth).max() ?? 0
    return verdicts.flatMap { verdict in
      let outcome = verdict.outcomeText.padded(to: longest, .left)
      let sentence = verdict.sentence.wrapped(to: max(width - longest - 2, 30))
      return sentence.enumerated().map { index, line in
        (index == 0
          ? Style.of(verdict.outcome).applied(to: outcome, colour) : String(repeating: " ", count: longest))
          + "  " + line
      }
    }
  }

  // MARK: - Numbers

  /// The baseline and the result of a metric, where they exist.
  private struct Sides {
    var metric: MetricDescription
    var baseline: BaselineMetric?
    var now: BaselineMetric?
  }

  private var sides: [Sides] {
    let onFile =
      baseSessions.isEmpty ? baseline.flatMap(\.metrics) : RecordedNumbers.metrics(of: baseSessions)
    let fresh = RecordedNumbers.metrics(of: sessions)
    let measured = fresh.map { now in
      Sides(metric: now.metric, baseline: onFile.first { $0.metric.name == now.metric.name }, now: now)
    }
    let names = Set(fresh.map(\.metric.name))
    return measured
      + onFile.filter { !names.contains($0.metric.name) }.map { Sides(metric: $0.metric, baseline: $0, now: nil) }
  }

  /// The heading of the older side.
  private var before: String { baseSessions.isEmpty ? "baseline" : "base" }

  private var numbers: TextTable {
    let columns: [TextTable.Column] = [
      .init("metric", narrowest: 8), .init("of"), .init("best", alignment: .right),
      .init("median", alignment: .right), .init("worst", alignment: .right), .init("spread", alignment: .right),
      .init("sessions", alignment: .right),
    ]
    let rows = sides.flatMap { side in
      let countBefore = baseSessions.isEmpty ? nil : baseSessions.count(with: side.metric)
      return [(before, side.baseline, countBefore), ("now", side.now, sessions.count(with: side.metric))]
        .compactMap { name, numbers, count in
          numbers.map { row(side.metric, name, NumbersRow(benchmark, $0), sessions: count) }
        }
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows)
  }

  private func row(
    _ metric: MetricDescription, _ name: String, _ numbers: NumbersRow, sessions: Int?
  ) -> TextTable.Row {
    let values = [numbers.best, numbers.median, numbers.worst].map { ValueFormat.text($0, of: metric) }
    let count = (sessions ?? numbers.sessions).map { "\($0)" } ?? "–"
    let cells = [metric.name.shown(atMost: 24), name] + values + [numbers.spread, count]
    return TextTable.Row(cells: cells.map { .init(text: $0) })
  }

  private var charts: [String] {
    let charts = sides.compactMap { side -> [String]? in
      guard case .sampled(let now) = side.now?.content, case .sampled(let onFile) = side.baseline?.content else {
        return nil
      }
      return chart(side.metric, baseline: onFile, now: now)
    }
    return charts.enumerated().flatMap { index, chart in (index == 0 ? [] : [""]) + chart }
  }

  private func chart(
    _ metric: MetricDescription, baseline: [SessionQuantiles], now: [SessionQuantiles]
  ) -> [String]? {
    let (old, new) = (baseline.summaries(metric.direction), now.summaries(metric.direction))
    var marks: [SessionChart.Side] = []
    if let best = SampledRule.standard.representative(
      of: old, direction: metric.direction)
    {
      let allowance = metric.tolerance.allowance(for: best)
      let limit = metric.direction.value(allowance, worseThan: best)
      marks = [SessionChart.Side(name: "tolerance", values: [limit])]
    }
    let sides = [SessionChart.Side(name: before, values: old), SessionChart.Side(name: "now", values: new)]
    guard let chart = SessionChart(sides: sides, marks: marks) else { return nil }
    return ["\(metric.name.shown(atMost: 60)), the best sample of each session:"]
      + chart.lines { ValueFormat.text($0, of: metric) }
  }

  // MARK: - Notes

  private func notes(_ width: Int, _ colour: Colour) -> [String] {
    let gpus = GPUSummary.summaries(of: (baseSessions + sessions).compactMap(\.gpu)).map(\.text)
    let plain = ([rerecorded, conditions, loop].compactMap { $0 } + gpus).flatMap { $0.wrapped(to: width) }
    var seen: Set<String> = []
    let warnings = sessions.flatMap(\.warnings).filter { seen.insert($0.kind).inserted }
    return plain
      + warnings.flatMap { "warning: \($0.text)".wrapped(to: width) }.map { Style.yellow.applied(to: $0, colour) }
  }

  /// A verdict keeps the number of the baseline it was judged by; a different number now means that it was recorded
  /// again.
  private var rerecorded: String? {
    guard baseSessions.isEmpty else { return nil }
    let isOther = verdicts.contains { verdict in
      guard let metric = verdict.metric, metric.kind == .sampled, verdict.budget == nil,
        let judged = verdict.baseline,
        let onFile = baseline.lazy.compactMap({ $0.metric(metric.name) }).first
      else { return false }
      return abs(NumbersRow(benchmark, onFile).best - judged) > abs(judged) * 1e-4
    }
    return isOther ? "the baseline was recorded again since: the verdicts are about the older one" : nil
  }

  private var conditions: String? {
    let waits = sessions.compactMap(\.conditions.waitShare)
    let steals = sessions.compactMap(\.conditions.stealShare)
    let parts = [
      Self.range(waits).map { "its threads waited for a processor \($0) of the time" },
      Self.range(steals).map { "the hypervisor gave \($0) of the time to others" },
      Self.range(sessions.compactMap(\.conditions.pressureShare)).map { "something waited for one \($0) of the time" },
      Self.range(sessions.compactMap(\.conditions.preemptions)) { Digits.fixed($0, decimals: 0) }.map {
        "a processor was taken from it \($0) times a second"
      },
      Self.range(sessions.compactMap(\.conditions.frequency)) { Digits.fixed($0, decimals: 0) }.map {
        "the processors ran at \($0) MHz"
      },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "while sampling, " + parts.joined(separator: "; ")
  }

  private static func range(_ numbers: [Double], _ text: (Double) -> String) -> String? {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    let ends = [low, high].map(text)
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
  }

  private static func range(_ shares: [Double]) -> String? {
    guard let low = shares.min(), let high = shares.max() else { return nil }
    // `0 to 40 %`: one sign for both ends.
    return low == high
      ? ValueFormat.share(low) : "\(ValueFormat.share(low).dropLast(2)) to \(ValueFormat.share(high))"
  }

  private var loop: String? {
    guard let iterations = sessions.last?.iterations,
      let overhead = Quantile.median(of: sessions.map(\.overhead).filter { $0.isFinite && $0 > 0 })
    else { return nil }
    return "\(Plural.text(iterations, "iteration")) a sample, of which the loop itself takes "
      + "\(Digits.significant(overhead, digits: 2)) ns each"
  }
}
