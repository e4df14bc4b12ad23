import PerformanceRecords

/// Selects the next run, so that a verification that ends at any time has tried every size about equally often.
///
/// Unchanged code gets a third of the time, the sizes share the rest; the cost of a run is estimated from earlier ones.
package struct VerificationPlan: Sendable {
  /// The share of time for null runs.
  private static let nullShare = 1.0 / 3
  /// The expected cost of a run with a planted slowdown, in null runs, before one was measured: nearly every benchmark
  /// is measured fifteen times.
  private static let usualFactor = 16.0

  /// The budget in seconds.
  package let budget: Double
  /// Whether slowdowns of the time or of the work are planted.
  package let kind: PlantedSlowdown.Kind
  private var spent: [Int: Double] = [:]
  private var runs: [Int: Int] = [:]
  private var last: [Int: Double] = [:]

  /// Creates a plan with a budget in seconds.
  package init(budget: Double, kind: PlantedSlowdown.Kind = .time) {
    self.budget = budget
    self.kind = kind
  }

  /// Records a run.
  /// - Parameters:
  ///   - planted: its size in per cent, 0 for unchanged code.
  ///   - seconds: its duration, with everything around it.
  package mutating func record(planted: Int, seconds: Double) {
    spent[planted, default: 0] += seconds
    runs[planted, default: 0] += 1
    last[planted] = seconds
  }

  /// The size of the next run in per cent, 0 for unchanged code; `nil` when no run fits into the remaining time.
  ///
  /// - Parameter elapsed: seconds since the verification began, recordings included.
  package func next(elapsed: Double) -> Int? {
    guard let null = last[0] else { return elapsed < budget ? 0 : nil }
    let left = budget - elapsed
    let size = VerificationRun.sizes.min { (runs[$0] ?? 0, order($0)) < (runs[$1] ?? 0, order($1)) }
    let all = spent.values.reduce(0, +)
    if let size, spent[0, default: 0] >= all * Self.nullShare, expected(size, null: null) <= left { return size }
    // The rest of the time may be too short for a slowed run, but not for null runs.
    return null <= left ? 0 : nil
  }

  /// The sizes without a run, 0 for unchanged code.
  package var missing: [Int] { ([0] + VerificationRun.sizes).filter { runs[$0] == nil } }

  /// An estimate of the seconds after which every size has had a run.
  package var enough: Double {
    let null = last[0] ?? 60
    let sizes = VerificationRun.sizes.map { expected($0, null: null) }.reduce(0, +)
    return max(null, sizes / (1 - Self.nullShare))
  }

  private func expected(_ size: Int, null: Double) -> Double {
    last[size] ?? VerificationRun.sizes.compactMap { last[$0] }.max() ?? null * Self.usualFactor
  }

  private func order(_ size: Int) -> Int { VerificationRun.sizes.firstIndex(of: size) ?? 0 }
}
