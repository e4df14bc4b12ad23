import Foundation
import PerformanceTestSupport
import PerformanceTrends

/// Series with a fixed seed.
enum Series {
  /// Normally distributed noise around a level, after Box and Muller.
  static func noise(_ count: Int, level: Double = 1_000, deviation: Double = 5, seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let radius = (-2 * log(1 - random.unit())).squareRoot()
      return level + deviation * radius * cos(2 * .pi * random.unit())
    }
  }

  /// Noise whose neighbours have a correlation.
  static func related(_ count: Int, correlation: Double, seed: UInt64) -> [Double] {
    var value = 0.0
    let innovation = (1 - correlation * correlation).squareRoot()
    return noise(count + 50, level: 0, deviation: 1, seed: seed).map { step in
      value = correlation * value + innovation * step
      return value
    }.suffix(count).map { 100 + $0 }
  }
}

extension [ChangePoint] {
  var confirmed: [Int] { filter { $0.certainty == .confirmed }.map(\.index) }
  var provisional: [Int] { filter { $0.certainty == .provisional }.map(\.index) }
  var minor: [Int] { filter { $0.certainty == .minor }.map(\.index) }
}
