import PerformanceText
import PerformanceTrends

extension Trend {
  /// The course of the series in one line, as the title of a picture of it: `+31.0 % at 3f2c91d (confirmed), 12 values
  /// since then`.
  package func message(on axis: TrendAxis) -> String {
    guard let level = segments.last?.level else { return "no values" }
    guard let change = changes.last(where: { !$0.wentAway }) else {
      return "flat at \(ValueFormat.text(level, of: metric))"
    }
    let count = Plural.text(count(since: change), "value")
    return "\(difference(change)) at \(axis.label(change.index)) (\(change.certaintyText)), \(count) since then"
  }
}
