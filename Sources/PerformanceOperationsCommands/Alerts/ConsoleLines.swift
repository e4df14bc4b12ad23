import PerformanceAlerts
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// A notification as lines for a terminal.
enum ConsoleLines {
  /// The most alerts of a group that are shown.
  private static let most = 10

  static func lines(_ notification: AlertNotification, _ colour: Colour) -> [String] {
    let style: Style = !notification.isFiring ? .green : notification.severity == .critical ? .red : .yellow
    let shown = notification.lines.prefix(most).map { "  " + $0.printable(atMost: 200) }
    let rest = notification.lines.count - shown.count
    let more = rest > 0 ? ["  and \(rest) more"] : []
    let rule = notification.entries.first.map { "  see '\(PerftestCommand.prefix) alerts show \($0.alert.rule)'" }
    return [style.applied(to: notification.title, colour)] + shown + more
      + (notification.isFiring && notification.reason != .test ? [rule].compactMap { $0 } : [])
  }
}
