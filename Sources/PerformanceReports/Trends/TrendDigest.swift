import PerformanceRecords
import PerformanceTrends

/// The changes in a suite within a period, the worst first.
package struct TrendDigest: Sendable {
  /// The kinds of rows in their order.
  package enum Group: Int, Comparable, Sendable {
    case worse, provisional, drifting, moved, better

    package static func < (first: Group, second: Group) -> Bool { first.rawValue < second.rawValue }
  }

  package enum Content: Equatable, Sendable {
    case change(Trend, ChangePoint)
    case drift(Trend, Drift)
    /// Costs that moved between rows of a suite, in an environment.
    case moved(MovedCost, suite: String, metric: MetricDescription, environment: String)
  }

  package struct Row: Equatable, Sendable {
    package var group: Group
    package var content: Content
    /// How many times worse, or better, something became.
    package var severity: Double
    fileprivate var name: String
  }

  /// The runs.
  package let axis: TrendAxis
  /// The positions of the period.
  package let period: Range<Int>
  /// The rows, the worst first.
  package private(set) var rows: [Row]
  /// The number of series.
  package let seriesCount: Int
  /// The number of series that no verdict is about, which have no rows.
  package let unjudgedCount: Int
  /// The number of changes after which the level came back.
  package let wentAwayCount: Int
  /// The number of changes of times without a row: small beside others of their series, and as small as those of
  /// unchanged code.
  package let minorCount: Int

  /// Sums up series.
  /// - Parameter trends: all series on the axis.
  package init(_ trends: [Trend], on axis: TrendAxis, period: Range<Int>) {
    self.axis = axis
    self.period = period
    let judged = trends.filter(\.isJudged)
    // Where nothing was ever judged, such as in a history of recordings, all count.
    let shown = judged.isEmpty ? trends : judged
    seriesCount = shown.count
    unjudgedCount = trends.count - shown.count
    let all = shown.flatMap { trend in
      trend.changes.filter { period.contains($0.index) }.map { Changed(trend: trend, change: $0) }
    }
    wentAwayCount = all.count { $0.change.wentAway }
    let lasting = all.filter { !$0.change.wentAway }
    minorCount = lasting.count { !$0.counts }
    let moved = Self.moved(lasting.filter(\.counts))
    let single = lasting.filter(\.counts).filter { changed in !moved.contains { $0.has(changed) } }
    let rows = single.map(\.row) + moved.map(\.row) + Self.drifting(shown, in: period)
    self.rows = rows.sorted { first, second in
      if first.group != second.group { return first.group < second.group }
      return first.severity != second.severity ? first.severity > second.severity : first.name < second.name
    }
  }

  /// Changes the trends of the first rows that are about a change, to add what explains it.
  /// - Parameter count: the most rows.
  package mutating func explain(first count: Int, _ body: (inout Trend) -> Void) {
    let changed = rows.indices.filter { if case .change = rows[$0].content { true } else { false } }
    for index in changed.prefix(count) {
      guard case .change(var trend, let change) = rows[index].content else { continue }
      body(&trend)
      rows[index].content = .change(trend, change)
    }
  }

  /// The series that moved away from their best level: by a slope, or by several steps that add up.
  private static func drifting(_ trends: [Trend], in period: Range<Int>) -> [Row] {
    let probabilities = trends.map { $0.drift?.line?.probability ?? 1 }
    let certain = FalseDiscovery.accepted(probabilities)
    return zip(trends, certain).compactMap { trend, isCertain in
      guard let drift = trend.drift else { return nil }
      let times = trend.timesWorse(drift.current.value, than: drift.best.value)
      let steps = trend.changes.filter { $0.index > drift.best.index && trend.timesWorse($0) > 1 && !$0.wentAway }
      let addUp = steps.count > 1 && steps.contains { period.contains($0.index) }
      guard times > 1, (isCertain && trend.isGettingWorse) || addUp else { return nil }
      return Row(group: .drifting, content: .drift(trend, drift), severity: times, name: trend.sortingName)
    }
  }

  private static func moved(_ changed: [Changed]) -> [Moved] {
    // Times of several machine classes and metrics of several suites are different sums.
    let groups = Dictionary(grouping: changed) { changed in
      [changed.trend.benchmark.map(\.suiteName) ?? "", changed.trend.metric.name, changed.trend.environment]
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, members in
      MovedCost.all(in: members.map(\.movedRow)).map {
        Moved(cost: $0, suite: key[0], environment: key[2], metric: members[0].trend.metric)
      }
    }
  }
}

/// A change of a series.
private struct Changed {
  var trend: Trend
  var change: ChangePoint

  /// The smallest change of a time that has a row although it is small beside others of its series. In recordings of
  /// unchanged code of which processors alone decide, levels moved by up to 1.7 %.
  private static let smallest = 1.02

  /// Whether it has a row of its own. A small change of a count is as real as a large one.
  var counts: Bool {
    if change.certainty != .minor || trend.metric.kind == .exact { return true }
    let times = trend.timesWorse(change)
    return max(times, 1 / times) >= Self.smallest
  }

  private var isConfirmed: Bool {
    switch change.certainty {
    case .confirmed: true
    case .provisional: false
    case .minor: trend.count(since: change) >= 6
    }
  }

  var row: TrendDigest.Row {
    let isWorse = change.effect(trend.metric.direction) == .regression
    let times = trend.timesWorse(change)
    return TrendDigest.Row(
      group: !isWorse ? .better : isConfirmed ? .worse : .provisional, content: .change(trend, change),
      severity: isWorse ? times : times > 0 ? 1 / times : .infinity, name: trend.sortingName)
  }

  var movedRow: MovedCost.Row {
    MovedCost.Row(
      name: trend.benchmark?.shortDescription ?? trend.metric.name, position: change.index, before: change.before,
      after: change.after)
  }
}

/// Costs that moved within a suite.
private struct Moved {
  var cost: MovedCost
  var suite: String
  var environment: String
  var metric: MetricDescription

  func has(_ changed: Changed) -> Bool {
    changed.trend.metric == metric && changed.trend.environment == environment
      && (changed.trend.benchmark.map(\.suiteName) ?? "") == suite
      && (cost.lighter + cost.heavier).contains(changed.movedRow)
  }

  var row: TrendDigest.Row {
    let total = cost.heavier.reduce(0) { $0 + $1.after - $1.before }
    return TrendDigest.Row(
      group: .moved, content: .moved(cost, suite: suite, metric: metric, environment: environment), severity: total,
      name: suite + metric.name)
  }
}

extension Trend {
  fileprivate var sortingName: String { (benchmark?.description ?? "") + " " + metric.name + " " + environment }

  /// The smallest slow change of a time that is worth a row: machines drift by less within a day.
  private static let smallestDrift = 1.01

  /// Whether the values since the newest change get worse, by an amount that matters.
  fileprivate var isGettingWorse: Bool {
    guard let line = drift?.line, line.isDrifting else { return false }
    return timesWorse(line.end, than: line.start) > (metric.kind == .exact ? 1 : Self.smallestDrift)
  }
}

extension BenchmarkID {
  /// The module and the suites.
  fileprivate var suiteName: String { ([module] + suite).joined(separator: ".") }
}
