import PerformanceRecords

/// What fresh sessions are held against: a number, and how many of them must lie beyond it.
///
/// The numbers of sessions are those of the rule, or more where the baseline's own sessions are so scattered, or the
/// family of verdicts so large, that those would leave more than the rule's limit to chance.
package struct BaselineLine: Hashable, Sendable {
  /// What stands for the baseline.
  package let best: Double
  /// How much worse is allowed: the tolerance, or as far as the baseline's own sessions reach, if that is further.
  package let allowance: Double
  /// The sessions that convict.
  package let cap: Int
  /// The sessions that convict when all are grossly worse.
  package let grossCap: Int
  /// The sessions that convict when the time for drawing is used up.
  package let hurriedCap: Int

  private let rule: SampledRule
  private let direction: MetricDescription.Direction
  private let gross: Double
  private let close: Double

  /// No baseline needs more: the probability falls with a power of their number.
  private static let mostSessions = 1000

  /// The line of a baseline's session summaries; `nil` without any.
  package init?(
    baseline: [Double], tolerance: Tolerance, direction: MetricDescription.Direction, rule: SampledRule
  ) {
    guard let best = rule.representative(of: baseline, tolerance: tolerance, direction: direction) else { return nil }
    self.best = best
    self.rule = rule
    self.direction = direction
    let allowed = tolerance.allowance(for: best)
    allowance = rule.allowance(from: best, of: baseline, tolerance: tolerance, direction: direction)
    close = allowed * rule.closeShare
    let gross = best > 0 ? 1 + allowed / best * rule.grossShare : .infinity
    self.gross = gross
    let usual = rule.shares(of: baseline, from: best, tolerance: tolerance, direction: direction)
    let notGross = baseline.count { Self.times($0, best, direction) <= gross }
    let grossly = SharesSeen(sessions: baseline.count, within: notGross, close: notGross)
    func draws(from fewest: Int, _ falseAlarm: (Int) -> Double) -> Int {
      (fewest..<Self.mostSessions).first { falseAlarm($0) <= rule.limit } ?? Self.mostSessions
    }
    cap = draws(from: rule.cap, usual.falseAlarm)
    grossCap = draws(from: rule.grossCap, grossly.allOutside)
    hurriedCap = draws(from: rule.hurriedCap, usual.allOutside)
  }

  /// Judges the summaries of fresh sessions.
  /// - Parameter isLast: whether no more sessions can be drawn.
  package func step(now: [Double], isLast: Bool = false) -> SampledRule.Step {
    let excess = now.map { direction == .lowerIsBetter ? $0 - best : best - $0 }
    let within = excess.filter { $0 <= allowance }
    if within.count >= rule.witnesses || within.contains(where: { $0 <= close }) {
      return .acquitted
    }
    if now.count >= sessionsToConvict(now) { return .convicted }
    return isLast && within.isEmpty && now.count >= hurriedCap ? .convicted : .undecided
  }

  /// How many sessions would convict if all were like these.
  package func sessionsToConvict(_ now: [Double]) -> Int {
    best > 0 && now.allSatisfy { Self.times($0, best, direction) > gross } ? min(grossCap, cap) : cap
  }

  /// How many times worse a number is.
  private static func times(_ value: Double, _ best: Double, _ direction: MetricDescription.Direction) -> Double {
    direction == .lowerIsBetter ? value / best : best / value
  }
}
