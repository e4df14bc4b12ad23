import PerformanceStatistics

/// Statistics of the samples of a point, in the metric's unit.
///
/// They are kept as differences from the value of the point in single precision: a difference is exact to seven digits,
/// and that of counts exact below 2²⁴.
package struct PointStatistics: Equatable, Sendable {
  package let minimum: Double
  package let mean: Double
  package let p50: Double
  package let p95: Double
  package let p99: Double
  package let maximum: Double
  /// The median absolute deviation from the median.
  package let mad: Double

  private static let count = 7

  /// The statistics of samples around the value of their point.
  package init(samples: [Double], around value: Double) {
    let quantiles = Quantile.values([0, 0.5, 0.95, 0.99, 1], of: samples)
    guard quantiles.count == 5 else {
      self.init(differences: Self.none, around: value)
      return
    }
    let median = quantiles[1]
    let mad = Quantile.median(of: samples.map { abs($0 - median) }) ?? 0
    let mean = samples.reduce(0, +) / Double(samples.count)
    let all = [quantiles[0], mean, median, quantiles[2], quantiles[3], quantiles[4]]
    self.init(differences: all.map { Float(bounded: $0 - value) } + [Float(bounded: mad)], around: value)
  }

  /// The statistics in a row of the index; without bytes all samples equal the value.
  /// - Returns: `nil` where the bytes are damaged.
  init?(bytes: [UInt8], around value: Double) {
    var differences = bytes.isEmpty ? Self.none : []
    var reader = ByteReader(bytes)
    while differences.count < Self.count {
      guard let difference = reader.float() else { return nil }
      differences.append(difference)
    }
    guard reader.isAtEnd else { return nil }
    self.init(differences: differences, around: value)
  }

  /// The statistics of differences from a value; without any, all samples equal the value.
  /// - Returns: `nil` where there are too few or too many, or one is not finite.
  init?(differences: [Float]?, around value: Double) {
    let differences = differences ?? Self.none
    guard differences.count == Self.count, differences.allSatisfy(\.isFinite) else { return nil }
    self.init(differences: differences, around: value)
  }

  private static let none = [Float](repeating: 0, count: count)

  private init(differences: [Float], around value: Double) {
    minimum = value + Double(differences[0])
    mean = value + Double(differences[1])
    p50 = value + Double(differences[2])
    p95 = value + Double(differences[3])
    p99 = value + Double(differences[4])
    maximum = value + Double(differences[5])
    mad = Double(differences[6])
  }

  /// The statistics as bytes of a row; none where all samples equal the value.
  func bytes(around value: Double) -> [UInt8] {
    var writer = ByteWriter()
    for difference in differences(from: value) ?? [] { writer.add(difference) }
    return writer.bytes
  }

  /// The statistics as differences from the value of the point, in the order of their declaration; `nil` where all
  /// samples equal the value.
  func differences(from value: Double) -> [Float]? {
    let differences =
      [minimum, mean, p50, p95, p99, maximum].map { Float(bounded: $0 - value) } + [Float(bounded: mad)]
    return differences == Self.none ? nil : differences
  }
}
