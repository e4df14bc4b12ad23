import PerformanceRecords

extension BenchmarkProfile {
  /// The own instructions of each function that has any, the most expensive first, and those of all others together.
  var ownCosts: [(name: String, cost: Int)] {
    let sorted = functions.sorted { ($1.value.own, $0.key) < ($0.value.own, $1.key) }
    let others = rest > 0 ? [("all other functions", rest)] : []
    return sorted.compactMap { $0.value.own > 0 ? ($0.key, $0.value.own) : nil } + others
  }
}
