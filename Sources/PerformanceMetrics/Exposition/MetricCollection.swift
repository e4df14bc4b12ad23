import PerformanceExports

/// Families with their values, none of which has more series than its limit.
package struct MetricCollection: Sendable {
  private var families: [MetricFamily] = []
  private var dropped: [(family: String, count: Int)] = []

  package init() {}

  /// Adds a family, unless it has no series.
  ///
  /// Those over the limit are the last ones, so that a counter that is served once stays: series are in the order in which
  /// they came into being.
  /// Of several with the same labels, as a broken file of the kernel may have them, the first one counts: no reader accepts
  /// two.
  package mutating func add(_ definition: MetricDefinition, _ all: [MetricSeries]) {
    var seen: Set<[MetricLabel]> = []
    let series = all.filter { seen.insert($0.labels).inserted }
    guard !series.isEmpty else { return }
    var family = definition.family
    family.series = series
    if series.count > definition.limit {
      if family.kind == .counter {
        family.series = Self.summed(series, above: definition.limit)
      } else {
        family = cut(family, to: definition.limit)
      }
    }
    families.append(family)
  }

  /// Adds families of another document, each of which keeps at most this number of series.
  mutating func add(_ others: [MetricFamily], limit: Int) {
    families += others.map { cut($0, to: limit) }
  }

  /// Adds the families of another collection.
  mutating func add(_ other: MetricCollection) {
    families += other.families
    dropped += other.dropped
  }

  /// All families, with the number of series that were left out.
  package var all: [MetricFamily] {
    var collection = self
    collection.add(
      .droppedSeries, dropped.map { MetricSeries([MetricLabel("family", $0.family)], Double($0.count)) })
    return collection.families
  }

  private mutating func cut(_ family: MetricFamily, to limit: Int) -> MetricFamily {
    guard family.series.count > limit else { return family }
    dropped.append((family.name, family.series.count - limit))
    var family = family
    family.series = Array(family.series.prefix(limit))
    return family
  }

  /// The series, of which the last ones are one.
  private static func summed(_ series: [MetricSeries], above limit: Int) -> [MetricSeries] {
    let rest = series[(limit - 1)...]
    let sum = rest.reduce(0) { sum, series in
      if case .number(let value, _) = series.content { sum + value } else { sum }
    }
    let names = Set(rest.flatMap { $0.labels.map(\.name) }).sorted()
    return series[..<(limit - 1)] + [MetricSeries(names.map { MetricLabel($0, MetricDefinition.other) }, sum)]
  }
}
