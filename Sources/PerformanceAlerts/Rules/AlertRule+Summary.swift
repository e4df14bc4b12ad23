import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension AlertRule {
  /// The longest value of a label in a summary.
  private static let longest = 160

  /// The line about an alert.
  package func summary(of alert: Alert) -> String {
    var text = summary.replacing("{value}", with: self.text(abs(alert.value)))
    for (name, value) in alert.labels.sorted(by: { $0.key < $1.key }) {
      text = text.replacing("{\(name)}", with: value.printable(atMost: Self.longest))
    }
    return text
  }

  /// A number with the unit of the rule.
  package func text(_ value: Double) -> String {
    switch unit {
    case .share: ValueFormat.share(value)
    case .seconds: Self.duration(value)
    case .bytes: ValueFormat.text(value, of: MetricDescription(name: "bytes", unit: .bytes))
    case .number: Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
  }

  /// Days, hours, or less.
  private static func duration(_ seconds: Double) -> String {
    switch seconds {
    case 172_800...: "\(Int(min(seconds, 1e12)) / 86_400) days"
    case 7_200...: "\(Int(seconds) / 3_600) hours"
    default: ValueFormat.duration(seconds: seconds)
    }
  }
}
