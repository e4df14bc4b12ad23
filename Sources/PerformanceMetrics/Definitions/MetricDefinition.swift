import PerformanceExports

/// A family of metrics about runs, the tool and the machine: all but its values.
package struct MetricDefinition: Sendable {
  /// Where the values come from.
  package enum Source: String, CaseIterable, Sendable {
    /// The files of the kernel, and the package's state folder.
    case machine
    /// NVIDIA's management library.
    case gpu
    /// Event logs of runs that go on.
    case runs
    /// All runs that are kept.
    case history
    /// The log of what the tool did.
    case log
    /// The exposition itself.
    case exposition
  }

  /// The family, without series.
  package let family: MetricFamily
  /// The names of the labels.
  package let labels: [String]
  /// Where the values come from.
  package let source: Source
  /// The most series: further counters are added up under ``other``, further gauges are left out and counted.
  package let limit: Int

  /// The value of labels for series that are over the limit.
  package static let other = "other"

  /// The most series of a family whose labels have values without end, such as names of suites.
  static let usualLimit = 100

  init(
    _ name: String, _ kind: MetricFamily.Kind, unit: String? = nil, labels: [String] = [], limit: Int = usualLimit,
    from source: Source, help: String
  ) {
    family = MetricFamily(name, kind, unit: unit, help: help)
    self.labels = labels
    self.source = source
    self.limit = limit
  }

  /// The name of the samples in Prometheus' format: with `_total` or `_info`.
  package var sampleName: String {
    switch family.kind {
    case .counter: family.name + "_total"
    case .info: family.name + "_info"
    case .gauge, .histogram, .stateset: family.name
    }
  }

  /// Every family that is served besides those of the newest run.
  package static let all = history + runs + log + machine + gpu + exposition
}
