/// A named set of series of one kind and unit, in the data model of OpenMetrics 1.0.
package struct MetricFamily: Equatable, Sendable {
  /// The kind of the values.
  package enum Kind: String, CaseIterable, Sendable {
    case counter, gauge, histogram, info, stateset
  }

  /// The name without the suffixes of its samples, such as `perf_bench_duration_seconds`.
  package var name: String
  /// The kind of the values.
  package var kind: Kind
  /// The unit, which the name ends in; `nil` for a plain number.
  package var unit: String?
  /// The meaning of the values, in one sentence.
  package var help: String
  /// The series, each with labels of its own.
  package var series: [MetricSeries]

  package init(_ name: String, _ kind: Kind, unit: String? = nil, help: String, series: [MetricSeries] = []) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.help = help
    self.series = series
  }
}

/// The values with one set of labels.
package struct MetricSeries: Equatable, Sendable {
  /// The values of a series.
  package enum Content: Equatable, Sendable {
    /// A number of a live run.
    case number(Double, MetricExemplar? = nil)
    /// Numbers of the past, in order of their times.
    case timed([TimedNumber])
    /// A distribution.
    case histogram(MetricHistogram)
    /// States by name, some of which hold.
    case states([MetricState])
  }

  /// The labels in order of their names. An empty value means that there is no such label.
  package let labels: [MetricLabel]
  /// The values.
  package var content: Content

  package init(_ labels: [MetricLabel], _ content: Content) {
    self.labels = labels.filter { !$0.value.isEmpty }.sorted { $0.name < $1.name }
    self.content = content
  }

  package init(_ labels: [MetricLabel], _ number: Double) { self.init(labels, .number(number)) }
}

/// A name and a value that identify a series.
package struct MetricLabel: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A number with its time, in seconds since 1970.
package struct TimedNumber: Equatable, Sendable {
  package var value: Double
  package var time: Double

  package init(_ value: Double, at time: Double) {
    self.value = value
    self.time = time
  }
}

/// A state of a set of states.
package struct MetricState: Equatable, Sendable {
  package var name: String
  package var holds: Bool

  package init(_ name: String, holds: Bool) {
    self.name = name
    self.holds = holds
  }
}

/// An example of an observation, which names its run.
package struct MetricExemplar: Equatable, Sendable {
  package var labels: [MetricLabel]
  package var value: Double
  /// Seconds since 1970.
  package var time: Double

  package init(_ labels: [MetricLabel], value: Double, time: Double) {
    self.labels = labels
    self.value = value
    self.time = time
  }
}
