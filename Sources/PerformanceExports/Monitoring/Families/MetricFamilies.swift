/// Families that are filled series by series.
struct MetricFamilies {
  private var families: [MetricFamily] = []
  private var indices: [String: Int] = [:]
  private var labels: [Set<[MetricLabel]>] = []

  /// Adds a series to a family. A second one with the same labels, such as that of a metric that changed its unit, is
  /// left out, since no reader accepts it.
  mutating func add(_ series: MetricSeries, to family: MetricFamily) {
    let index = index(of: family)
    if labels[index].insert(series.labels).inserted { families[index].series.append(series) }
  }

  private mutating func index(of family: MetricFamily) -> Int {
    if let index = indices[family.name] { return index }
    indices[family.name] = families.count
    families.append(family)
    labels.append([])
    return families.count - 1
  }

  /// The families in the order of names, and then in the order of adding.
  func inOrder(of names: [String]) -> [MetricFamily] {
    let ranks = Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    return families.enumerated().sorted { first, second in
      let (one, other) = (ranks[first.element.name] ?? .max, ranks[second.element.name] ?? .max)
      return one == other ? first.offset < second.offset : one < other
    }.map(\.element)
  }
}
