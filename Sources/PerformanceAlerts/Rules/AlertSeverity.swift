/// How urgent an alert is.
package enum AlertSeverity: String, CaseIterable, Codable, Comparable, Sendable {
  /// Somebody should know.
  case info
  /// Somebody should look at it during working hours.
  case warning
  /// Somebody should look at it now.
  case critical

  private var order: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .critical: 2
    }
  }

  package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool { left.order < right.order }
}
