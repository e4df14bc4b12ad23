import PerformanceRecords
import PerformanceStatistics

extension GrowthRule {
  /// The margin by which the exponent of costs may lie above that of a class over a range of sizes.
  static func margin(of growth: GrowthClass, from smallest: Double, to largest: Double) -> Double {
    let known = GrowthClass.known
    guard let index = known.firstIndex(of: growth), let model = growth.model else { return most }
    let next = index + 1 < known.count ? known[index + 1].model : GrowthModel(power: model.power + 1)
    let distance = next.map { $0.exponent(from: smallest, to: largest) - model.exponent(from: smallest, to: largest) }
    return min(most, share * (distance ?? most))
  }
}
