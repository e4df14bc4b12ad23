/// The mean and the variance of a sample.
package struct SampleMoments: Equatable, Sendable {
  /// The number of values.
  package let count: Int
  /// Their mean.
  package let mean: Double
  /// Their variance, divided by n − 1; 0 for one value.
  package let variance: Double

  /// The moments of values in any order; `nil` without any.
  package init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    (count, self.mean) = (values.count, mean)
    variance = values.count > 1 ? squares / Double(values.count - 1) : 0
  }

  /// The standard deviation; `nil` for one value.
  package var deviation: Double? { count > 1 ? variance.squareRoot() : nil }

  /// Half the width of Student's interval of the mean; `nil` for one value.
  /// - Parameter confidence: the coverage of the interval, in 0…1.
  package func halfWidth(confidence: Double) -> Double? {
    deviation.map { deviation in
      StudentT.value(outside: 1 - confidence, freedom: Double(count - 1)) * deviation / Double(count).squareRoot()
    }
  }
}
