import PerformanceRecords
import PerformanceReports
import PerformanceStatistics
import PerformanceText

/// The sizes of one change, each by another comparison.
struct ChangeSizes {
  /// A size with the comparison that it comes from.
  struct Size {
    /// `+31 %`.
    var text: String
    /// `+28 % to +35 % at 95 % confidence`; `nil` where it is unknown, and for a count.
    var interval: String?
    /// What was compared: `from the baseline on file`.
    var label: String
  }

  /// The size by the most reliable comparison: that of the two builds, measured in turn, where there is one.
  let headline: Size
  /// The sizes by other comparisons.
  let others: [Size]

  /// The sizes of a verdict's change; `nil` where a number is unknown.
  /// - Parameter change: what the history shows about it; `nil` for a verdict that is `same`.
  init?(_ verdict: Verdict, _ change: PageChange?, in summary: RunSummary) {
    guard let metric = verdict.metric, let baseline = verdict.baseline, let now = verdict.now, verdict.growth == nil
    else { return nil }
    let isSampled = metric.kind == .sampled
    let file = Size(
      text: ValueFormat.change(from: baseline, to: now, of: metric),
      interval: isSampled ? verdict.interval.flatMap(Self.text) : nil, label: Self.label(of: verdict, in: summary))
    let trend = change?.change.flatMap { point in
      change?.trend.map { Size(text: $0.difference(point), interval: nil, label: "in the trend") }
    }
    let pair = Self.pair(verdict)
    headline = pair ?? file
    others = (pair == nil ? [] : [file]) + [trend].compactMap { $0 }
  }

  /// All of them in one line.
  var text: String {
    ([headline] + others).map { size in
      "\(size.text) \(size.label)" + (size.interval.map { " (\($0))" } ?? "")
    }.joined(separator: "; ")
  }

  private static func pair(_ verdict: Verdict) -> Size? {
    // The best session does not change when only more sessions are slow.
    guard let pair = verdict.confirmation, pair.state == .confirmed, let ratio = pair.ratio, ratio.isFinite,
      pair.pairs > 0,
      verdict.slowSessions == nil
    else { return nil }
    return Size(
      text: ValueFormat.shortChange(ratio), interval: pair.interval.flatMap(text),
      label: "in \(Plural.text(pair.pairs, "pair")) of the old and the new build")
  }

  private static func label(of verdict: Verdict, in summary: RunSummary) -> String {
    if verdict.budget != nil { return "from the budget" }
    let isOnFile = summary.start?.configuration.comparesWithBaselines(verdict.metric) ?? true
    return isOnFile ? "from the baseline on file" : "from the other build"
  }

  /// `+28 % to +35 % at 95 % confidence`; `nil` without finite ends.
  private static func text(_ interval: RatioInterval) -> String? {
    guard [interval.lower, interval.upper, interval.coverage].allSatisfy(\.isFinite) else { return nil }
    let ends = [interval.lower, interval.upper].map(ValueFormat.shortChange)
    return "\(ends.joined(separator: " to ")) at \(ValueFormat.share(interval.coverage)) confidence"
  }
}
