/// Computes quantities from the samples of an evaluation.
struct AlertReader {
  let input: AlertInput
  /// What counters were before; their present readings are added.
  var counters: AlertCounters
  /// The counters that were read.
  private(set) var used: Set<String> = []

  init(_ input: AlertInput, _ counters: AlertCounters) { (self.input, self.counters) = (input, counters) }

  /// The numbers of a quantity by their labels; none where there are no samples.
  mutating func values(of quantity: AlertQuantity) -> [[String: String]: Double] {
    switch quantity {
    case .value(let selector, let labels):
      return grouped(selector, by: labels) { $0.max() }
    case .shareAbove(let threshold, let selector):
      return grouped(selector, by: []) { values in Double(values.count { $0 > threshold }) / Double(values.count) }
    case .age(let selector, let labels):
      return grouped(selector, by: labels) { $0.max() }.mapValues { input.time - $0 }
    case .difference(let first, let second):
      guard let minuend = sum(of: first), let subtrahend = sum(of: second) else { return [:] }
      return [[:]: minuend - subtrahend]
    case .increase(let selector, let hours, let labels):
      return increases(of: selector, hours: hours, by: labels)
    case .share(let part, let whole, let hours, let least):
      let (part, whole) = (growth(of: part, hours), growth(of: whole, hours))
      guard let part, let whole, whole > 0, part >= least else { return [:] }
      return [[:]: part / whole]
    case .quantile(let share, let histogram, let hours, let least):
      let buckets = increases(of: histogram.named(histogram.sample + "_bucket"), hours: hours, by: ["le"])
      guard let count = growth(of: histogram.named(histogram.sample + "_count"), hours), count >= least else {
        return [:]
      }
      return Self.quantile(share, buckets).map { [[:]: $0] } ?? [:]
    }
  }

  /// The numbers of samples for each value of the labels.
  private func grouped(
    _ selector: AlertSelector, by labels: [String], _ reduce: ([Double]) -> Double?
  ) -> [[String: String]: Double] {
    Dictionary(grouping: input.samples(of: selector)) { sample in
      labels.isEmpty ? [:] : sample.labels.filter { labels.contains($0.key) }
    }.compactMapValues { reduce($0.map(\.value)) }
  }

  private func sum(of selector: AlertSelector) -> Double? {
    grouped(selector, by: []) { $0.reduce(0, +) }[[:]]
  }

  private mutating func growth(of selector: AlertSelector, _ hours: Int) -> Double? {
    increases(of: selector, hours: hours, by: [])[[:]]
  }

  private mutating func increases(
    of selector: AlertSelector, hours: Int, by labels: [String]
  ) -> [[String: String]: Double] {
    var increases: [[String: String]: Double] = [:]
    for (labels, value) in grouped(selector, by: labels, { $0.reduce(0, +) }) {
      let key = "\(selector.promQL)[\(hours)h] \(AlertLabels.text(labels))"
      used.insert(key)
      increases[labels] = counters.increase(key, value, at: input.time, hours: hours)
    }
    return increases
  }

  /// The quantile of a histogram with cumulative buckets, by a line within its bucket, as Prometheus has it
  /// (`promql/quantile.go`, bucketQuantile). The last bucket has no upper end: then it is the lower one.
  static func quantile(_ share: Double, _ buckets: [[String: String]: Double]) -> Double? {
    let sorted = buckets.compactMap { labels, count in
      labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) }.map { (bound: $0, count: count) }
    }.sorted { $0.bound < $1.bound }
    guard let last = sorted.last, last.bound == .infinity, sorted.count > 1, last.count > 0 else { return nil }
    let rank = share * last.count
    let index = sorted.firstIndex { $0.count >= rank } ?? sorted.count - 1
    guard index < sorted.count - 1 else { return sorted[sorted.count - 2].bound }
    let (begin, below) = index == 0 ? (0, 0) : (sorted[index - 1].bound, sorted[index - 1].count)
    if index == 0, sorted[0].bound <= 0 { return sorted[0].bound }
    let inside = sorted[index].count - below
    return inside > 0 ? begin + (sorted[index].bound - begin) * (rank - below) / inside : sorted[index].bound
  }
}
