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
  /// What counts were compared with in a run that compared with that build; `nil` in other runs.
  package let counts: PairedRun.CountReference?

  /// The detail of a benchmark in a run.
  /// - Parameter baselines: the baselines on file for the environment of the run.
  package init(_ benchmark: BenchmarkID, in record: RunRecord, baselines: BaselineStore.Loaded) {
    self.benchmark = benchmark
    verdicts = record.verdicts(on: benchmark).worstFirst
    sessions = record.sessions(of: benchmark)
    baseSessions = record.sessions(of: benchmark, side: .base)
    against = record.start?.configuration.against
    counts = record.start?.configuration.counts
    baseline = [baselines.counts, baselines.times].compactMap { BaselineStore.Loaded.entry(benchmark, in: $0) }
  }

  /// The lines for a terminal, without line feeds.
  package func lines(width: Int = 120, colour: Colour = .off) -> [String] {
    let head = [benchmark.description.shown(atMost: 300)] + facts.flatMap { $0.wrapped(to: width) }
    let sections = [
      verdictLines(width, colour), growths(width), numbers.lines(width: width, colour: colour), charts,
      notes(width, colour),
    ]
    return sections.filter { !$0.isEmpty }.reduce(head) { $0 + [""] + $1 }
  }

  private func growths(_ width: Int) -> [String] {
    let name = benchmark.shortDescription.shown(atMost: 200)
    return verdicts.compactMap { GrowthTable($0, name: name) }.flatMap { $0.lines(width: width) }
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

  /// What the benchmark was compared with, one line for each recording. Counts and times have separate baselines, usually
  /// of one recording.
  package var recorded: [String] {
    if let against, !baseSessions.isEmpty {
      let times = "compared with \(against.shown(atMost: 100)), measured in turn"
      return [times] + (counts == .baselines && !baseline.isEmpty ? recordings : [])
    }
    // A growth is judged without a baseline.
    guard verdicts.isEmpty || !verdicts.allSatisfy({ $0.growth != nil }) else { return [] }
    guard !baseline.isEmpty else { return [withoutBaseline] }
    return recordings
  }

  private var recordings: [String] {
    var seen: Set<Provenance> = []
    return baseline.map(\.recorded).filter { seen.insert($0).inserted }.map { provenance in
      "baseline " + provenance.text + (provenance.reason.map { ", reason given: “\($0.onOneLine(atMost: 300))”" } ?? "")
    } + baseline.gpus.map { "its GPU numbers are of " + $0 }
  }

  /// Verdicts keep the number of their baseline, even if its file is missing.
  private var withoutBaseline: String {
    verdicts.contains(where: \.isCompared)
      ? "the file of its baseline is missing: the verdicts keep its number, but its sessions are unknown"
      : "no baseline for this machine and toolchain"
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
  package struct Sides: Sendable {
    package var metric: MetricDescription
    package var baseline: BaselineMetric?
    package var now: BaselineMetric?
  }

  /// The metrics, in the order of reading.
  package var sides: [Sides] {
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
  package var before: String { baseSessions.isEmpty ? "baseline" : "base" }

  /// The best, the median and the worst session of each metric on both sides.
  package var numbers: TextTable {
    let columns: [TextTable.Column] = [
      .init("metric", narrowest: 8), .init("of"), .init("best", alignment: .right),
      .init("median", alignment: .right), .init("worst", alignment: .right), .init("spread", alignment: .right),
      .init("sessions", alignment: .right),
    ]
    let rows = sides.flatMap { side in
      let countBefore = baseSessions.isEmpty ? nil : baseSessions.count(with: side.metric)
      return [(before, side.baseline, countBefore), ("now", side.now, sessions.count(with: side.metric))]
        .compactMap { name, numbers, count in
          numbers.flatMap { $0.hasValues ? row(side.metric, name, NumbersRow(benchmark, $0), sessions: count) : nil }
        }
    }
    return TextTable(columns: columns, noteTitle: "", rows: rows)
  }

  private func row(
    _ metric: MetricDescription, _ name: String, _ numbers: NumbersRow, sessions: Int?
  ) -> TextTable.Row {
    let values = [numbers.best, numbers.median, numbers.worst].map { ValueFormat.text($0, of: metric) }
    let count = sessions ?? numbers.sessions
    // One session, or one of a count, has nothing to differ from.
    let spread = metric.kind == .sampled && count == 1 ? "one session" : numbers.spread
    let cells = [metric.name.shown(atMost: 24), name] + values + [spread, count.map { "\($0)" } ?? "–"]
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
    var marks: [SessionPlot.Side] = []
    if let best = SampledRule.standard.representative(of: old, metric: metric) {
      let allowance = metric.tolerance.allowance(for: best)
      let limit = metric.direction.value(allowance, worseThan: best)
      marks = [SessionPlot.Side(name: "tolerance", values: [limit])]
    }
    let sides = [SessionPlot.Side(name: before, values: old), SessionPlot.Side(name: "now", values: new)]
    guard let chart = SessionPlot(sides: sides, marks: marks) else { return nil }
    let what =
      switch metric.summary {
      case .best: "the best sample of each session"
      case .median: "the ratio of each session"
      }
    return ["\(metric.name.shown(atMost: 60)), \(what):"]
      + chart.lines { ValueFormat.text($0, of: metric) }
  }

  // MARK: - Notes

  private func notes(_ width: Int, _ colour: Colour) -> [String] {
    circumstances.flatMap { $0.wrapped(to: width) }
      + warnings.flatMap { $0.wrapped(to: width) }.map { Style.yellow.applied(to: $0, colour) }
  }

  /// The state of the machine and the loop of the sessions, one fact a line.
  package var circumstances: [String] {
    let gpus = GPUSummary.summaries(of: (baseSessions + sessions).compactMap(\.gpu)).map(\.text)
    return [rerecorded, conditions, loop].compactMap { $0 } + gpus
  }

  /// The warnings about the numbers, one a line.
  package var warnings: [String] {
    var seen: Set<String> = []
    return sessions.flatMap(\.warnings).filter { seen.insert($0.kind).inserted }.map { "warning: \($0.text)" }
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
      Self.range(steals).map { "the host gave \($0) of the processor time to other virtual machines" },
      Self.range(sessions.compactMap(\.conditions.pressureShare)).map {
        "some process of the machine waited for a processor \($0) of the time"
      },
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
    let numbers = numbers.filter(\.isFinite)
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    let ends = [low, high].map(text)
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
  }

  private static func range(_ shares: [Double]) -> String? {
    let shares = shares.filter(\.isFinite)
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

extension BaselineMetric {
  /// Whether there is a value to show.
  fileprivate var hasValues: Bool {
    switch content {
    case .exact: true
    case .sampled(let sessions): !sessions.isEmpty
    }
  }
}
