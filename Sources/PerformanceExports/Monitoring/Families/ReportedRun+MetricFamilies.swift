import PerformanceRecords

extension ReportedRun {
  /// The run as metrics for monitoring: first the run itself, then its benchmarks, then its GPUs.
  ///
  /// What the run does not have is absent, never 0. Labels identify and never have a measured value.
  package var metricFamilies: [MetricFamily] { shared.families.value { metricFamiliesOfRun } }

  private var metricFamiliesOfRun: [MetricFamily] {
    let record = summary.record
    let series = MeasuredSeries.all(in: record)
    let labels = MonitoringLabels(of: summary)
    return runFamilies + verdictFamilies(labels) + Self.families(of: series, labels) + gpuInfo
  }

  /// The numbers of benchmarks and of GPUs.
  private static func families(of series: [MeasuredSeries], _ labels: MonitoringLabels) -> [MetricFamily] {
    var families = MetricFamilies()
    var states: [[MetricLabel]: [MetricState]] = [:]
    for measured in series {
      let own = BenchmarkMetricFamily.of(measured.metric)
      let all =
        labels.labels(of: measured.benchmark) + own.labels + (measured.gpu.map { [MetricLabel("gpu", $0)] } ?? [])
      switch own.reduction {
      case .representative:
        if let value = measured.representative { families.add(MetricSeries(all, value / own.divisor), to: own.family) }
      case .statistics:
        let summary = SampleSummary(measured)
        for (name, value) in summary.statistics {
          families.add(MetricSeries(all + [MetricLabel("stat", name)], value / own.divisor), to: own.family)
        }
        add(summary, with: all, to: &families)
      case .sum:
        let sum = measured.samples.reduce(0, +)
        if sum >= 0 { families.add(MetricSeries(all, sum / own.divisor), to: own.family) }
      case .state(let name):
        let series = MetricSeries(all, .states([]))
        states[series.labels, default: []].append(MetricState(name, holds: measured.samples.contains { $0 > 0 }))
        families.add(series, to: own.family)
      }
    }
    return families.inOrder(of: BenchmarkMetricFamily.order).map { $0.filled(with: states) }
  }

  /// How much the times of a benchmark scatter, and how many there are.
  private static func add(_ summary: SampleSummary, with labels: [MetricLabel], to families: inout MetricFamilies) {
    if let noise = summary.noise { families.add(MetricSeries(labels, noise), to: BenchmarkMetricFamily.noise) }
    families.add(MetricSeries(labels, Double(summary.count)), to: BenchmarkMetricFamily.samples)
    families.add(MetricSeries(labels, Double(summary.sessions)), to: BenchmarkMetricFamily.sessions)
  }
}

extension MetricFamily {
  fileprivate func filled(with states: [[MetricLabel]: [MetricState]]) -> MetricFamily {
    guard kind == .stateset else { return self }
    var family = self
    family.series = series.map { MetricSeries($0.labels, .states(states[$0.labels] ?? [])) }
    return family
  }
}
