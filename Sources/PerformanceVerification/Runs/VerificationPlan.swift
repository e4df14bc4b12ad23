import PerformanceRecords

/// Which run comes next, so that a verification that ends at any time has tried every size about equally often.
///
/// Unchanged code gets a third of the time, the sizes share the rest; what a run costs is known from the ones before.
package struct VerificationPlan: Sendable {
  /// The share of the time that null runs get.
  private static let nullShare = 1.0 / 3
  /// How many times longer than a null run one with a planted slowdown is expected to take before one was seen: nearly
  /// every benchmark is drawn fifteen times.
  private static let usualFactor = 16.0

  /// Seconds that may be spent in all.
  package let budget: Double
  private var spent: [Int: Double] = [:]
  private var runs: [Int: Int] = [:]
  private var last: [Int: Double] = [:]

  /// A plan for so many seconds.
  package init(budget: Double) { self.budget = budget }

  /// Takes note of a run.
  /// - Parameters:
  ///   - planted: its size in per cent, 0 for unchanged code.
  ///   - seconds: what it took, with everything around it.
  package mutating func note(planted: Int, seconds: Double) {
    spent[planted, default: 0] += seconds
    runs[planted, default: 0] += 1
    last[planted] = seconds
  }

  /// The size of the next run in per cent, 0 for unchanged code; `nil` when no run fits into what is left.
  ///
  /// - Parameter elapsed: seconds since the verification began, recordings included.
  package func next(elapsed: Double) -> Int? {
    guard let null = last[0] else { return elapsed < budget ? 0 : nil }
    let left = budget - elapsed
    let size = VerificationRun.sizes.min { (runs[$0] ?? 0, order($0)) < (runs[$1] ?? 0, order($1)) }
    let all = spent.values.reduce(0, +)
    if let size, spent[0, default: 0] >= all * Self.nullShare, expected(size, null: null) <= left { return size }
    // What is left over in the end is too short for a slowed run, not for null runs.
    return null <= left ? 0 : nil
  }

  /// The sizes that no run was made of, 0 for unchanged code.
  package var missing: [Int] { ([0] + VerificationRun.sizes).filter { runs[$0] == nil } }

  /// Seconds after which every size will have had a run, as far as is known.
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
