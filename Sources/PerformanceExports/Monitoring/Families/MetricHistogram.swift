/// The number of observations in each of several ranges.
package struct MetricHistogram: Equatable, Sendable {
  /// The upper ends of the ranges, inclusive and ascending; the last range has none.
  package let bounds: [Double]
  /// The observations in each range, one more than `bounds`.
  package private(set) var counts: [Int]
  /// The sum of all observations.
  package private(set) var sum = 0.0
  /// The greatest observation in each range, where one is known.
  package private(set) var exemplars: [MetricExemplar?]

  /// A histogram without observations.
  package init(bounds: [Double]) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count + 1)
    exemplars = [MetricExemplar?](repeating: nil, count: bounds.count + 1)
  }

  /// A histogram of observations that were counted elsewhere, without examples.
  /// - Parameter counts: those in each range, one more than `bounds`.
  package init(bounds: [Double], counts: [Int], sum: Double) {
    self.init(bounds: bounds)
    (self.counts, self.sum) = (counts, sum)
  }

  /// The number of all observations.
  package var count: Int { counts.reduce(0, +) }

  /// Adds a finite observation, with an example that names it.
  package mutating func add(_ value: Double, exemplar: MetricExemplar? = nil) {
    let range = bounds.firstIndex { value <= $0 } ?? bounds.count
    counts[range] += 1
    sum += value
    if let exemplar, exemplars[range].map({ $0.value < exemplar.value }) ?? true { exemplars[range] = exemplar }
  }
}
