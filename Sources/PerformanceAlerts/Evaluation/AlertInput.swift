import PerformanceExports

/// A number with the labels that identify it.
package struct AlertSample: Equatable, Sendable {
  package var labels: [String: String]
  package var value: Double

  package init(_ labels: [String: String] = [:], _ value: Double) { (self.labels, self.value) = (labels, value) }
}

/// Everything that one evaluation sees: samples by their names, and which of their sources could be read.
package struct AlertInput: Sendable {
  /// The time of the evaluation, in seconds since 1970.
  package var time: Double
  /// The sources that were read, whether they have samples or not.
  package var sources: Set<AlertSource>
  /// The newest run that has ended; `nil` where it is not known.
  package var run: String?
  private var samples: [String: [AlertSample]] = [:]

  package init(time: Double, sources: Set<AlertSource> = Set(AlertSource.allCases)) {
    (self.time, self.sources) = (time, sources)
  }

  /// Adds a sample. Anything but a finite number is no reading.
  package mutating func add(_ name: String, _ sample: AlertSample) {
    if sample.value.isFinite { samples[name, default: []].append(sample) }
  }

  /// Adds what no metric has.
  package mutating func add(_ fact: AlertFact, _ labels: [String: String], _ value: Double) {
    add(fact.rawValue, AlertSample(labels, value))
  }

  /// The samples that a selector matches.
  func samples(of selector: AlertSelector) -> [AlertSample] {
    (samples[selector.sample] ?? []).filter { selector.matches($0.labels) }
  }
}

extension AlertInput {
  /// Adds the samples of families under the names that Prometheus has for them.
  package mutating func add(_ families: [MetricFamily]) {
    for family in families {
      for series in family.series { add(series, of: family) }
    }
  }

  private mutating func add(_ series: MetricSeries, of family: MetricFamily) {
    let labels = Dictionary(series.labels.map { ($0.name, $0.value) }) { _, last in last }
    switch series.content {
    case .number(let value, _): add(family.sampleName, AlertSample(labels, value))
    case .timed(let numbers): if let last = numbers.last { add(family.sampleName, AlertSample(labels, last.value)) }
    case .histogram(let histogram): add(histogram, labels, of: family)
    case .states(let states):
      for state in states {
        let own = labels.merging([family.name: state.name]) { _, new in new }
        add(family.name, AlertSample(own, state.holds ? 1 : 0))
      }
    }
  }

  private mutating func add(_ histogram: MetricHistogram, _ labels: [String: String], of family: MetricFamily) {
    var count = 0
    for (bound, own) in zip(histogram.bounds + [.infinity], histogram.counts) {
      count += own
      let bucket = labels.merging(["le": bound.isFinite ? "\(bound)" : "+Inf"]) { _, new in new }
      add(family.name + "_bucket", AlertSample(bucket, Double(count)))
    }
    add(family.name + "_count", AlertSample(labels, Double(count)))
    add(family.name + "_sum", AlertSample(labels, histogram.sum))
  }
}

extension MetricFamily {
  fileprivate var sampleName: String {
    switch kind {
    case .counter: name + "_total"
    case .info: name + "_info"
    case .gauge, .histogram, .stateset: name
    }
  }
}
