/// The samples of a window.
package struct GPUSamples: Hashable, Sendable {
  /// The samples in order of time; none in a window that is shorter than the sampler's period.
  package var samples: [GPUSample]
  /// The reason why sampling ended early; `nil` when it did not.
  package var failure: String?

  package init(_ samples: [GPUSample] = [], failure: String? = nil) {
    self.samples = samples
    self.failure = failure
  }

  /// The samples that satisfy a predicate.
  package func filter(_ isWanted: (GPUSample) -> Bool) -> GPUSamples {
    GPUSamples(samples.filter(isWanted), failure: failure)
  }

  /// The values of a gauge; without any, the reason.
  package func values<Value>(_ gauge: (GPUSample) -> Reading<Value>) -> Reading<[Value]> {
    let readings = samples.map(gauge)
    if let invalid = readings.first(where: \.isInvalid) { return .invalid(invalid.reason ?? "") }
    let values = readings.compactMap(\.value)
    guard values.isEmpty else { return .value(values) }
    return .unavailable(readings.first?.reason ?? failure ?? "the window was too short for a sample")
  }

  /// The mean of a gauge over its samples.
  package func mean(_ gauge: (GPUSample) -> Reading<Double>) -> Reading<Double> {
    values(gauge).map { $0.reduce(0, +) / Double($0.count) }
  }

  /// The highest value of a gauge.
  package func maximum<Value: Comparable>(_ gauge: (GPUSample) -> Reading<Value>) -> Reading<Value> {
    values(gauge).flatMap { values in
      values.max().map(Reading.value) ?? .unavailable("there are no samples")
    }
  }

  /// The share of samples with one of the reasons, in 0…1.
  package func share(of reasons: GPUThrottleReasons) -> Reading<Double> {
    values(\.throttleReasons).map { seen in
      Double(seen.count { !$0.isDisjoint(with: reasons) }) / Double(seen.count)
    }
  }
}
