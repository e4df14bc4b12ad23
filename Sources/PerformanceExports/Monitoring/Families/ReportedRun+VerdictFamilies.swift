import PerformanceRecords
import PerformanceRegression

extension ReportedRun {
  /// The changes from the baselines, and the number of verdicts with each outcome; nothing for a run that judged nothing.
  func verdictFamilies(_ labels: MonitoringLabels) -> [MetricFamily] {
    guard !summary.verdicts.isEmpty else { return [] }
    let changes = summary.verdicts.compactMap { VerdictChange($0) }
    return [judged] + [worsening(changes, labels), regressions(changes, labels)].filter { !$0.series.isEmpty }
  }

  private var judged: MetricFamily {
    let counts = summary.counts
    let known = Verdict.Outcome.known
    let others = counts.keys.filter { !known.contains($0) }.sorted { $0.name < $1.name }
    return MetricFamily(
      "perf_bench_judged", .counter, help: "Verdicts of the run with each outcome.",
      series: (known + others).map { outcome in
        let count = Double(counts[outcome] ?? 0)
        let example = count > 0 ? exemplar([], value: count) : nil
        return MetricSeries([MetricLabel("verdict", outcome.name)], .number(count, example))
      })
  }

  /// Most bounds are near 1, where unchanged code is.
  private static let bounds = [0.5, 0.8, 0.9, 0.95, 0.98, 1.02, 1.05, 1.1, 1.2, 1.5, 2]

  private func worsening(_ changes: [VerdictChange], _ labels: MonitoringLabels) -> MetricFamily {
    var histograms: [String: MetricHistogram] = [:]
    for change in changes where change.worsening.isFinite {
      let example = exemplar([MetricLabel("bench", labels.name(of: change.benchmark))], value: change.worsening)
      histograms[change.metric, default: MetricHistogram(bounds: Self.bounds)].add(change.worsening, exemplar: example)
    }
    return MetricFamily(
      "perf_bench_worsening_ratio", .histogram, unit: "ratio",
      help: "How many times worse than its baseline each judged metric is: 1 is unchanged.",
      series: histograms.sorted { $0.key < $1.key }.map {
        MetricSeries([MetricLabel("metric", $0.key)], .histogram($0.value))
      })
  }

  private func regressions(_ changes: [VerdictChange], _ labels: MonitoringLabels) -> MetricFamily {
    var families = MetricFamilies()
    let family = MetricFamily(
      "perf_bench_regression_ratio", .gauge, unit: "ratio",
      help: "Change from the baseline as a share of it, above 0 where it is worse; low and high are its interval.")
    for change in changes.sorted(by: { labels.name(of: $0.benchmark) < labels.name(of: $1.benchmark) }) {
      let own = labels.labels(of: change.benchmark) + [MetricLabel("metric", change.metric)]
      for (bound, value) in change.bounds where value.isFinite {
        families.add(MetricSeries(own + [MetricLabel("bound", bound)], value), to: family)
      }
    }
    return families.inOrder(of: []).first ?? family
  }

  // MARK: - Exemplars

  /// The most characters that the names and values of an exemplar's labels may have.
  private static let mostCharacters = 128

  /// An exemplar that names the run and, where a tracer started it, its trace. Labels that are too long are left out, the
  /// further ones first.
  private func exemplar(_ further: [MetricLabel], value: Double) -> MetricExemplar? {
    let record = summary.record
    guard let run = record.id, let time = record.time else { return nil }
    let parent = summary.start?.provenance.traceParent.flatMap { TraceParent($0) }
    var left = Self.mostCharacters
    let all = [MetricLabel("run_id", run)] + (parent.map { [MetricLabel("trace_id", $0.traceID)] } ?? []) + further
    let labels = all.filter { label in
      let length = label.name.unicodeScalars.count + label.value.unicodeScalars.count
      guard !label.value.isEmpty, length <= left else { return false }
      left -= length
      return true
    }
    return labels.isEmpty ? nil : MetricExemplar(labels, value: value, time: time)
  }
}

/// A verdict that compared a metric of a benchmark with a baseline above zero.
private struct VerdictChange {
  let benchmark: BenchmarkID
  let metric: String
  /// How many times worse it became.
  let worsening: Double
  /// The change as a share of the baseline, positive where it is worse, and the ends of its interval.
  let bounds: [(name: String, value: Double)]

  init?(_ verdict: Verdict) {
    guard let benchmark = verdict.benchmark, let metric = verdict.metric, verdict.budget == nil,
      let baseline = verdict.baseline, baseline > 0, let now = verdict.now, let ratio = verdict.ratio
    else { return nil }
    self.benchmark = benchmark
    self.metric = metric.name
    worsening = metric.direction.worsening(from: baseline, to: now)
    func excess(_ ratio: Double) -> Double { metric.direction.excess(of: ratio, over: 1) }
    var bounds = [(name: "point", value: excess(ratio))]
    if let interval = verdict.interval {
      let ends = [excess(interval.lower), excess(interval.upper)].sorted()
      bounds += [("low", ends[0]), ("high", ends[1])]
    }
    self.bounds = bounds
  }
}
