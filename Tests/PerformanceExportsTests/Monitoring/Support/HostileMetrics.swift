import PerformanceExports
import PerformanceTestSupport

/// Families with any text as labels and help, and any number as a value.
enum HostileMetrics {
  /// - Parameter labels: the number of labels, eight a series.
  static func families(labels: Int, seed: UInt64) -> [MetricFamily] {
    var random = SplitMix64(seed: seed)
    return (0..<(labels + 799) / 800).map { index in
      let series = (0..<min(100, (labels - index * 800) / 8)).map { number in
        let own = (0..<7).map { MetricLabel("label_\($0)", HostileName.next(&random)) }
        return MetricSeries(own + [MetricLabel("number", "\(number)")], value(&random))
      }
      return MetricFamily("family_\(index)", .gauge, help: "x" + HostileName.next(&random), series: series)
    }
  }

  private static let special = [
    0, 1, -1, .infinity, -.infinity, .leastNonzeroMagnitude, 1e300, 1e6, 999_999.5, 0.1, 1e-5,
  ]

  /// A number of any size, and now and then a special one.
  private static func value(_ random: inout SplitMix64) -> Double {
    let number = random.next()
    guard number % 8 != 0 else { return special[Int(number / 8 % UInt64(special.count))] }
    let value = Double(bitPattern: random.next())
    return value.isNaN ? 0.5 : value
  }
}
