import PerformanceRecords
import PerformanceRegression
import PerformanceStatistics

/// Decides which numbers of one metric are recorded: the fresh ones, the old ones, or both.
struct MetricUpdate {
  let policy: BaselineUpdate.Policy
  private let rule = SampledRule.standard

  /// Decides between fresh and old numbers.
  /// - Parameter obstacle: why the two cannot be combined; `nil` where they can.
  func decide(
    _ id: BenchmarkID, _ metric: MetricDescription, fresh: BaselineMetric, old: BaselineMetric?,
    obstacle: RecordingDetail?
  ) -> (BaselineMetric?, BaselineUpdate.Change) {
    var change = BaselineUpdate.Change(
      benchmark: id, metric: metric, kind: .created, old: old.flatMap(representative), new: representative(fresh))
    let comparable = old.flatMap { $0.instrument == fresh.instrument && obstacle == nil ? $0 : nil }
    let joined = policy == .add ? comparable.map { Self.joined($0, fresh) } : nil
    let candidate = Self.marked(joined ?? fresh, &change)
    // An unjudged metric explains a slower time, whatever its spread.
    if metric.isJudged, let sufficiency = BaselineSufficiency(candidate), !sufficiency.canJudge {
      change.kind = .refused
      return (old, change)
    }
    guard old != nil else { return (candidate, change) }
    guard let comparable else {
      change.kind = .replaced
      if let obstacle { change.details.append(obstacle) }
      return (candidate, change)
    }
    switch policy {
    case .replace:
      change.kind = .replaced
      return (candidate, change)
    case .add:
      change.kind = .extended
      change.new = representative(candidate)
      return (candidate, change)
    case .update:
      return update(comparable, with: candidate, of: metric, &change)
    }
  }

  private func update(
    _ old: BaselineMetric, with fresh: BaselineMetric, of metric: MetricDescription,
    _ change: inout BaselineUpdate.Change
  ) -> (BaselineMetric?, BaselineUpdate.Change) {
    switch relation(of: fresh, to: old) {
    case .apart: change.kind = .replaced
    case .overlapping:
      change.kind = .widened
      var widened = Self.joined(fresh, old)
      widened.metric = metric
      return (widened, change)
    // More sessions hit the floor than in the scattered baseline, which is the improvement it waits for.
    case .same where old.detectable != nil && fresh.detectable == nil:
      change.kind = .replaced
      change.details.append(.agreesBetter)
    case .same:
      change.kind = .kept
      change.setSufficiency(BaselineSufficiency(old))
      guard old.metric.tolerance != metric.tolerance else { return (old, change) }
      change.details.append(.otherTolerance)
      var kept = old
      kept.metric = metric
      return (kept, change)
    }
    return (fresh, change)
  }

  /// The number of a baseline in a list of changes.
  func representative(_ baseline: BaselineMetric) -> Double? {
    switch baseline.content {
    case .exact(let counts): counts.typical
    case .sampled(let sessions):
      rule.representative(of: sessions.summaries(baseline.metric.direction), metric: baseline.metric)
    }
  }

  /// The baseline, marked with the smallest change that it can show if its sessions are scattered; marks the change,
  /// too.
  private static func marked(_ baseline: BaselineMetric, _ change: inout BaselineUpdate.Change) -> BaselineMetric {
    guard let sufficiency = BaselineSufficiency(baseline) else { return baseline }
    change.setSufficiency(sufficiency)
    var marked = baseline
    marked.detectable = sufficiency.isEnough || !baseline.metric.isJudged ? nil : change.detectable
    return marked
  }

  // MARK: - Whether unchanged code could have given both

  private enum Relation {
    /// A gate would call the fresh numbers `same`.
    case same
    /// The counts overlap with the recorded range, but some lie outside.
    case overlapping
    /// They belong to different code.
    case apart
  }

  private func relation(of fresh: BaselineMetric, to old: BaselineMetric) -> Relation {
    switch (old.content, fresh.content) {
    case (.exact(let before), .exact(let now)):
      let rule = old.instrument == nil ? ExactRule.standard : ExactRule.standard.ofAnInstrument
      return Self.relation(of: now, to: before, margin: rule.margin, tolerance: fresh.metric.tolerance)
    case (.sampled(let before), .sampled(let now)):
      let direction = fresh.metric.direction
      return Self.agree(before.summaries(direction), now.summaries(direction), fresh.metric) ? .same : .apart
    default:
      return .apart
    }
  }

  /// Counts that differ by no more than the gate allows belong to unchanged code: seeds of hash tables and other
  /// machines change them slightly.
  private static func relation(
    of now: ExactBaseline, to before: ExactBaseline, margin: Double, tolerance: Tolerance
  ) -> Relation {
    let spread = margin * (before.highest - before.lowest)
    func allowance(_ count: Double) -> Double { max(tolerance.allowance(for: count).rounded(.down), spread) }
    let lowest = before.lowest - allowance(before.lowest)
    let highest = before.highest + allowance(before.highest)
    if lowest <= now.lowest, now.highest <= highest { return .same }
    return now.lowest <= highest && lowest <= now.highest ? .overlapping : .apart
  }

  /// Whether the median of each side lies within the range of the other side, or the floors are equal: beside other
  /// work most sessions are slower, but the floor is not.
  private static func agree(_ before: [Double], _ now: [Double], _ metric: MetricDescription) -> Bool {
    if covers(before, now), covers(now, before) { return true }
    guard let then = BaselineSufficiency(before, of: metric)?.floor,
      let now = BaselineSufficiency(now, of: metric)?.floor
    else { return false }
    return abs(now - then) <= RecordingRule.floorShare * metric.tolerance.allowance(for: min(now, then))
  }

  private static func covers(_ range: [Double], _ values: [Double]) -> Bool {
    guard let low = range.min(), let high = range.max(), let middle = Quantile.median(of: values) else { return false }
    return low * (1 - RecordingRule.rounding) <= middle && middle <= high * (1 + RecordingRule.rounding)
  }

  /// The sessions of both, or the range of both; the properties of the metric are those of the second.
  private static func joined(_ first: BaselineMetric, _ second: BaselineMetric) -> BaselineMetric {
    var joined = second
    switch (first.content, second.content) {
    case (.exact(let a), .exact(let b)):
      joined.content = .exact(
        ExactBaseline(lowest: min(a.lowest, b.lowest), typical: b.typical, highest: max(a.highest, b.highest)))
    case (.sampled(let a), .sampled(let b)):
      joined.content = .sampled(Array((a + b).suffix(max(RecordingRule.mostSessions, b.count))))
    default: break
    }
    return joined
  }
}
