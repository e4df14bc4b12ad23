import PerformanceRecords
import PerformanceStatistics

/// The fitted growth of the costs of a series.
struct GrowthFinding {
  private let costs: GrowthCosts
  private let name: String?
  private let fit: GrowthFit?

  private var declared: GrowthClass { costs.series.declared }

  /// Fits the growth of costs.
  /// - Parameter name: the name of the series; `nil` where its function has no other one.
  init(_ costs: GrowthCosts, name: String?) {
    self.costs = costs
    self.name = name
    fit = costs.isEnough ? costs.series.declared.model.flatMap { GrowthFit(costs.points, beside: $0) } : nil
  }

  /// The conclusion from the costs so far.
  var conclusion: GrowthConclusion {
    guard let fit else { return .unseen }
    let margin = GrowthRule.margin(of: declared, from: fit.smallest, to: fit.largest)
    if fit.lower - fit.expected > margin { return .above }
    return fit.exponent - fit.expected > margin ? .unclear : .within
  }

  /// The conclusion from times, and whether more sessions could change it.
  func step(_ remaining: Remaining) -> (conclusion: GrowthConclusion, wantsMore: Bool) {
    let conclusion = conclusion
    let isOver = costs.sessions >= GrowthRule.mostSessions
    switch conclusion {
    case .unseen: return (.unseen, false)
    case .within where costs.sessions >= GrowthRule.fewestSessions || remaining.isNone: return (.within, false)
    case .above where costs.sessions >= GrowthRule.redSessions && costs.isFloorKnown || isOver:
      return (.above, false)
    case _ where isOver: return (conclusion, false)
    default: return (.undecided(remaining.openReason), !remaining.isNone)
    }
  }

  /// The verdict on the function of the series.
  func verdict(_ conclusion: GrowthConclusion) -> Verdict {
    let (outcome, reason) = conclusion.result
    let growth = Growth(
      declared: declared, cost: costs.metric, points: costs.lacksSize ? [] : costs.points, fit: fit,
      nearest: fit.flatMap(Self.nearest), series: name)
    return Verdict(
      .function(costs.series.function), metric: Growth.metric(of: costs.metric), outcome: outcome, reason: reason,
      baseline: fit?.expected, now: fit?.exponent, sessions: costs.sessions, detail: .growth(growth),
      location: costs.series.location)
  }

  /// The known class whose growth is nearest to the fitted one.
  private static func nearest(to fit: GrowthFit) -> GrowthClass? {
    func distance(_ growth: GrowthClass) -> Double {
      growth.model.map { abs(fit.exponent - $0.exponent(from: fit.smallest, to: fit.largest)) } ?? .infinity
    }
    return GrowthClass.known.min { distance($0) < distance($1) }
  }
}
